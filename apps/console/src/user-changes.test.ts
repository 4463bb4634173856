import type { Meta } from '@rollcall/contract'
import { expect, it } from 'vitest'
import { changesOf, writableFields, writesActive } from './user-changes.ts'

const meta: Meta = {
  method: 'update',
  supported: true,
  provider: 'pipedrive',
  response_fields: [],
  filters: [],
  sorts: [],
  body_fields: [
    { name: 'email', required: false, note: 'The person confirms it.' },
    { name: 'first_name', required: false },
    { name: 'remote_data.role', required: false },
  ],
  removed_secrets: [],
  notes: [],
  documentation_link: 'https://vendor.example',
}

it('offers the fields that the provider writes, and no other', () => {
  expect(writableFields(meta)).toEqual([{ name: 'first_name' }, { name: 'email', note: 'The person confirms it.' }])
})

it('offers nothing where the provider cannot update, or while that is not known', () => {
  expect(writableFields({ ...meta, supported: false })).toEqual([])
  expect(writableFields(undefined)).toEqual([])
})

it('knows whether the provider switches users on and off', () => {
  const fields = [{ name: 'is_active', required: false }]
  expect(writesActive({ ...meta, body_fields: fields })).toBe(true)
  expect([
    writesActive(meta),
    writesActive({ ...meta, supported: false, body_fields: fields }),
    writesActive(undefined),
  ]).toEqual([false, false, false])
})

it('sends what differs alone, and clears what was emptied', () => {
  const user = { id: '1', name: 'Ann Lee', first_name: 'Ann', email: 'ann@acme.example', last_name: null }
  expect(changesOf(user, { name: 'Ann Lee', first_name: 'Anna', email: '', last_name: '' })).toEqual({
    first_name: 'Anna',
    email: null,
  })
  expect(changesOf(user, {})).toEqual({})
})
