import { Buffer } from 'node:buffer'
import type { ErrorInsight, Problem, ProblemSlug } from '@rollcall/contract'
import { type Fault, ProviderFailure, type RateLimitHint, Refusal, type RemoteAnswer } from '@rollcall/providers'
import { StoreUnavailable, UnopenedCredential } from '@rollcall/store'
import { STATUS_CODES } from '../http/node-http.ts'
import { rateLimitHeaders } from '../presentation/rate-limit-headers.ts'
import { catalogue } from './catalogue.ts'
import { asSentence, clip, longestFault, withFaults } from './fault-sentences.ts'
import { toRefusal } from './foreign-errors.ts'
import { maximumFaults } from './request-faults.ts'

/** The answer to a failure. */
export interface ProblemAnswer {
  readonly slug: ProblemSlug
  readonly status: number
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>
}

interface Parts {
  readonly status?: number | undefined
  readonly detail?: string | undefined
  readonly errors?: readonly Fault[] | undefined
  readonly remote?: RemoteAnswer | undefined
  readonly isRemote?: boolean
  readonly insight?: Readonly<Record<string, ErrorInsight>>
  readonly members?: Partial<Pick<Problem, 'applied' | 'failed' | 'writable_fields'>>
  readonly hint?: RateLimitHint | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Any error as a problem. An unknown error becomes `internal`, without detail. `instance` is the path of the request.
 */
export const toProblem = (error: unknown, instance: string): ProblemAnswer => {
  if (error instanceof ProviderFailure) return build(error.slug, instance, ofProvider(error))
  if (error instanceof UnopenedCredential) return build('account-needs-reauth', instance, { detail: error.message })
  if (error instanceof StoreUnavailable) return build('store-unavailable', instance, { detail: error.message })
  const refusal = error instanceof Refusal ? error : toRefusal(error)
  return refusal === undefined ? build('internal', instance, {}) : build(refusal.slug, instance, ofRefusal(refusal))
}

const ofProvider = (failure: ProviderFailure): Parts => {
  const { options } = failure
  const { remote } = options
  return {
    status: options.status,
    detail: failure.message,
    errors: options.errors,
    remote,
    isRemote: remote !== undefined,
    insight: insightOf(failure),
    members: {
      ...(options.applied === undefined ? {} : { applied: [...options.applied] }),
      ...(options.failed === undefined ? {} : { failed: [...options.failed] }),
    },
    hint: options.hint,
    retryAfterSeconds: options.retryAfterSeconds,
  }
}

const vendorMessage = ({ message, status }: RemoteAnswer): string => message ?? `The vendor answered ${status}.`

const insightOf = ({ slug, options }: ProviderFailure): Record<string, ErrorInsight> => {
  const { remote, missingScopes } = options
  return {
    ...(remote === undefined ? {} : { remote_error: { description: vendorMessage(remote) } }),
    ...(slug === 'provider-rate-limited' && remote !== undefined
      ? { rate_limit_error: { description: "The vendor's rate limit is reached." } }
      : {}),
    ...(slug === 'provider-forbidden' && missingScopes !== undefined
      ? {
          forbidden_error: {
            description: 'The credential of the account lacks permissions at the vendor.',
            value: { missing_scopes: [...missingScopes] },
          },
        }
      : {}),
  }
}

const ofRefusal = (refusal: Refusal): Parts => ({
  detail: refusal.message,
  errors: refusal.errors,
  remote: refusal.remote,
  isRemote: refusal.remote !== undefined,
  insight: {
    ...(refusal.remote === undefined ? {} : { remote_error: { description: vendorMessage(refusal.remote) } }),
    ...(refusal.missingFields === undefined
      ? {}
      : {
          missing_required_body_fields: {
            description: 'The vendor needs fields that the body lacks.',
            value: [...refusal.missingFields],
          },
        }),
  },
  members: refusal.writableFields === undefined ? {} : { writable_fields: [...refusal.writableFields] },
  headers: refusal.headers,
})

/** Characters of a text of a problem: a long request gets a short answer. */
const longestText = 2200
const longestInstance = 1000
/** Bytes of all faults together. */
const maximumFaultBytes = 20_000

/** The first faults, each shortened, as many as fit. */
const clipFaults = (faults: readonly Fault[]): Fault[] => {
  let left = maximumFaultBytes
  return faults.slice(0, maximumFaults).flatMap((given) => {
    const { pointer, parameter, header, detail } = asSentence(given)
    const fault = {
      ...(pointer === undefined ? {} : { pointer: clip(pointer, longestFault) }),
      ...(parameter === undefined ? {} : { parameter: clip(parameter, longestFault) }),
      ...(header === undefined ? {} : { header: clip(header, longestFault) }),
      detail,
    }
    left -= Buffer.byteLength(JSON.stringify(fault))
    return left < 0 ? [] : [fault]
  })
}

const build = (slug: ProblemSlug, instance: string, parts: Parts): ProblemAnswer => {
  const entry = catalogue[slug]
  const status = parts.status ?? entry.status
  const phrase = STATUS_CODES[status] ?? entry.title
  const { errors = [], insight = {}, isRemote = false, remote } = parts
  const whole = withFaults(parts.detail, errors)
  const detail = whole === undefined ? undefined : clip(whole, longestText)
  const problem: Problem = {
    type: `/errors/${slug}`,
    title: entry.title,
    status,
    ...(detail === undefined ? {} : { detail }),
    instance: clip(instance, longestInstance),
    ...(errors.length === 0 ? {} : { errors: clipFaults(errors) }),
    statusCode: status,
    error: phrase,
    message: detail ?? phrase,
    ...(isRemote ? { truto_is_remote_error: true as const } : {}),
    ...(remote === undefined ? {} : { remote_status: remote.status, raw_response: remote.body ?? null }),
    ...(Object.keys(insight).length === 0 ? {} : { truto_error_insight: { ...insight } }),
    ...parts.members,
  }
  const retryAfterSeconds = parts.retryAfterSeconds ?? entry.retryAfterSeconds
  return {
    slug,
    status,
    problem,
    headers: {
      ...rateLimitHeaders(parts.hint),
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(Math.max(0, Math.ceil(retryAfterSeconds))) }),
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer realm="rollcall"' } : {}),
      ...parts.headers,
    },
  }
}
