import { expect, test } from 'vitest'
import { presentUser } from './user.ts'

const remote = { Id: '1', nested: { a: 1 } }
const ann = { id: '1', name: '  Ann \n Lee ', email: ' Ann@ACME.example ', is_active: null, urls: null }

test('unified: only the fields of the provider, with its record', () => {
  const shown = presentUser({ user: ann, remote }, { format: 'unified', excluded: [] })
  expect(shown).toEqual({ ...ann, remote_data: remote })
})

test('normalized: a fixed shape, folded and lower-cased', () => {
  const shown = presentUser({ user: ann, remote }, { format: 'normalized', excluded: [] })
  expect(shown).toEqual({
    id: '1',
    name: 'Ann Lee',
    first_name: null,
    last_name: null,
    email: 'ann@acme.example',
    is_active: null,
    created_at: null,
    updated_at: null,
    urls: null,
  })
})

test('normalized: a text of only white space is null', () => {
  const shown = presentUser(
    { user: { id: '1', name: ' ', email: ' ' }, remote },
    { format: 'normalized', excluded: [] },
  )
  expect(shown).toMatchObject({ name: null, email: null })
})

test('excluded fields are left out in both forms, and the engine’s user is not changed', () => {
  const excluded = ['id', 'remote_data', 'urls'] as const
  expect(presentUser({ user: ann, remote }, { format: 'unified', excluded })).not.toHaveProperty('id')
  expect(presentUser({ user: ann, remote }, { format: 'normalized', excluded })).not.toHaveProperty('urls')
  expect(ann).toHaveProperty('id', '1')
})
