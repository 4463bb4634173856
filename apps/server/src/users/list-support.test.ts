import { adapters } from '@rollcall/providers'
import { expect, test } from 'vitest'
import { assertNative, assertWorkspace, leftOut } from './list-support.ts'

const { email, ...userWithoutEmail } = adapters.pipedrive.user
/** An adapter whose users have no e-mail. */
const withoutEmail = { ...adapters.pipedrive, user: userWithoutEmail }

test('filters and a sort by what users lack are told by name', () => {
  expect(email).toBeDefined()
  const query = {
    limit: 1,
    filters: { email: 'a@b', is_active: true },
    sort: { field: 'email', direction: 'asc' },
  } as const
  expect(leftOut(withoutEmail, query)).toEqual([
    { code: 'filter-not-supported', parameter: 'email', detail: 'Pipedrive has no email of a user to filter by.' },
    { code: 'sort-not-supported', parameter: 'sort_by', detail: 'Pipedrive has no email of a user to sort by.' },
  ])
  expect(leftOut(adapters.pipedrive, query)).toEqual([])
})

test('only the filters of the vendor itself go with its bytes', () => {
  const native = { limit: 1, filters: { email: 'ann@acme.example' } }
  expect(() => assertNative(adapters.salesforce, native)).not.toThrow()
  expect(() => assertNative(adapters.salesforce, { limit: 1, filters: { name: 'Zoë' } })).toThrow('name')
  expect(() => assertNative(adapters.pipedrive, native)).toThrow('email')
  expect(() => assertNative(withoutEmail, native)).not.toThrow()
})

test('a workspace is refused where accounts have no such parts', () => {
  expect(() => assertWorkspace(adapters.hubspot, { limit: 1, filters: {}, workspaceId: '1' })).toThrow('workspace')
  expect(() => assertWorkspace(adapters.hubspot, { limit: 1, filters: {} })).not.toThrow()
})
