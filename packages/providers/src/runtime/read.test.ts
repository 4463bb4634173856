import { describe, expect, it } from 'vitest'
import type { Adapter, Link } from '../contract.ts'
import { acme, type Person } from '../testing/made-up-vendor.ts'
import { ProviderFailure } from './failures.ts'
import { offers, readId, readUser } from './read.ts'

const ann: Person = {
  id: 7,
  full_name: 'Ann Lee',
  first: 'Ann',
  last: 'Lee',
  mail: 'ann@example.com',
  active: true,
  created: '2026-01-01T00:00:00.000Z',
  updated: null,
  password: 'hunter2',
}
const read = (change: object, user: Partial<Adapter<Person>['user']> = {}) =>
  readUser({ ...acme, user: { ...acme.user, ...user } }, { ...ann, ...change }, { region: 'eu' })

const urls = (links: unknown) => read({}, { urls: { read: () => links as readonly Link[] } }).user.urls

describe('reading a record', () => {
  it('gives every field that the vendor offers, in the order of the contract', () => {
    const { user } = read({})
    expect(user).toEqual({
      id: '7',
      name: 'Ann Lee',
      first_name: 'Ann',
      last_name: 'Lee',
      email: 'ann@example.com',
      is_active: true,
      created_at: '2026-01-01T00:00:00.000Z',
      updated_at: null,
    })
    expect(Object.keys(user)).toEqual('id name first_name last_name email is_active created_at updated_at'.split(' '))
  })

  it('takes undefined, null and empty text for null', () => {
    for (const nothing of [undefined, null, '']) {
      const { user } = read({ mail: nothing, active: nothing, first: nothing, created: nothing })
      expect(user).toMatchObject({ email: null, is_active: null, first_name: null, created_at: null })
    }
  })

  it('leaves out a field that the provider cannot offer', () => {
    const { updated_at: _updated, ...user } = acme.user
    expect('updated_at' in readUser({ ...acme, user }, ann, {}).user).toBe(false)
    expect(offers({ user }, 'updated_at')).toBe(false)
    expect(offers({ user }, 'email')).toBe(true)
  })

  it('makes a missing name of first and last name, trimmed, and never of the e-mail', () => {
    expect(read({ full_name: '' }).user.name).toBe('Ann Lee')
    expect(read({ full_name: '  ' }).user.name).toBe('Ann Lee')
    expect(read({ full_name: null, first: ' Ann ', last: null }).user.name).toBe('Ann')
    expect(read({ full_name: null, first: null, last: ' Lee' }).user.name).toBe('Lee')
    expect(read({ full_name: null, first: null, last: ' ' }).user.name).toBeNull()
  })

  it('offers a name wherever there is a first or a last name', () => {
    const { name: _name, first_name: _first, ...user } = acme.user
    expect(offers({ user }, 'name')).toBe(true)
    expect(readUser({ ...acme, user }, ann, {}).user.name).toBe('Lee')
    const { last_name: _last, ...nameless } = user
    expect(offers({ user: nameless }, 'name')).toBe(false)
    expect('name' in readUser({ ...acme, user: nameless }, ann, {}).user).toBe(false)
  })

  it('hands the account to those who need it', () => {
    const { user } = read(
      {},
      { urls: { read: (_person, { region }) => [{ type: 'record', url: `https://${region}/7` }] } },
    )
    expect(user.urls).toEqual([{ type: 'record', url: 'https://eu/7' }])
  })

  it('leaves out links without an address, and has null for none at all', () => {
    expect(
      urls([
        { type: 'a', url: null },
        { type: 'b', url: '' },
        { type: 'c', url: 'https://x' },
      ]),
    ).toEqual([{ type: 'c', url: 'https://x' }])
    expect(urls([])).toBeNull()
    expect(urls([{ type: 'a', url: undefined }])).toBeNull()
    expect(urls(undefined)).toBeNull()
  })

  it('keeps the record as it came, but for its secrets', () => {
    const { remote } = read({ unknown: { deep: [1, null, ''] }, mail: '' })
    expect(remote).toEqual({ ...ann, mail: '', unknown: { deep: [1, null, ''] }, password: undefined })
    expect('password' in remote).toBe(false)
  })
})

describe('a record that is not understood', () => {
  it.each<[string, object]>([
    ['id', { id: null }],
    ['id', { id: '' }],
    ['id', { id: {} }],
    ['id', { id: 1.5 }],
    ['id', { id: 2 ** 53 }],
    ['name', { full_name: 1 }],
    ['email', { mail: ['a@b'] }],
    ['is_active', { active: 'yes' }],
    ['is_active', { active: 1 }],
    ['created_at', { created: 1_700_000_000 }],
  ])('because of its %s is a failure of the vendor that names it: %j', (field, change) => {
    expect(() => read(change)).toThrow(ProviderFailure)
    expect(() => read(change)).toThrow(`Acme answered with a user whose ${field} is not understood.`)
  })

  it.each([null, undefined, 'text', 7, [], true])('as %j is a failure of the vendor', (record) => {
    expect(() => readUser(acme, record, {})).toThrow('without a user record')
    expect(() => readId(acme, record, {})).toThrow('id is not understood')
  })

  it.each([['text'], [[{ type: 1, url: 'x' }]], [[null]], [[{ type: 'a', url: 5 }]]])(
    'because of its links: %j',
    (links) => {
      expect(() => urls(links)).toThrow('urls is not understood')
    },
  )

  it('keeps the cause when reading a field breaks', () => {
    const broken = new TypeError('no such member')
    const work = () =>
      read(
        {},
        {
          email: {
            read: () => {
              throw broken
            },
          },
        },
      )
    expect(work).toThrow(expect.objectContaining({ slug: 'provider-error', cause: broken }))
  })
})
