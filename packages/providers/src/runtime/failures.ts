import type { MethodName, ProblemSlug } from '@rollcall/contract'
import type { Adapter } from '../contract.ts'

/**
 * The vendor's answer, limited in size and without credentials; present whenever an answer of the vendor led to the failure.
 */
export interface RemoteAnswer {
  readonly status: number
  /** Parsed JSON, else text; `null` when empty. */
  readonly body: unknown
  /** The vendor's own sentence, where one was found. */
  readonly message: string | undefined
}

/** An answer whose body is not shown: it has none, or it cannot be read and may hold secrets. */
export const withoutBody = (status: number): RemoteAnswer => ({ status, body: null, message: undefined })

/** State of a vendor's rate limit as its headers reported it. */
export interface RateLimitHint {
  readonly limit?: number
  readonly remaining?: number
  /** Whole seconds from now. */
  readonly resetSeconds?: number
}

/** Whether a part that a provider cannot do is left out with a warning, or the whole request is refused. */
export type Handling = 'lenient' | 'strict'

/** One fault of a request: where it is and what is wrong. */
export interface Fault {
  readonly pointer?: string
  readonly parameter?: string
  readonly header?: string
  readonly detail: string
}

interface FailureOptions {
  readonly cause?: unknown
  /** Status of our answer, where the slug allows several. */
  readonly status?: number
  readonly remote?: RemoteAnswer | undefined
  readonly hint?: RateLimitHint | undefined
  readonly retryAfterSeconds?: number | undefined
  /** The request may have reached the vendor, so a write may have happened. */
  readonly mayHaveBeenApplied?: boolean
  /** A repeat may succeed: not reached, broken off, or a 5xx. */
  readonly isTransient?: boolean
  /** A token endpoint refused, but it is not certain that the grant is gone: repeat once. */
  readonly isDoubtful?: boolean
  /** The column of a query that the vendor refuses, in its spelling. */
  readonly missingColumn?: string | undefined
  readonly missingScopes?: readonly string[] | undefined
  readonly applied?: readonly string[]
  readonly failed?: readonly string[]
  readonly errors?: readonly Fault[]
}

/** The vendor, or the connection to it, failed. The server turns this into a problem; it has no credential. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure' as const
  readonly slug: ProblemSlug
  readonly options: FailureOptions

  constructor(slug: ProblemSlug, detail: string, options: FailureOptions = {}) {
    super(detail, { cause: options.cause })
    this.slug = slug
    this.options = options
  }
}

/** The caller's request is refused, mostly before any vendor call; `errors` names each part that cannot be done. */
export class Refusal extends Error {
  override readonly name = 'Refusal' as const
  readonly slug: ProblemSlug
  readonly errors: readonly Fault[]
  /** The answer of the vendor that led to it; absent before any call. */
  readonly remote: RemoteAnswer | undefined
  /** Unified fields that could be written instead; only for `field-not-supported`. */
  readonly writableFields: readonly string[] | undefined
  /** Required fields that are missing, as Truto's `truto_error_insight` names them. */
  readonly missingFields: readonly string[] | undefined
  /** Sent with the answer, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    slug: ProblemSlug,
    detail: string,
    options: {
      readonly errors?: readonly Fault[]
      readonly remote?: RemoteAnswer | undefined
      readonly writableFields?: readonly string[]
      readonly missingFields?: readonly string[]
      readonly headers?: Readonly<Record<string, string>>
      readonly cause?: unknown
    } = {},
  ) {
    super(detail, { cause: options.cause })
    this.slug = slug
    this.errors = options.errors ?? []
    this.remote = options.remote
    this.writableFields = options.writableFields
    this.missingFields = options.missingFields
    this.headers = options.headers ?? {}
  }
}

/** A statement about a vendor, with the vendor's own sentence in quotes where there is one. */
export const quoting = (statement: string, words: string | undefined): string => {
  const quoted = (words ?? '')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replaceAll('"', "'")
    .trim()
  return quoted === '' ? `${statement}.` : `${statement}: "${quoted}".`
}

const phrases: Readonly<Record<MethodName, string>> = {
  list: 'list users',
  get: 'read one user',
  create: 'create users',
  update: 'change users',
  delete: 'delete users',
  me: 'find the user of the credential',
}

/** An operation that an adapter does not support, and why; `remote` is the answer that showed it, if there is one. */
export const absent = (
  adapter: Pick<Adapter<never>, 'name'>,
  operation: MethodName,
  reason: string,
  remote?: RemoteAnswer,
): Refusal =>
  new Refusal('operation-not-supported', `${adapter.name} cannot ${phrases[operation]}: ${reason}`, { remote })
