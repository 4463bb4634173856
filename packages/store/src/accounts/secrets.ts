import type { Credential, OAuthClient } from '@rollcall/providers'
import type { KeyRing } from '../keys.ts'
import { StoreError } from '../store-error.ts'

/** What is kept of a vendor's tokens. Client credentials may have no token yet. */
export interface StoredToken {
  readonly kind: 'token'
  readonly accessToken?: string | undefined
  readonly refreshToken?: string | undefined
  /** Absent: until the vendor answers 401. */
  readonly expiresAtMs?: number | undefined
}

export type StoredCredential = StoredToken | Exclude<Credential, { readonly kind: 'token' }>

/** All that is sealed of an account. */
export interface Secrets {
  readonly credential: StoredCredential
  /** The OAuth app that came with the account; absent: the environment's. */
  readonly client?: OAuthClient | undefined
}

interface Place {
  readonly environmentId: string
  readonly id: string
}

const bindingOf = ({ environmentId, id }: Place) => ({
  environment: environmentId,
  account: id,
  purpose: 'account-credential',
})

export const sealSecrets = (keys: KeyRing, account: Place, secrets: Secrets) => ({
  credential: keys.seal(JSON.stringify(secrets), bindingOf(account)),
  key_id: keys.sealingKeyId,
})

/** @throws StoreError when the sealed text does not open for this account. */
export const openSecrets = (keys: KeyRing, account: Place, sealed: string): Secrets => {
  const value: unknown = JSON.parse(keys.open(sealed, bindingOf(account)))
  const credential = isObject(value) ? toCredential(value.credential) : undefined
  if (!isObject(value) || credential === undefined) throw new StoreError('A stored credential is of an unknown form.')
  const client = toClient(value.client)
  return client === undefined ? { credential } : { credential, client }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const toClient = (value: unknown): OAuthClient | undefined =>
  isObject(value) && typeof value.id === 'string' && typeof value.secret === 'string'
    ? { id: value.id, secret: value.secret }
    : undefined

const toCredential = (value: unknown): StoredCredential | undefined => {
  if (!isObject(value)) return undefined
  const { kind, accessToken, refreshToken, expiresAtMs, apiKey, username, password } = value
  if (kind === 'api_key' && typeof apiKey === 'string') return { kind, apiKey }
  if (kind === 'basic' && typeof username === 'string' && typeof password === 'string') {
    return { kind, username, password }
  }
  if (kind !== 'token') return undefined
  return {
    kind,
    ...(typeof accessToken === 'string' ? { accessToken } : {}),
    ...(typeof refreshToken === 'string' ? { refreshToken } : {}),
    ...(typeof expiresAtMs === 'number' ? { expiresAtMs } : {}),
  }
}
