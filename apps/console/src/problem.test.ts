import { ProblemError } from '@rollcall/client'
import { expect, it } from 'vitest'
import { shownProblem } from './problem.ts'

const problem = {
  type: '/errors/invalid-request',
  title: 'The request breaks the contract',
  status: 400,
  detail: 'email: it has no text. limit: 0 is below 1.',
  instance: '/unified/crm/users',
  statusCode: 400,
  error: 'Bad Request',
  message: 'email: it has no text. limit: 0 is below 1.',
  errors: [
    { parameter: 'email', detail: 'it has no text.' },
    { pointer: '/name', detail: 'it is too long.' },
    { header: 'Prefer', detail: 'wait is no number.' },
  ],
} as const

it('shows a problem in its own words, with the page of its type', () => {
  expect(shownProblem(problem)).toMatchObject({
    title: problem.title,
    detail: problem.detail,
    link: '/errors/invalid-request',
  })
})

it('adds the faults that the detail does not say, each with its place', () => {
  expect(shownProblem(problem).faults).toEqual(['/name: it is too long.', 'Prefer: wait is no number.'])
})

it('shows the problem of a call that threw', () => {
  expect(shownProblem(new ProblemError({ ...problem, errors: [] }, new Response())).title).toBe(problem.title)
})

it('takes the message where a problem has no detail, and links no page that is not of Rollcall', () => {
  const { detail: _detail, errors: _errors, ...bare } = problem
  expect(shownProblem({ ...bare, type: 'about:blank', message: 'Sorry.' })).toEqual({
    title: problem.title,
    detail: 'Sorry.',
    faults: [],
    link: undefined,
  })
})

it.each([
  [new TypeError('Failed to fetch'), 'The server did not answer'],
  [new DOMException('late', 'TimeoutError'), 'The server took too long'],
  ['<html>502</html>', 'The answer is not one of Rollcall'],
  [undefined, 'The server did not answer'],
])('says what to do where there is no problem: %s', (error, title) => {
  const shown = shownProblem(error)
  expect(shown.title).toBe(title)
  expect(shown.detail).toBeTruthy()
})
