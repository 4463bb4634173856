import type { Adapter, FailureKind, OperationName, VendorAnswer, Verdict } from '../contract.ts'
import { ProviderFailure, type RateLimitHint, type RemoteAnswer } from './failures.ts'
import { at, isObject } from './json.ts'

/** What an answer of a vendor means, and the failure that it becomes. */

const byStatus = (status: number): Verdict => {
  if (status === 401) return { kind: 'unauthorised' }
  if (status === 403) return { kind: 'forbidden' }
  if (status === 404) return { kind: 'not-found' }
  if (status === 409) return { kind: 'conflict' }
  if (status === 429) return { kind: 'rate-limited' }
  if (status >= 400 && status < 500) return { kind: 'rejected' }
  return { kind: 'provider-error' }
}

/** `undefined`: the answer is a success. The adapter's exceptions come before the table. */
export const verdictOf = (
  adapter: Pick<Adapter<never>, 'errors'>,
  answer: VendorAnswer,
  operation: OperationName,
): Verdict | undefined => {
  const exception = adapter.errors.classify?.(answer, operation)
  if (exception !== undefined) return exception
  return answer.status >= 200 && answer.status < 300 ? undefined : byStatus(answer.status)
}

const sentencePaths = [
  'message',
  'error.message',
  'error_description',
  'error',
  'detail',
  'description',
  'title',
  'Message',
  'errors.0.message',
  'errors.0.detail',
  'errors.0.title',
  '0.message',
  'errorMessage',
  'msg',
]

/** The vendor's sentence: where the adapter says, else under the usual keys; at most 500 characters. */
export const sentenceOf = (adapter: Pick<Adapter<never>, 'errors'>, body: unknown): string | undefined => {
  const own = adapter.errors.message?.(body)
  const found = [own, ...sentencePaths.map((path) => at(body, path))].find(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  )
  return found?.slice(0, 500)
}

const passedOn = new Set([400, 402, 410, 413, 415, 422, 423])

const slugs = {
  'not-found': 'user-not-found',
  unauthorised: 'account-needs-reauth',
  forbidden: 'provider-forbidden',
  conflict: 'provider-conflict',
  rejected: 'provider-rejected',
  'rate-limited': 'provider-rate-limited',
  'provider-error': 'provider-error',
} as const satisfies Record<FailureKind, string>

const sentences: Record<FailureKind, string> = {
  'not-found': 'does not know this user',
  unauthorised: 'refuses the credential of this account',
  forbidden: 'does not allow this with the credential of this account',
  conflict: 'reports a conflict',
  rejected: 'refuses the request',
  'rate-limited': 'asks to slow down',
  'provider-error': 'failed or gave an answer that is not understood',
}

/** Operations about one user: only there is "not found" about the user. */
const aboutOneUser: readonly OperationName[] = ['get', 'update', 'delete']

export interface FailureContext {
  readonly operation: OperationName
  readonly remote: RemoteAnswer
  readonly hint: RateLimitHint | undefined
  readonly retryAfterSeconds: number | undefined
}

/** The failure that a verdict becomes; on create an answer that may hide a success is an unknown outcome. */
export const failureOf = (
  adapter: Pick<Adapter<never>, 'errors' | 'name'>,
  verdict: Verdict,
  context: FailureContext,
): ProviderFailure => {
  const { operation, remote } = context
  const kind = verdict.kind === 'not-found' && !aboutOneUser.includes(operation) ? 'rejected' : verdict.kind
  const status = verdict.status ?? remote.status
  const said = remote.message === undefined ? '.' : `: ${remote.message}`
  return new ProviderFailure(slugs[kind], `${adapter.name} ${sentences[kind]}${said}`, {
    remote,
    hint: context.hint,
    retryAfterSeconds: context.retryAfterSeconds,
    ...(kind === 'rejected' ? { status: passedOn.has(status) ? status : 422 } : {}),
    ...(kind === 'forbidden' ? { missingScopes: adapter.errors.missingScopes?.(remote.body) } : {}),
    isTransient: kind === 'provider-error' && status >= 500,
    mayHaveBeenApplied: kind === 'provider-error' && operation === 'create',
  })
}

/** The member of a successful answer that must be an object: the record. */
export const recordOf = (
  adapter: Pick<Adapter<never>, 'name'>,
  body: unknown,
  where: ((body: unknown) => unknown) | undefined,
): unknown => {
  const record = where === undefined ? body : where(body)
  if (!isObject(record)) throw new ProviderFailure('provider-error', `${adapter.name} answered without a user record.`)
  return record
}

/** Runs what reads an answer; a failure to understand it carries the answer. */
export const understood = <T>(answer: { readonly remote: () => RemoteAnswer }, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ProviderFailure) || error.options.remote !== undefined) throw error
    throw new ProviderFailure(error.slug, error.message, { ...error.options, cause: error, remote: answer.remote() })
  }
}
