import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Problem } from './index.ts'
import { isProblem, ProblemError, unwrap } from './problem.ts'
import { problemOf } from './testing/scripted-fetch.ts'

const response = new Response(null, { status: 404, headers: { 'X-Request-Id': 'request-1' } })

describe('isProblem', () => {
  it('recognises a problem', () => {
    expect(isProblem(problemOf('/errors/user-not-found', 404))).toBe(true)
  })

  it('accepts members and types that are newer than this client', () => {
    expect(isProblem({ ...problemOf('/errors/internal', 418), type: '/errors/of-tomorrow', extra: { a: 1 } })).toBe(
      true,
    )
  })

  it('distinguishes a problem of one type from the others', () => {
    const value: unknown = problemOf('/errors/user-not-found', 404)
    expect(isProblem(value, '/errors/user-not-found')).toBe(true)
    expect(isProblem(value, '/errors/account-not-found')).toBe(false)
    if (isProblem(value, '/errors/user-not-found')) {
      expectTypeOf(value.type).toEqualTypeOf<'/errors/user-not-found'>()
    }
  })

  it.each([
    undefined,
    null,
    'text',
    17,
    [],
    {},
    { type: 'profile', url: 'https://a.test' },
    { type: '/errors/internal', title: 'Internal', status: '500' },
    { type: 1, title: 'Internal', status: 500 },
    { type: '/errors/internal', status: 500 },
  ])('does not recognise %j', (value) => {
    expect(isProblem(value)).toBe(false)
  })
})

describe('unwrap', () => {
  it('returns the data of a successful call', () => {
    expect(unwrap({ data: { id: '7' }, response })).toEqual({ id: '7' })
  })

  it('returns empty data', () => {
    expect(unwrap({ data: '', response })).toBe('')
  })

  it('throws the problem of a failed call', () => {
    const error = problemOf('/errors/user-not-found', 404)
    expect(() => unwrap({ error, response })).toThrow(new ProblemError(error, response))
  })

  it('has the type of the data, not of the problem', () => {
    const result: { data: string; response: Response } | { error: Problem; response: Response } = {
      data: 'a',
      response,
    }
    expectTypeOf(unwrap(result)).toEqualTypeOf<string>()
  })
})

describe('a problem error', () => {
  it('has the problem and its answer', () => {
    const problem = problemOf('/errors/user-not-found', 404)
    const error = new ProblemError(problem, response)
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('ProblemError')
    expect(error.problem).toBe(problem)
    expect(error.response.headers.get('X-Request-Id')).toBe('request-1')
  })

  it('has status, title and detail in one line', () => {
    const problem = problemOf('/errors/user-not-found', 404, { title: 'User not found', detail: 'There is no user 7.' })
    expect(new ProblemError(problem, response).message).toBe('404 User not found: There is no user 7.')
    expect(new ProblemError(problemOf('/errors/internal', 500), response).message).toBe('500 A title')
  })
})
