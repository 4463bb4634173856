import type { Problem as AnyProblem, ProblemType } from '@rollcall/contract'

/** The members of the contract's problem that only one type has, and always has. */
interface MembersByType {
  '/errors/field-not-supported': 'writable_fields'
  '/errors/partially-applied': 'applied' | 'failed'
}

type OwnMember = MembersByType[keyof MembersByType]

/** A problem that is not of this API: the answer of a proxy, for example. */
type ForeignType = 'about:blank'

/** A problem of one type, with the members that it always has. */
export type ProblemOf<Type extends ProblemType | ForeignType> = Omit<AnyProblem, 'type' | OwnMember> & {
  type: Type
} & (Type extends keyof MembersByType ? Required<Pick<AnyProblem, MembersByType[Type]>> : unknown) & {
    [Member in Exclude<OwnMember, Type extends keyof MembersByType ? MembersByType[Type] : never>]?: never
  }

/** Every failure. Compare its `type` to narrow it: each type has its own members. */
export type Problem = { [Type in ProblemType | ForeignType]: ProblemOf<Type> }[ProblemType | ForeignType]

/**
 * Whether a value is a problem, of the given type if one is given. Members and types that this version does not know are
 * accepted, so keep a branch for others when you narrow on `type`.
 */
export function isProblem(value: unknown): value is Problem
export function isProblem<Type extends ProblemType | ForeignType>(value: unknown, type: Type): value is ProblemOf<Type>
export function isProblem(value: unknown, type?: ProblemType | ForeignType): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'title' in value &&
    typeof value.title === 'string' &&
    'status' in value &&
    typeof value.status === 'number' &&
    (type === undefined || value.type === type)
  )
}

/** The problem of a call that throws. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  /** The server's problem. */
  readonly problem: Problem
  /** Its answer, whose body is read: for headers such as `X-Request-Id` and `Retry-After`. */
  readonly response: Response

  constructor(problem: Problem, response: Response) {
    super(`${problem.status} ${problem.title}${problem.detail === undefined ? '' : `: ${problem.detail}`}`)
    this.problem = problem
    this.response = response
  }
}

/** The parts of a call's result that `unwrap` reads. */
export type Result<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: Problem; response: Response }

/** The data of a result; throws a `ProblemError` when there is a problem instead. */
export const unwrap = <Data>(result: Result<Data>): Data => {
  if (result.error !== undefined) throw new ProblemError(result.error, result.response)
  return result.data
}
