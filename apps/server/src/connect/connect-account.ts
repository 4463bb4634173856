import { randomUUID } from 'node:crypto'
import type { ProviderSlug } from '@rollcall/contract'
import { type CallContext, type Credential, type OAuthClient, ProviderFailure } from '@rollcall/providers'
import type { AccountRecord, LinkToken, StoredCredential } from '@rollcall/store'
import { type ConnectionAttempt, recordConnection } from '../audit/record-connection.ts'
import { stateOf } from '../http/request-state.ts'
import type { Services } from '../services.ts'
import { startDeadline } from '../users/deadline.ts'
import { type Candidate, tryCandidate } from './candidate.ts'
import { ConnectFailure, type ConnectResult, failureSentence, toResult } from './result.ts'

/** The input of an attempt: a credential to be tried, in the form that will be stored. */
export interface Prepared extends Candidate {
  readonly stored: StoredCredential
  /** The customer's own OAuth app; `undefined`: the environment's, or none. */
  readonly client: OAuthClient | undefined
}

/** How long after the deadline the process of an attempt counts as lost. */
const graceMs = 30_000

const closedSentences = {
  used: 'This link has connected an account already. Ask for a new one.',
  revoked: 'This link was revoked. Ask for a new one.',
  expired: 'This link has expired. Ask for a new one.',
  open: 'Another attempt with this link is running. Try again in a minute.',
} as const

const reasonOf = (error: unknown, type: 'connection_error' | 'validation_error'): ConnectFailure =>
  error instanceof ConnectFailure ? error : new ConnectFailure(type, failureSentence(error), { cause: error })

/** A requested connection, in the form of the audit log. */
export type AskedConnection = ConnectionAttempt & { readonly provider: ProviderSlug }

/**
 * Connects the account of a link token: one attempt at a time, one success. `prepare` requests tokens of the vendor where
 * there are none yet. The account is `connecting` while the credential is tried, then `active` or `validation_error`; one
 * that is active stays as it is unless the new credential works.
 */
export const connectAccount = (
  services: Services,
  asked: AskedConnection,
  prepare: (context: CallContext) => Promise<Prepared>,
): Promise<ConnectResult> => recordConnection(asked, services, () => attemptOnce(services, asked, prepare))

const attemptOnce = async (
  services: Services,
  { link, provider, response }: AskedConnection,
  prepare: (context: CallContext) => Promise<Prepared>,
): Promise<ConnectResult> => {
  const { store, clock, config } = services
  const { environmentId } = link
  const claim = await store.linkTokens.claim(environmentId, link.id, clock.now() + config.deadlineMs + graceMs)
  if (claim === undefined) {
    const { state } = (await store.linkTokens.get(environmentId, link.id)) ?? link
    const type = state === 'open' ? 'connection_error' : 'invalid_token'
    return toResult(new ConnectFailure(type, closedSentences[state]), { integration: provider })
  }
  let isUsed = false
  const { deadline, context } = startDeadline({
    clock,
    milliseconds: config.deadlineMs,
    observer: stateOf(response).vendor,
  })
  try {
    const prepared = await prepare(context).catch((error: unknown) => {
      throw reasonOf(error, 'connection_error')
    })
    const result = await storeAndTry(services, link, { claim, provider, prepared, context })
    isUsed = result.result === 'success'
    return result
  } catch (error) {
    if (!(error instanceof ConnectFailure)) throw error
    return toResult(error, { integration: provider })
  } finally {
    deadline.end()
    await store.linkTokens.settle(environmentId, link.id, claim, isUsed)
  }
}

interface Attempt {
  readonly claim: string
  readonly provider: ProviderSlug
  readonly prepared: Prepared
  readonly context: CallContext
}

const storeAndTry = async (services: Services, link: LinkToken, attempt: Attempt): Promise<ConnectResult> => {
  const { store, engine, adapters } = services
  const { environmentId } = link
  const { provider, prepared, context } = attempt
  const adapter = adapters[provider]
  const found = await accountOf(services, link, attempt)
  const account = found.record?.status === 'active' ? found.record : await connecting(services, link, attempt, found)
  const { id } = account
  const tried = await tryCandidate({ engine, adapter }, { id, environmentId, provider }, prepared, context).then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  if (tried === undefined) {
    const connected =
      account.status === 'active'
        ? await store.accounts.update(environmentId, id, { ...changesOf(prepared), isActive: true })
        : await store.accounts.setStatus(environmentId, id, 'active')
    if (connected === undefined)
      throw new ConnectFailure('connection_error', 'The account was deleted during the attempt.')
    return { result: 'success', integration: provider, integrated_account_id: id }
  }
  if (account.status !== 'active') {
    const { error } = tried
    const remoteStatus = error instanceof ProviderFailure ? error.options.remote?.status : undefined
    const lastError = { kind: 'validation-failed' as const, remoteStatus }
    await store.accounts.setStatus(environmentId, id, 'validation_error', lastError)
  }
  return toResult(reasonOf(tried.error, 'validation_error'), { integration: provider, integrated_account_id: id })
}

/** The account to connect: that of the link token, or the one of a former attempt, where it fits. */
const accountOf = async (
  { store, adapters }: Services,
  link: LinkToken,
  { provider, prepared }: Attempt,
): Promise<{ readonly id: string; readonly record: AccountRecord | undefined }> => {
  const { environmentId } = link
  const known = link.accountId ?? link.madeAccountId
  const record = known === undefined ? undefined : await store.accounts.get(environmentId, known)
  if (link.accountId !== undefined && record === undefined) {
    throw new ConnectFailure('connection_error', 'The account was deleted during the attempt.')
  }
  const fits = record === undefined || (record.provider === provider && record.method === prepared.method)
  if (known !== undefined && fits) return { id: known, record }
  // For a reconnection the page offers only the provider and method of its account; another request must not replace that
  // account.
  if (link.accountId !== undefined) {
    throw new ConnectFailure(
      'invalid_integration',
      'This link can only connect its own account again, with the same integration.',
    )
  }
  // A former attempt has connected it, and its process was killed before the link token was marked as used.
  if (record?.status === 'active') {
    const { name } = adapters[record.provider]
    throw new ConnectFailure('invalid_integration', `This link has connected ${name} already. Ask for a new one.`)
  }
  // The account of a former attempt has another provider or method, and never was active: the customer has chosen again.
  if (known !== undefined) await store.accounts.delete(environmentId, known)
  return { id: randomUUID(), record: undefined }
}

/**
 * Writes the account with its new credential, `connecting`; its id is noted first, so that repeated attempts make only one
 * account.
 */
const connecting = async (
  { store }: Services,
  link: LinkToken,
  { claim, provider, prepared }: Attempt,
  { id, record }: { readonly id: string; readonly record: AccountRecord | undefined },
): Promise<AccountRecord> => {
  const { environmentId } = link
  if (record !== undefined) {
    const changed = await store.accounts.update(environmentId, id, changesOf(prepared))
    if (changed === undefined)
      throw new ConnectFailure('connection_error', 'The account was deleted during the attempt.')
    return changed
  }
  await store.linkTokens.noteAccount(environmentId, link.id, claim, id)
  return store.accounts.create(environmentId, {
    id,
    provider,
    tenantId: link.tenantId,
    method: prepared.method,
    credential: prepared.stored,
    variables: prepared.variables,
    client: prepared.client,
    principal: prepared.principal,
    status: 'connecting',
  })
}

const changesOf = ({ stored, variables, principal, client }: Prepared) => ({
  credential: stored,
  variables,
  principal,
  client: client ?? null,
})

/** A credential that is stored and tried unchanged. */
export const asCredential = (stored: StoredCredential): Credential => {
  if (stored.kind !== 'token') return stored
  if (stored.accessToken === undefined) throw new Error('A token that was never issued cannot be tried.')
  return { kind: 'token', accessToken: stored.accessToken }
}
