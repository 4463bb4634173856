import { type Credential, ProviderFailure } from '@rollcall/providers'
import { type OpenedRecord, toSentence } from './account-record.ts'

/** A token is refreshed when it expires sooner than this. */
const expiryMarginMs = 60_000

/** The error for an account whose credential was refused, at every call, without a vendor call. */
export const toRemembered = ({ lastError = { kind: 'credential-refused' } }: OpenedRecord): ProviderFailure => {
  const { kind, remoteStatus } = lastError
  const sentence = toSentence(lastError)
  return new ProviderFailure(
    'account-needs-reauth',
    kind === 'client-missing' ? sentence : `${sentence} Connect the account again.`,
    { remote: remoteStatus === undefined ? undefined : { status: remoteStatus, body: null, message: undefined } },
  )
}

/** The stored access token, whatever its age. */
export const tokenOf = ({ secrets: { credential } }: OpenedRecord): string | undefined =>
  credential.kind === 'token' ? credential.accessToken : undefined

/** The stored token, where it is not `stale` and is valid for a minute at least. */
export const usableToken = (record: OpenedRecord, stale: string | undefined, nowMs: number): string | undefined => {
  const { credential } = record.secrets
  if (credential.kind !== 'token' || credential.accessToken === undefined) return undefined
  const expires = credential.expiresAtMs !== undefined && credential.expiresAtMs - nowMs < expiryMarginMs
  return expires || credential.accessToken === stale ? undefined : credential.accessToken
}

/** Whether a new token can be got without a person. */
export const isRefreshable = ({ method, secrets: { credential } }: OpenedRecord): boolean =>
  credential.kind === 'token' && (method === 'client_credentials' || credential.refreshToken !== undefined)

/** Whether there is no token that a vendor would accept. */
export const hasExpired = ({ secrets: { credential } }: OpenedRecord, nowMs: number): boolean =>
  credential.kind === 'token' &&
  (credential.accessToken === undefined || (credential.expiresAtMs !== undefined && credential.expiresAtMs <= nowMs))

/** What the account holds, as the engine uses it. @throws ProviderFailure when no token was ever minted */
export const toCredential = ({ secrets: { credential } }: OpenedRecord): Credential => {
  if (credential.kind !== 'token') return credential
  if (credential.accessToken === undefined) {
    throw new ProviderFailure('account-needs-reauth', 'The account has no access token. Connect the account again.')
  }
  return { kind: 'token', accessToken: credential.accessToken }
}
