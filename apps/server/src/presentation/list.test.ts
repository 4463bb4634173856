import { expect, test } from 'vitest'
import { presentList } from './list.ts'

const view = { format: 'unified', excluded: ['remote_data'] } as const
const user = (id: string, email?: string | null) => ({
  user: { id, ...(email === undefined ? {} : { email }) },
  remote: {},
})
const page = { users: [user('1')], nextCursor: 'next', hint: undefined, warnings: [] }
const shown = (...parameters: Parameters<typeof presentList>): unknown =>
  JSON.parse(String(presentList(...parameters).body))

test('a page is an envelope with users, both cursors and their count', () => {
  expect(shown(page, view, undefined)).toEqual({
    result: [{ id: '1' }],
    next_cursor: 'next',
    prev_cursor: null,
    result_count: 1,
  })
})

test('the left-out parts are in its warnings', () => {
  const warning = { code: 'filter-not-supported' as const, parameter: 'email', detail: 'Acme has no email.' }
  expect(shown({ ...page, warnings: [warning] }, view, undefined)).toHaveProperty('warnings', [warning])
})

test('users have the requested key, for any name', () => {
  const users = [user('__proto__', 'a@acme.example'), user('constructor', 'b@acme.example')]
  const { body } = presentList({ ...page, users }, view, 'id')
  expect(body).toContain('"__proto__":{"id":"__proto__"')
  expect(shown({ ...page, users }, view, 'email')).toHaveProperty('result', {
    'a@acme.example': users[0]?.user,
    'b@acme.example': users[1]?.user,
  })
})

test.each([
  ['two users have the same', [user('1', 'a@acme.example'), user('2', 'a@acme.example')]],
  ['a user has none', [user('1', null)]],
  ['the provider has no such field', [user('1')]],
])('a key is refused when %s', (_why, users) => {
  expect(() => presentList({ ...page, users }, view, 'email')).toThrow(
    expect.objectContaining({
      slug: 'key-not-unique',
      errors: [expect.objectContaining({ parameter: 'truto_key_by' })],
    }),
  )
})

test("the vendor's limit is in the headers, each number under its own name", () => {
  const { headers } = presentList({ ...page, hint: { limit: 100, remaining: 7, resetSeconds: 1.2 } }, view, undefined)
  expect(headers).toMatchObject({ 'ratelimit-limit': '100', 'ratelimit-remaining': '7', 'ratelimit-reset': '2' })
})
