import { expect, test } from 'vitest'
import { toListQuery } from './list-query.ts'

const account = { integrated_account_id: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' }

test('a list without parameters has 100 users a page, no filter and no sort', () => {
  expect(toListQuery(account)).toMatchObject({ limit: 100, filters: {}, sort: undefined, remoteQuery: undefined })
})

test('every filter is read, dates as instants in UTC', () => {
  const created_at = { gt: '2026-01-01T02:00:00+02:00' }
  const { filters } = toListQuery({ ...account, email: 'a@acme.example', name: 'Ann', is_active: false, created_at })
  expect(filters).toEqual({
    email: 'a@acme.example',
    name: 'Ann',
    is_active: false,
    created_at: { gt: '2026-01-01T00:00:00.000Z' },
  })
})

test('a sort is one field and its direction', () => {
  expect(toListQuery({ ...account, sort_by: { name: 'desc' } }).sort).toEqual({ field: 'name', direction: 'desc' })
  expect(toListQuery({ ...account, sort_by: { email: 'asc' } }).sort).toEqual({ field: 'email', direction: 'asc' })
})
