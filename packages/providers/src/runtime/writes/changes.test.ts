import { describe, expect, it } from 'vitest'
import type { Adapter, Create } from '../../contract.ts'
import { acme, acmeWith, type Person } from '../../testing/made-up-vendor.ts'
import { type Handling, Refusal } from '../failures.ts'
import { assertRequired, bodyOf, changesOf, creatableFields, type UserBody, updatableFields } from './changes.ts'

const { create, update } = acme.users
if ('absent' in create || 'absent' in update) throw new Error('Acme writes.')

/** Acme without a full name to write and without a way to change the e-mail. */
const split: Adapter<Person> = {
  ...acme,
  user: {
    ...acme.user,
    name: { write: 'split' },
    email: { read: (person) => person.mail, readOnly: 'Ask Acme by mail.' },
  },
}
const updating = (adapter: Adapter<Person>, body: UserBody, handling: Handling = 'lenient') =>
  changesOf(adapter, 'update', body, handling)
const creating = (adapter: Adapter<Person>, body: UserBody, handling: Handling = 'lenient') =>
  changesOf(adapter, 'create', body, handling)

const refusal = (work: () => unknown): Refusal => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('Nothing was refused.')
}

describe('the fields that can be written', () => {
  it('are those with a write, on create those that the vendor accepts', () => {
    expect(updatableFields(split)).toEqual(['name', 'first_name', 'last_name', 'is_active'])
    expect(creatableFields(acmeWith({ create: { ...create, fields: ['email'] } }))).toEqual(['email'])
  })

  it('may have another spelling on create, or be accepted only there', () => {
    const own: Create = { ...create, fields: ['email'], write: { email: (value) => ({ login: value }) } }
    expect(creatableFields({ ...split, users: { ...split.users, create: own } })).toEqual(['email'])
    expect(bodyOf(split, own, { email: 'a@b' })).toEqual({ login: 'a@b' })
  })

  it('include those with a separate call, which need no write, only on an update', () => {
    const { is_active: _state, ...user } = acme.user
    const apart = {
      ...acme,
      user: { ...user, is_active: { read: (person: Person) => person.active } },
      users: { ...acme.users, update: { ...update, separate: ['is_active'] as const } },
    }
    expect(updatableFields(apart)).toEqual(['name', 'first_name', 'last_name', 'email', 'is_active'])
    const { fields: _fields, ...anything } = create
    expect(creatableFields({ ...apart, users: { ...apart.users, create: anything } })).toEqual([
      'name',
      'first_name',
      'last_name',
      'email',
    ])
  })

  it('are none where the vendor does not write', () => {
    const silent = acmeWith({ create: { absent: 'no' }, update: { absent: 'no' } })
    expect([updatableFields(silent), creatableFields(silent)]).toEqual([[], []])
  })
})

describe('lenient handling', () => {
  it('writes the fields that can be written and names the others in warnings', () => {
    expect(updating(split, { email: 'a@b', is_active: false, custom_fields: { a: 1 } })).toEqual({
      values: { is_active: false },
      remoteData: undefined,
      rights: [],
      warnings: [
        { code: 'field-not-supported', pointer: '/email', detail: 'Ask Acme by mail.' },
        { code: 'field-not-supported', pointer: '/custom_fields', detail: 'Acme has no custom_fields of a user.' },
      ],
    })
  })

  it('refuses a body without a field that can be written, and lists those that can', () => {
    const refused = refusal(() => updating(split, { email: 'a@b', remote_data: {} }))
    expect(refused).toMatchObject({
      slug: 'field-not-supported',
      errors: [{ pointer: '/email', detail: 'Ask Acme by mail.' }],
      writableFields: ['name', 'first_name', 'last_name', 'is_active'],
    })
  })

  it('accepts a body that has only remote_data left', () => {
    expect(updating(split, { email: 'a@b', remote_data: { x: 1 } })).toMatchObject({
      values: {},
      remoteData: { x: 1 },
      warnings: [{ pointer: '/email' }],
    })
  })
})

describe('strict handling', () => {
  it('refuses the whole body when a field cannot be written, and names each such field', () => {
    const refused = refusal(() => updating(split, { email: 'a@b', custom_fields: {}, is_active: true }, 'strict'))
    expect(refused.slug).toBe('field-not-supported')
    expect(refused.errors.map(({ pointer }) => pointer)).toEqual(['/email', '/custom_fields'])
  })

  it('accepts a body whose fields can all be written', () => {
    expect(updating(split, { is_active: true }, 'strict')).toMatchObject({ values: { is_active: true }, warnings: [] })
  })
})

describe('a body that changes nothing', () => {
  it.each<UserBody>([{}, { remote_data: {} }])('is refused: %j', (body) => {
    expect(refusal(() => updating(acme, body)).slug).toBe('invalid-request')
  })
})

describe('null', () => {
  it('clears a field where the vendor supports it', () => {
    expect(updating(acme, { first_name: null })).toMatchObject({ values: { first_name: null }, warnings: [] })
  })

  it('is refused elsewhere', () => {
    expect(refusal(() => updating(acme, { email: null }))).toMatchObject({
      slug: 'field-not-supported',
      errors: [{ pointer: '/email', detail: 'Acme cannot clear email.' }],
    })
    expect(refusal(() => updating(split, { name: null })).errors).toMatchObject([{ pointer: '/name' }])
  })
})

describe('a name where only first and last name can be written', () => {
  it.each([
    ['Ann Lee', { first_name: 'Ann', last_name: 'Lee' }],
    ['Ann van der Lee', { first_name: 'Ann', last_name: 'van der Lee' }],
    ['  Ann \t Lee ', { first_name: 'Ann', last_name: 'Lee' }],
    ['Ann', { last_name: 'Ann' }],
  ])('%j is split at the first space', (name, values) => {
    expect(updating(split, { name }).values).toEqual(values)
  })

  it('of one word becomes the part that the adapter names', () => {
    const other = { ...split, user: { ...split.user, singleName: 'first_name' as const } }
    expect(updating(other, { name: 'Ann' }).values).toEqual({ first_name: 'Ann' })
  })

  it.each(['', '   '])('of blanks only (%j) is refused', (name) => {
    expect(refusal(() => updating(split, { name })).errors).toMatchObject([{ pointer: '/name' }])
  })

  it.each<UserBody>([
    { name: 'Ann Lee', first_name: 'Ann' },
    { name: 'Ann Lee', last_name: null },
  ])('contradicts first or last name beside it: %j', (body) => {
    expect(refusal(() => updating(split, body))).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '/name' }],
    })
  })

  it('is allowed beside them where the vendor has all three', () => {
    expect(updating(acme, { name: 'Ann Lee', first_name: 'Ann' }).values).toEqual({
      name: 'Ann Lee',
      first_name: 'Ann',
    })
  })
})

describe('remote_data', () => {
  it.each([
    [{ id: '2' }, '/remote_data/id'],
    [{ ID: null }, '/remote_data/ID'],
    [{ account: { id: '2' } }, '/remote_data/account/id'],
    [{ account: [{ Id: '2' }] }, '/remote_data/account/0/Id'],
  ])('may not name another record: %j', (remote_data, pointer) => {
    for (const work of [updating, creating]) {
      const refused = refusal(() => work(acme, { email: 'a@b', remote_data }))
      expect(refused.slug).toBe('invalid-request')
      expect(refused.errors.map((fault) => fault.pointer)).toEqual([pointer])
    }
  })

  it('may have any other key', () => {
    const remote_data = { account: { name: 'x' }, team: { id: 7 } }
    expect(updating(acme, { remote_data }).remoteData).toEqual(remote_data)
  })
})

describe('the body for the vendor', () => {
  it('is made of the merged fragments of all values', () => {
    const deep: Adapter<Person> = {
      ...acme,
      user: {
        ...acme.user,
        first_name: { write: (value) => ({ name: { given: value } }) },
        last_name: { write: (value) => ({ name: { family: value } }) },
      },
    }
    expect(bodyOf(deep, update, { first_name: 'Ann', last_name: 'Lee', is_active: false })).toEqual({
      name: { given: 'Ann', family: 'Lee' },
      active: false,
    })
  })

  it('leaves out the fields with a separate call', () => {
    expect(bodyOf(acme, { ...update, separate: ['is_active'] }, { email: 'a@b', is_active: true })).toEqual({
      mail: 'a@b',
    })
  })
})

describe('the fields that a creation needs', () => {
  const demanding: Create = { ...create, required: ['email', 'last_name'], requiredRemoteKeys: ['profile.id', 'alias'] }
  const needs = (body: UserBody) =>
    assertRequired(acme, demanding, changesOf(acmeWith({ create: demanding }), 'create', body, 'lenient'))

  it('are all named when they are missing', () => {
    expect(refusal(() => needs({ email: 'a@b', remote_data: { profile: { id: 1 } } }))).toMatchObject({
      slug: 'invalid-request',
      missingFields: ['last_name', 'remote_data.alias'],
      errors: [{ pointer: '/last_name' }, { pointer: '/remote_data/alias' }],
    })
  })

  it('may result from splitting a name', () => {
    const adapter = { ...split, users: { ...split.users, create: { ...create, required: ['last_name'] as const } } }
    expect(assertRequired(adapter, adapter.users.create, creating(adapter, { name: 'Ann Lee' }))).toBeUndefined()
  })

  it('are enough when they are all there', () => {
    const remote_data = { profile: { id: 1 }, alias: 'al' }
    expect(needs({ email: 'a@b', last_name: 'Lee', remote_data })).toBeUndefined()
  })
})
