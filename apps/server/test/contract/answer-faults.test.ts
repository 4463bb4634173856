import { describe, expect, test } from 'vitest'
import { answerFaults, type Received } from './answer-faults.ts'

const received = (status: number, body: unknown, headers: Record<string, string> = {}): Received => ({
  status,
  headers: {
    'content-type': status < 400 ? 'application/json; charset=utf-8' : 'application/problem+json',
    'x-request-id': 'made-up',
    ...headers,
  },
  text: typeof body === 'string' ? body : JSON.stringify(body),
})

const problem = (status: number, more: object = {}) => ({
  type: '/errors/user-not-found',
  title: 'User not found',
  status,
  instance: '/unified/crm/users/1',
  statusCode: status,
  error: 'Not Found',
  message: 'Acme has no such user.',
  ...more,
})

describe('an answer meets the contract', () => {
  test('when status, type, headers and body are as in the contract', () => {
    expect(answerFaults('getUser', received(200, { id: '1', email: null }))).toEqual([])
    expect(answerFaults('getUser', received(404, problem(404)))).toEqual([])
  })

  test('with members left out that were excluded by name, id too', () => {
    expect(answerFaults('getUser', received(200, { email: null }))).toHaveLength(1)
    expect(answerFaults('getUser', received(200, { email: null }), { excluded: ['id'] })).toEqual([])
  })

  test('as the bytes of a vendor, with any type and 2xx status, and the headers that protect browsers', () => {
    const guards = { 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'" }
    const bytes = received(202, 'anything', { 'content-type': 'text/csv', ...guards })
    expect(answerFaults('getUser', bytes, { format: 'raw' })).toEqual([])
    expect(answerFaults('getUser', received(200, 'x'), { format: 'stream' })).toHaveLength(2)
  })

  test('as a keyed list where a key was requested, and nowhere else', () => {
    const page = (result: unknown) => ({ result, next_cursor: null, prev_cursor: null, result_count: 1 })
    const [keyed, plain] = [received(200, page({ a: { id: '1' } })), received(200, page([{ id: '1' }]))]
    expect(answerFaults('listUsers', plain)).toEqual([])
    expect(answerFaults('listUsers', keyed, { isKeyed: true })).toEqual([])
    expect(answerFaults('listUsers', keyed)).not.toEqual([])
    expect(answerFaults('listUsers', plain, { isKeyed: true })).not.toEqual([])
    expect(answerFaults('listUsers', keyed, { isKeyed: true, format: 'normalized' })).toHaveLength(8)
  })

  test('as NDJSON when each line is a user or a failure', () => {
    const headers = { 'content-type': 'application/x-ndjson' }
    expect(answerFaults('listUsers', received(200, '{"id":"1"}\n{"id":"2"}\n', headers))).toEqual([])
    const broken = `{"id":"1"}\n${JSON.stringify({ error: problem(502) })}\n`
    expect(answerFaults('listUsers', received(200, broken, headers))).toEqual([])
    expect(answerFaults('listUsers', received(200, '{"id":1}\n', headers))).not.toEqual([])
    expect(answerFaults('listUsers', received(200, '{"id":\n', headers))).not.toEqual([])
  })
})

describe('an answer breaks the contract', () => {
  test.each([
    ['a status that is not documented', received(204, ''), /status 204/],
    ['a type that is not documented', received(200, '{}', { 'content-type': 'text/csv' }), /type "text\/csv"/],
    ['a body that is no JSON', received(200, '{'), /must be object/],
    ['a member of the wrong type', received(200, { id: 1 }), /\/id must be string/],
    ['a member that is not written down', received(200, { id: '1', shoe: 43 }), /shoe/],
    ['a time in another form', received(200, { id: '1', created_at: '2026' }), /date-time/],
    [
      'no request id',
      { ...received(200, { id: '1' }), headers: { 'content-type': 'application/json' } },
      /X-Request-Id/,
    ],
    ['a 401 that does not say how to authenticate', received(401, problem(401)), /WWW-Authenticate/],
    [
      'a header that is documented for other answers',
      received(200, { id: '1' }, { 'retry-after': '1' }),
      /retry-after/,
    ],
    ['a Retry-After that is no number', received(429, problem(429), { 'retry-after': 'soon' }), /Retry-After/],
    ['a problem of a kind that is not known', received(404, problem(404, { type: '/errors/oops' })), /\/type/],
    ['a problem that bears another status', received(404, problem(410)), /another status/],
  ])('by %s', (_case, answer, fault) => {
    expect(answerFaults('getUser', answer).join('\n')).toMatch(fault)
  })

  test('by a normalized user that lacks a field', () => {
    expect(answerFaults('getUser', received(200, { id: '1' }), { format: 'normalized' })).toHaveLength(8)
  })

  test('by a member beside those of a user and its warnings', () => {
    const warned = { id: '1', warnings: [{ code: 'field-not-supported', detail: 'Acme cannot clear name.' }] }
    expect(answerFaults('updateUser', received(200, warned))).toEqual([])
    expect(answerFaults('updateUser', received(200, { ...warned, shoe: 43 }))).not.toEqual([])
    expect(answerFaults('getUser', received(200, warned))).not.toEqual([])
  })
})
