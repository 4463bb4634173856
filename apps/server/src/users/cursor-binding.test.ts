import type { ListQuery } from '@rollcall/providers'
import { expect, test } from 'vitest'
import { cursorBinding } from './cursor-binding.ts'

const query: ListQuery = {
  limit: 10,
  filters: { email: 'ann@acme.example', is_active: true },
  sort: { field: 'email', direction: 'asc' },
  remoteQuery: { team: '7' },
  workspaceId: 'w1',
}
const bound = (change: Partial<ListQuery> = {}, account = 'account', format = 'unified'): string =>
  cursorBinding(account, format, { ...query, ...change })

test.each([
  ['account', bound({}, 'another')],
  ['format', bound({}, 'account', 'normalized')],
  ['filter', bound({ filters: { email: 'ann@acme.example' } })],
  ['sort', bound({ sort: undefined })],
  ['direction', bound({ sort: { field: 'email', direction: 'desc' } })],
  ['workspace', bound({ workspaceId: 'w2' })],
  ['remote query', bound({ remoteQuery: { team: '8' } })],
])('a cursor does not go on with another %s', (_what, other) => {
  expect(other).not.toBe(bound())
})

test('a cursor goes on with another limit, and with its filters in another order', () => {
  expect(bound({ limit: 50 })).toBe(bound())
  expect(bound({ filters: { is_active: true, email: 'ann@acme.example' } })).toBe(bound())
})
