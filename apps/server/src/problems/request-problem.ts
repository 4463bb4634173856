import type { ProblemSlug } from '@rollcall/contract'
import type { Fault } from '@rollcall/providers'

/** Most faults that one problem lists. */
export const maximumFaults = 50

/** A failure that the server itself finds, before or beside any vendor call. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem' as const
  readonly slug: ProblemSlug
  readonly errors: readonly Fault[]
  /** Sent with the answer, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    slug: ProblemSlug,
    detail: string,
    options: {
      readonly errors?: readonly Fault[]
      readonly headers?: Readonly<Record<string, string>>
      readonly cause?: unknown
    } = {},
  ) {
    super(detail, { cause: options.cause })
    this.slug = slug
    this.errors = options.errors ?? []
    this.headers = options.headers ?? {}
  }
}

/** All that is wrong with a request, as one `invalid-request`. */
export const requestFaults = (faults: readonly Fault[]): RequestProblem => {
  const [first] = faults
  const sentence =
    faults.length === 1 && first !== undefined
      ? `${first.parameter ?? first.header ?? (first.pointer === '' || first.pointer === undefined ? 'The body' : first.pointer)} ${first.detail}.`
      : `${faults.length} faults in the request.`
  return new RequestProblem('invalid-request', sentence.slice(0, 500), { errors: faults.slice(0, maximumFaults) })
}
