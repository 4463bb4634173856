import type { Problem, ProblemType } from '@rollcall/contract'
import type { ProblemOf } from '../problem.ts'
import { isProblem } from '../problem.ts'

/** One answer of a script; an error is thrown, a function is called. */
export type Step = Response | Error | ((request: Request) => Response | Promise<Response>)

/** A fetch that returns the steps in order and keeps the requests. A further call rejects. */
export const scriptedFetch = (...steps: Step[]) => {
  const requests: Request[] = []
  const fetch = async (request: Request): Promise<Response> => {
    requests.push(request)
    const step = steps[requests.length - 1]
    if (step === undefined) throw new Error(`Call ${requests.length} was not expected.`)
    if (step instanceof Error) throw step
    return typeof step === 'function' ? step(request) : step
  }
  return { fetch, requests }
}

/** A problem in the server's form. */
export const problemOf = <Type extends ProblemType>(
  type: Type,
  status: number,
  members: Partial<Problem> = {},
): ProblemOf<Type> => {
  const instance = '/unified/crm/users'
  const common = { type, title: 'A title', status, instance, statusCode: status, error: 'Phrase', message: 'Text' }
  const problem: unknown = { ...common, ...members }
  if (!isProblem(problem, type)) throw new Error(`This is not a problem of the type ${type}.`)
  return problem
}

/** An answer with a problem. */
export const problemAnswer = (type: ProblemType, status: number, headers: Record<string, string> = {}): Response =>
  Response.json(problemOf(type, status), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  })

/** A page of users with these ids. */
export const pageAnswer = (ids: string[], nextCursor: string | null): Response => {
  const result = ids.map((id) => ({ id }))
  return Response.json({ result, next_cursor: nextCursor, prev_cursor: null, result_count: ids.length })
}

/** All of an iterable. */
export const collect = async <Item>(iterable: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = []
  for await (const item of iterable) found.push(item)
  return found
}
