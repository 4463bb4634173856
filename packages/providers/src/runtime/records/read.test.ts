import { describe, expect, it } from 'vitest'
import type { Adapter, Link } from '../../contract.ts'
import { acme, type Person } from '../../testing/made-up-vendor.ts'
import { ProviderFailure } from '../failures.ts'
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
  it('returns every field that the vendor has, in the order of the contract', () => {
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

  it('reads undefined, null and empty text as null', () => {
    for (const nothing of [undefined, null, '']) {
      const { user } = read({ mail: nothing, active: nothing, first: nothing, created: nothing })
      expect(user).toMatchObject({ email: null, is_active: null, first_name: null, created_at: null })
    }
    expect(read({}, { urls: { read: () => '' as unknown as readonly Link[] } }).warnings).toBeUndefined()
  })

  it('leaves out a field that the provider does not have', () => {
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

  it('has a name wherever there is a first or a last name', () => {
    const { name: _name, first_name: _first, ...user } = acme.user
    expect(offers({ user }, 'name')).toBe(true)
    expect(readUser({ ...acme, user }, ann, {}).user.name).toBe('Lee')
    const { last_name: _last, ...nameless } = user
    expect(offers({ user: nameless }, 'name')).toBe(false)
    expect('name' in readUser({ ...acme, user: nameless }, ann, {}).user).toBe(false)
  })

  it('passes the account to the readers that need it', () => {
    const { user } = read(
      {},
      { urls: { read: (_person, { region }) => [{ type: 'record', url: `https://${region}/7` }] } },
    )
    expect(user.urls).toEqual([{ type: 'record', url: 'https://eu/7' }])
  })

  it('leaves out links without an address, and is null without any link', () => {
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

  it('keeps the record unchanged, except for its secrets', () => {
    const { remote } = read({ unknown: { deep: [1, null, ''] }, mail: '' })
    expect(remote).toEqual({ ...ann, mail: '', unknown: { deep: [1, null, ''] }, password: undefined })
    expect('password' in remote).toBe(false)
  })
})

describe('a value in another form', () => {
  it.each<[string, object, object]>([
    ['a number as a name', { full_name: 42 }, { name: '42' }],
    ['1 as a boolean', { active: 1 }, { is_active: true }],
    ['0 as a boolean', { active: 0 }, { is_active: false }],
    ['a text as a boolean', { active: 'False' }, { is_active: false }],
    ['"1" as a boolean', { active: '1' }, { is_active: true }],
    ['seconds since the epoch', { created: 1_700_000_000 }, { created_at: '2023-11-14T22:13:20.000Z' }],
    ['milliseconds since the epoch', { created: 1_700_000_000_123 }, { created_at: '2023-11-14T22:13:20.123Z' }],
    ['digits since the epoch', { created: '1700000000' }, { created_at: '2023-11-14T22:13:20.000Z' }],
    ['a date without zone', { created: '2023-11-14 22:13:20' }, { created_at: '2023-11-14T22:13:20.000Z' }],
    ['a bare date', { created: '2023-11-14' }, { created_at: '2023-11-14T00:00:00.000Z' }],
    ['a zero date', { created: '0000-00-00T00:00:00-06:00' }, { created_at: null }],
    ['what PHP makes of a zero date', { created: '-0001-11-30T00:00:00-06:00' }, { created_at: null }],
  ])('is read where its meaning is certain: %s', (_name, change, expected) => {
    const { user, warnings } = read(change)
    expect(user).toMatchObject(expected)
    expect(warnings).toBeUndefined()
  })

  it.each<[string, object]>([
    ['email', { mail: ['a@b'] }],
    ['name', { full_name: {} }],
    ['name', { full_name: true }],
    ['is_active', { active: 'yes, maybe' }],
    ['is_active', { active: 2 }],
    ['created_at', { created: 'soon' }],
    ['created_at', { created: 20_231_114 }],
    ['created_at', { created: { date: '2023-11-14' } }],
  ])('is null, with a warning, where it is not: %s', (field, change) => {
    const { user, warnings } = read(change)
    // A name is still made of first and last name.
    if (field !== 'name') expect(user).toMatchObject({ id: '7', [field]: null })
    expect(warnings).toMatchObject([{ code: 'value-not-read', pointer: `/${field}` }])
    expect(warnings?.[0]?.detail).toContain(`Acme returned ${field}`)
  })

  it('affects no other value, whatever error a reader throws', () => {
    const broken = (): never => {
      throw new TypeError('no such member')
    }
    const { user, warnings } = read({}, { email: { read: broken } })
    expect(user).toMatchObject({ id: '7', name: 'Ann Lee', email: null })
    expect(warnings?.map(({ pointer }) => pointer)).toEqual(['/email'])
  })

  it.each([['text'], [[{ type: 1, url: 'x' }]], [[null]], [[{ type: 'a', url: 5 }]]])('has no links: %j', (links) => {
    expect(urls(links)).toBeNull()
  })
})

describe('a record that is not understood', () => {
  it.each<[string, object]>([
    ['nothing', { id: null }],
    ['empty', { id: '' }],
    ['an object', { id: {} }],
    ['no whole number', { id: 1.5 }],
    ['beyond what a number holds', { id: 2 ** 53 }],
  ])('because its id is %s is a failure of the vendor', (_name, change) => {
    expect(() => read(change)).toThrow(ProviderFailure)
    expect(() => read(change)).toThrow('Acme returned a user whose id cannot be read.')
  })

  it.each([null, undefined, 'text', 7, [], true])('as %j is a failure of the vendor', (record) => {
    expect(() => readUser(acme, record, {})).toThrow('no user record')
    expect(() => readId(acme, record, {})).toThrow('id cannot be read')
  })

  it('keeps the cause when reading the id breaks', () => {
    const cause = new TypeError('no such member')
    const broken = (): never => {
      throw cause
    }
    expect(() => read({}, { id: { read: broken } })).toThrow(expect.objectContaining({ slug: 'provider-error', cause }))
  })
})
