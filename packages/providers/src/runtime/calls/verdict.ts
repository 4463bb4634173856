import type { MethodName } from '@rollcall/contract'
import type { Adapter, Done, FailureKind, VendorAnswer } from '../../contract.ts'
import { ProviderFailure, quoting, type RateLimitHint, type RemoteAnswer } from '../failures.ts'
import { isObject, withShortTexts } from '../json/json.ts'
import { meaningOf, wholeSentenceOf } from './error-rules.ts'

/** Decides what a vendor's answer means, and makes the failure of it. */

/** The kind of a failure, with the status that it counts as; absent: the answer's own. */
export interface Judgement {
  readonly kind: FailureKind
  readonly status?: number
}

const byStatus = (status: number): Judgement => ({ kind: kindOf(status), status })

/**
 * Some 4xx do not concern the request: 408 and 425 request a repeat, 420 is an older form of 429, and gateways in front of
 * the vendor send 440, 460, 463, 499.
 */
const passing: ReadonlySet<number> = new Set([408, 425, 440, 460, 463, 477, 499])

const kindOf = (status: number): FailureKind => {
  if (status === 401) return 'unauthorised'
  if (status === 403) return 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 409) return 'conflict'
  if (status === 420 || status === 429) return 'rate-limited'
  return status >= 400 && status < 500 && !passing.has(status) ? 'rejected' : 'provider-error'
}

/** Two parts of a sentence about the address of the sender: an allow-list of IP addresses, a trusted network. */
const networkWords = /\bips?\b/i
const refusalWords =
  /\brestrict|\bnot (?:allowed|permitted|authori[sz]ed|trusted|in)\b|\b(?:denied|blocked|forbidden)\b|\b(?:allow|white)[ -]?list/i

/** Whether the vendor's sentence means that the network address of this server is refused. */
export const isAboutNetwork = (sentence: string | undefined): boolean => {
  const words = (sentence ?? '').slice(0, 500).replaceAll('_', ' ')
  return networkWords.test(words) && refusalWords.test(words)
}

/** How many characters of an error text an adapter's rule reads. */
const maximumSentence = 2000

/** `undefined`: the answer is a success. The adapter's rules come before the table. */
export const verdictOf = (
  adapter: Pick<Adapter<never>, 'errors'> & Partial<Pick<Adapter<never>, 'authentication'>>,
  answer: VendorAnswer,
  operation: MethodName,
): Judgement | undefined => {
  const isSuccess = answer.status >= 200 && answer.status < 300
  const looked = isSuccess ? answer : { ...answer, body: withShortTexts(answer.body, maximumSentence) }
  const exception = meaningOf(adapter.errors, looked, operation)
  if (typeof exception === 'string') return { kind: exception }
  if (exception === undefined && isSuccess) return undefined
  const status = exception ?? answer.status
  if (status >= 300 && status < 400 && adapter.authentication?.oauth2?.account !== undefined) return { kind: 'moved' }
  const isRefusal = status === 401 || status === 403
  return isRefusal && isAboutNetwork(vendorSentence(adapter, looked.body))
    ? { kind: 'network-refused' }
    : byStatus(status)
}

/** The vendor's sentence: where the adapter finds it, else under the usual keys; at most 500 characters. */
export const vendorSentence = (adapter: Pick<Adapter<never>, 'errors'>, body: unknown): string | undefined =>
  wholeSentenceOf(adapter.errors, body)?.slice(0, 500)

const passedOn = new Set([400, 402, 410, 413, 415, 422, 423])

const slugs = {
  'not-found': 'user-not-found',
  unauthorised: 'account-needs-reauth',
  forbidden: 'provider-forbidden',
  conflict: 'provider-conflict',
  rejected: 'provider-rejected',
  'rate-limited': 'provider-rate-limited',
  moved: 'provider-error',
  'network-refused': 'provider-network-refused',
  'provider-error': 'provider-error',
} as const satisfies Record<FailureKind, string>

const sentences: Record<FailureKind, string> = {
  'not-found': 'has no such user',
  unauthorised: 'refuses the credential of this account',
  forbidden: 'does not allow this with the credential of this account',
  conflict: 'reports a conflict',
  rejected: 'refuses the request',
  'rate-limited': 'has reached its rate limit',
  moved: 'redirects to another address of the account',
  'network-refused': 'refuses the network address of this server',
  'provider-error': 'failed or sent an answer that cannot be read',
}

/** Operations on one user: only for these does "not found" concern the user. */
const aboutOneUser: readonly MethodName[] = ['get', 'update', 'delete']

export interface FailureContext {
  readonly operation: MethodName
  readonly remote: RemoteAnswer
  readonly hint: RateLimitHint | undefined
  readonly retryAfterSeconds: number | undefined
  readonly missingColumn?: string | undefined
}

/** The failure for a verdict; on create an answer after a possible success is an unknown outcome. */
export const failureOf = (
  adapter: Pick<Adapter<never>, 'errors' | 'name'>,
  verdict: Judgement,
  context: FailureContext,
): ProviderFailure => {
  const { operation, remote } = context
  const kind = verdict.kind === 'not-found' && !aboutOneUser.includes(operation) ? 'rejected' : verdict.kind
  const status = verdict.status ?? remote.status
  return new ProviderFailure(slugs[kind], quoting(`${adapter.name} ${sentences[kind]}`, remote.message), {
    remote,
    hint: context.hint,
    retryAfterSeconds: context.retryAfterSeconds,
    ...(kind === 'rejected' ? { status: passedOn.has(status) ? status : 422 } : {}),
    ...(kind === 'forbidden' ? { missingScopes: adapter.errors.missingScopes?.(remote.body) } : {}),
    missingColumn: context.missingColumn,
    isTransient: kind === 'provider-error' && (status >= 500 || passing.has(status)),
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
  if (!isObject(record)) throw new ProviderFailure('provider-error', `${adapter.name} returned no user record.`)
  return record
}

/**
 * Checks that an answer has the content of a success.
 * @throws ProviderFailure `outcome-unknown`, with the answer
 */
export const assertDone = (
  adapter: Pick<Adapter<never>, 'name'>,
  done: Done | undefined,
  answer: VendorAnswer & { readonly remote: () => RemoteAnswer },
  id: string,
): void => {
  if (done === undefined || done(answer, id)) return
  throw new ProviderFailure(
    'outcome-unknown',
    `${adapter.name} did not confirm the change: its answer has the status ${answer.status}, but not the content of a success.`,
    { remote: answer.remote() },
  )
}

/** Runs the reader of an answer; a failure to understand it gets the answer. */
export const understood = <T>(answer: { readonly remote: () => RemoteAnswer }, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ProviderFailure) || error.options.remote !== undefined) throw error
    throw new ProviderFailure(error.slug, error.message, { ...error.options, cause: error, remote: answer.remote() })
  }
}
