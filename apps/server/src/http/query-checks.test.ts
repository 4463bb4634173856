import { expect, test } from 'vitest'
import type { ParameterKind } from '../contract/routes.ts'
import { queryFaults } from './query-checks.ts'

const kinds = new Map<string, ParameterKind>([
  ['email', 'scalar'],
  ['limit', 'integer'],
  ['sort_by', 'object'],
])

test.each([
  [
    'a name that is not known',
    { colour: 'red' },
    'colour',
    'is not a parameter of this operation; the known names are email, limit and sort_by',
  ],
  ['one value that came twice', { email: ['a@b.c', 'd@e.f'] }, 'email', 'takes one value, but 2 values were sent'],
  [
    'one value in brackets',
    { email: { is: 'a@b.c' } },
    'email',
    'takes a plain value without brackets, as in email=value',
  ],
  ['an object without brackets', { sort_by: 'email' }, 'sort_by', 'takes brackets, as in sort_by[name]=value'],
])('%s is reported by its name, and removed', (_what, query, parameter, detail) => {
  const given: Record<string, unknown> = { ...query, limit: '5' }
  expect(queryFaults({ id: 'listUsers', kinds, isOpen: false }, given)).toEqual([{ parameter, detail }])
  expect(given).toEqual({ limit: '5' })
})

test('a parameter that a vendor adds to its redirect is not a fault', () => {
  const given: Record<string, unknown> = { colour: 'red', limit: 'many' }
  expect(queryFaults({ id: 'listUsers', kinds, isOpen: true }, given)).toEqual([
    { parameter: 'limit', detail: 'must be a whole number from 1 to 1000, such as 50, but "many" was sent' },
  ])
  expect(given).toEqual({ colour: 'red' })
})
