import { type ProblemSlug, problemTypes } from '@rollcall/contract'
import { ProviderFailure, Refusal } from '@rollcall/providers'
import { expect, test } from 'vitest'
import { readSpecificationJson } from '../contract/specification.ts'
import { catalogue } from './catalogue.ts'
import { toRefusal } from './foreign-errors.ts'
import { maximumFaults, requestFaults } from './request-faults.ts'
import { toProblem } from './to-problem.ts'

const slugs = problemTypes.map((type) => type.slice('/errors/'.length)) as ProblemSlug[]
const remote = { status: 418, body: { tea: true }, message: 'I am a teapot' }

test("every title and default status is one of the contract's own examples", () => {
  const { examples } = JSON.parse(readSpecificationJson()).components
  const problems = Object.values<{ value?: { type?: string; title?: string; status?: number } }>(examples)
    .map(({ value }) => value)
    .filter((value) => value?.type?.startsWith('/errors/'))
  for (const slug of slugs) {
    const found = problems.filter((value) => value?.type === `/errors/${slug}`)
    expect(new Set(found.map((value) => value?.title)), slug).toEqual(new Set([catalogue[slug].title]))
    expect(
      found.map((value) => value?.status),
      slug,
    ).toContain(catalogue[slug].status)
  }
})

test.each(slugs)('%s has a status, a title, a meaning and a remedy', (slug) => {
  const entry = catalogue[slug]
  expect(entry.status).toBeGreaterThanOrEqual(400)
  for (const text of [entry.meaning, entry.remedy]) expect(text).toMatch(/^[A-Z].*\.$/)
  expect(entry.title).not.toMatch(/\.$/)
})

test('a failure of the vendor has its answer, and the members of Truto', () => {
  const failure = new ProviderFailure('provider-rejected', 'Tea only.', {
    status: 422,
    remote,
    hint: { limit: 10, remaining: 0 },
  })
  const { status, problem, headers } = toProblem(failure, '/path')
  expect(status).toBe(422)
  expect(problem).toEqual({
    type: '/errors/provider-rejected',
    title: 'The vendor refuses the request',
    status: 422,
    detail: 'Tea only.',
    instance: '/path',
    statusCode: 422,
    error: 'Unprocessable Entity',
    message: 'Tea only.',
    truto_is_remote_error: true,
    remote_status: 418,
    raw_response: { tea: true },
    truto_error_insight: { remote_error: { description: 'I am a teapot' } },
  })
  expect(headers).toEqual({ 'ratelimit-limit': '10', 'ratelimit-remaining': '0' })
})

test('a failure without an answer of the vendor has none of its members', () => {
  const { problem } = toProblem(new ProviderFailure('provider-unavailable', 'No connection.'), '/')
  expect(problem).not.toHaveProperty('truto_is_remote_error')
  expect(problem).not.toHaveProperty('remote_status')
  expect(problem).not.toHaveProperty('raw_response')
  expect(problem).not.toHaveProperty('truto_error_insight')
})

test('a refused credential is a remote error only where the vendor has refused it', () => {
  const remote = { status: 401, body: null, message: undefined }
  const refused = toProblem(new ProviderFailure('account-needs-reauth', 'Refused.', { remote }), '/')
  expect(refused.problem).toMatchObject({
    truto_is_remote_error: true,
    remote_status: 401,
    truto_error_insight: { remote_error: { description: 'The vendor answered 401.' } },
  })
  const lost = toProblem(new ProviderFailure('account-needs-reauth', 'There is no OAuth app.'), '/')
  expect(lost.problem).not.toHaveProperty('truto_is_remote_error')
  expect(lost.problem).not.toHaveProperty('truto_error_insight')
  for (const { headers } of [refused, lost]) expect(headers).toHaveProperty('WWW-Authenticate')
})

test('an empty answer of the vendor is null, not absent', () => {
  const empty = { status: 500, body: undefined, message: undefined }
  const { problem } = toProblem(new ProviderFailure('provider-error', 'Failed.', { remote: empty }), '/')
  expect(problem).toMatchObject({
    raw_response: null,
    truto_error_insight: { remote_error: { description: 'The vendor answered 500.' } },
  })
})

test('missing permissions are named', () => {
  const failure = new ProviderFailure('provider-forbidden', 'No.', { remote, missingScopes: ['users.read'] })
  expect(toProblem(failure, '/').problem.truto_error_insight).toMatchObject({
    forbidden_error: { value: { missing_scopes: ['users.read'] } },
  })
})

test('fields that are missing, and fields that could be written, are named', () => {
  const missing = new Refusal('invalid-request', 'Needs more.', { missingFields: ['email'] })
  expect(toProblem(missing, '/').problem.truto_error_insight).toMatchObject({
    missing_required_body_fields: { value: ['email'] },
  })
  const refused = new Refusal('field-not-supported', 'Cannot.', { writableFields: ['is_active'] })
  expect(toProblem(refused, '/').problem).toMatchObject({ writable_fields: ['is_active'] })
})

test('the applied and the failed fields are named', () => {
  const failure = new ProviderFailure('partially-applied', 'Half.', {
    status: 422,
    applied: ['email'],
    failed: ['is_active'],
  })
  expect(toProblem(failure, '/')).toMatchObject({ status: 422, problem: { applied: ['email'], failed: ['is_active'] } })
})

test.each([
  [0.2, '1'],
  [7, '7'],
  [undefined, '10'],
])('%s seconds to wait are reported as %s whole seconds', (retryAfterSeconds, reported) => {
  const failure = new ProviderFailure('provider-rate-limited', 'Slow down.', { retryAfterSeconds })
  expect(toProblem(failure, '/').headers['Retry-After']).toBe(reported)
})

test.each([new Error('secret detail'), 'a text', undefined, null, { status: 'odd' }])(
  'an unexpected error (%s) is internal, and the answer has nothing of it',
  (error) => {
    const { status, problem } = toProblem(error, '/')
    expect(status).toBe(500)
    expect(problem).not.toHaveProperty('detail')
    expect(JSON.stringify(problem)).not.toContain('secret')
  },
)

test('the message joins the first ten faults and counts the rest, and errors has at most 50', () => {
  expect(requestFaults([{ parameter: 'limit', detail: 'is too large' }]).message).toBe('limit is too large.')
  expect(requestFaults([{ pointer: '', detail: 'is required' }]).message).toBe('The body is required.')
  const many = requestFaults(Array.from({ length: 60 }, (_, index) => ({ parameter: `p${index}`, detail: 'is odd' })))
  expect(many.message).toMatch(/^p0 is odd\. p1 is odd\. .*p9 is odd\. There are 50 more faults\.$/)
  expect(toProblem(many, '/').problem.errors).toHaveLength(maximumFaults)
})

test('a problem of the server keeps its headers', () => {
  const problem = new Refusal('method-not-allowed', 'No.', { headers: { Allow: 'GET' } })
  expect(toProblem(problem, '/').headers).toEqual({ Allow: 'GET' })
})

test.each([
  [
    'many faults with long texts',
    (index: number) => ({ pointer: `/${index}${'é'.repeat(5000)}`, detail: '"'.repeat(5000) }),
  ],
  [
    'faults of characters that JSON spells with six',
    () => ({ parameter: '\u0001'.repeat(500), detail: '\ud800'.repeat(500) }),
  ],
])('the answer to %s is never larger than 32 kB, and names the place', (_what, fault) => {
  const faults = Array.from({ length: 500 }, (_, index) => fault(index))
  const { problem } = toProblem(requestFaults(faults), `/${'x'.repeat(150_000)}`)
  expect(Buffer.byteLength(JSON.stringify(problem))).toBeLessThan(32 * 1024)
  expect(problem.errors?.length).toBeGreaterThan(4)
})

test('a message of any length is cut', () => {
  const { problem } = toProblem(new Refusal('invalid-request', 'x'.repeat(100_000)), '/')
  expect([problem.detail?.length, problem.message.length]).toEqual([2200, 2200])
})

test('the cause of a body that is not JSON has the place of the fault, and nothing of the body', () => {
  const fault = (() => {
    try {
      return JSON.parse('{"name": hidden-4f1d')
    } catch (error) {
      return error
    }
  })()
  const problem = toRefusal(Object.assign(Object(fault), { type: 'entity.parse.failed', status: 400 }))
  expect(problem).toMatchObject({ slug: 'malformed-json', cause: { message: 'This is not JSON.' } })
  expect(`${problem?.stack}${problem?.cause instanceof Error ? problem.cause.stack : ''}`).not.toContain('hidden')
})
