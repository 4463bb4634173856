import process from 'node:process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Create, JsonObject } from '../../contract.ts'
import { acme } from '../../testing/made-up-vendor.ts'
import { Refusal } from '../failures.ts'
import { foldKey, type RemoteKeys, rightsSet } from './remote-keys.ts'

const { create, update } = acme.users
if ('absent' in create || 'absent' in update) throw new Error('Acme writes.')

const updating = (remoteData: JsonObject, more: Omit<RemoteKeys, 'remoteData'> = {}) =>
  rightsSet(acme, update, { ...more, remoteData })

/** The places of all faults. */
const placesOf = (work: () => unknown): readonly (string | undefined)[] => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.errors.map(({ pointer, parameter }) => pointer ?? parameter)
    throw error
  }
  return []
}

describe('a key of remote_data that grants rights', () => {
  it.each<[JsonObject, string]>([
    [{ role: 'admin' }, '/remote_data/role'],
    [{ Role: null }, '/remote_data/Role'],
    [{ r_o_l_e: 1 }, '/remote_data/r_o_l_e'],
    [{ 'ro-le ': 1 }, '/remote_data/ro-le '],
    [{ ｒｏｌｅ: 1 }, '/remote_data/ｒｏｌｅ'],
    [{ 'ro\u200ble': 1 }, '/remote_data/ro\u200ble'],
    [{ user: { role: 1 } }, '/remote_data/user/role'],
    [{ users: [{ a: 1 }, { ROLE: 1 }] }, '/remote_data/users/1/ROLE'],
    [{ 'user.role': 1 }, '/remote_data/user.role'],
    [{ 'user[role]': 1 }, '/remote_data/user[role]'],
    [{ 'user[0][role]': 1 }, '/remote_data/user[0][role]'],
    [{ 'users/role': 1 }, '/remote_data/users~1role'],
    [{ 'role@odata.bind': '/roles(1)' }, '/remote_data/role@odata.bind'],
    [{ data: { relationships: { role: { data: { id: 1 } } } } }, '/remote_data/data/relationships/role'],
    [{ note: '{"user":[{"role":"admin"}]}' }, '/remote_data/note'],
    [{ notes: ['x', ' [{"note":"{\\"role\\":1}"}]'] }, '/remote_data/notes/1'],
    [{ permissions: {} }, '/remote_data/permissions'],
    [{ PermissionSetId: 'x' }, '/remote_data/PermissionSetId'],
  ])('is refused in the spelling %j, at its place', (remoteData, pointer) => {
    expect(placesOf(() => updating(remoteData))).toEqual([pointer])
    expect(placesOf(() => rightsSet(acme, create, { remoteData }))).toEqual([pointer])
  })

  it('is refused with all others of its kind, at most 50', () => {
    expect(placesOf(() => updating({ role: 1, user: { role: 2 } }))).toEqual([
      '/remote_data/role',
      '/remote_data/user/role',
    ])
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`permission${index}`, true]))
    expect(placesOf(() => updating(many))).toHaveLength(50)
  })

  it('is refused in a sentence that names the right, the vendor and the next step', () => {
    expect(() => updating({ Roles: 1, 'user.ROLE': 1 })).toThrow(
      expect.objectContaining({
        slug: 'invalid-request',
        errors: [
          {
            pointer: '/remote_data/user.ROLE',
            detail: 'grants rights at Acme ("role"; ROLLCALL_ALLOW_ROLE_CHANGES allows it), so it must not be set',
          },
        ],
      }),
    )
  })

  it('is accepted where the operator allows it, and reported by the adapter’s name for it', () => {
    const remoteData = { user: { ROLE: 'secret-value' }, permission_set: [], title: 'CFO' }
    expect(updating(remoteData, { allowsRoleChanges: true })).toEqual(['role', 'permission*'])
    expect(updating({ title: 'CFO' }, { allowsRoleChanges: true })).toEqual([])
  })

  it('is not found where it is only a part of a name, or a value', () => {
    const remoteData = { roleplay: 1, parole: 1, title: 'role', note: 'role: admin', list: ['role'], text: '{role' }
    expect(updating(remoteData)).toEqual([])
  })

  it('is searched for to a limited depth', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(updating({ note: deep })).toEqual([])
  })

  it('has the whole of remote_data as its place where its own would repeat the request', () => {
    expect(placesOf(() => updating({ ['x'.repeat(300)]: { role: 1 } }))).toEqual(['/remote_data'])
    const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`role.${index}`, 1]))
    const started = process.cpuUsage()
    expect(placesOf(() => updating({ ['y'.repeat(100_000)]: keys }))).toEqual(['/remote_data'])
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000)
  })
})

describe('a right that a creation has to name', () => {
  const demanding: Create = { ...create, requiredRemoteKeys: ['role', 'alias', 'permission@odata.bind'] }
  const creating = (remoteData: JsonObject) => rightsSet(acme, demanding, { remoteData })

  it('is accepted there, and reported', () => {
    expect(creating({ role: { id: 1, name: 'role' }, alias: 'x' })).toEqual(['role'])
    expect(creating({ 'permission@odata.bind': '/p(1)' })).toEqual(['permission*'])
    expect(creating({ alias: 'x' })).toEqual([])
  })

  it.each<[JsonObject, string]>([
    [{ role: 1, ROLE: 2 }, '/remote_data/ROLE'],
    [{ role: 1, user: { role: 2 } }, '/remote_data/user/role'],
    [{ role: 1, '': { role: 2 } }, '/remote_data//role'],
    [{ role: 1, permissions: [] }, '/remote_data/permissions'],
    [{ role: 1, note: '{"role":2}' }, '/remote_data/note'],
  ])('allows no other spelling, place or right: %j', (remoteData, pointer) => {
    expect(placesOf(() => creating(remoteData))).toEqual([pointer])
  })

  it('is refused in remote_query', () => {
    const remote = { remoteData: { role: 1 }, remoteQuery: { role: 2 } }
    expect(placesOf(() => rightsSet(acme, demanding, remote))).toEqual(['remote_query[role]'])
  })
})

describe('remote_query of a write', () => {
  it.each([
    ['role', 'admin'],
    ['Ro_le', 'admin'],
    ['user', { role: 'admin' }],
    ['users', [{ a: 1, permission_sets: ['x'] }]],
    ['user[role]', 'admin'],
    ['user', '{"role":"admin"}'],
    ['new_password', 'x'],
    ['id', '2'],
    ['account', { id: '2' }],
  ])('may set no more than remote_data: %s', (name, value) => {
    const work = () => rightsSet(acme, update, { remoteData: undefined, remoteQuery: { [name]: value } })
    expect(placesOf(work)).toEqual([`remote_query[${name}]`])
    expect(work).toThrow('remote_query has keys that a request must not set.')
  })

  it('may have any other key, and rights where the operator allows them', () => {
    const remoteQuery = { role: 'x', notify: true }
    expect(rightsSet(acme, update, { remoteData: undefined, remoteQuery, allowsRoleChanges: true })).toEqual(['role'])
    expect(rightsSet(acme, update, { remoteData: undefined, remoteQuery: { notify: true } })).toEqual([])
  })
})

describe('a password', () => {
  const passwords = [
    'password',
    'Password',
    'newPassword',
    'pass_word',
    'passwd',
    'pwd',
    'password_reset',
    'passphrase',
  ]

  it.each(passwords)('is refused as %s, whatever the operator allows', (name) => {
    for (const allowsRoleChanges of [false, true]) {
      expect(placesOf(() => updating({ user: { [name]: 'x' } }, { allowsRoleChanges }))).toEqual([
        `/remote_data/user/${name}`,
      ])
    }
    expect(placesOf(() => rightsSet(acme, create, { remoteData: { [name]: 'x' } }))).toEqual([`/remote_data/${name}`])
  })

  it('is accepted by a creation that needs one, by its exact name, and does not count as a right', () => {
    const needing: Create = { ...create, requiredRemoteKeys: ['password'] }
    expect(rightsSet(acme, needing, { remoteData: { password: 'x' } })).toEqual([])
    expect(placesOf(() => rightsSet(acme, needing, { remoteData: { password: 'x', Password: 'y' } }))).toEqual([
      '/remote_data/Password',
    ])
  })
})

describe('a key that names another record', () => {
  it.each<[JsonObject, string[]]>([
    [{ ID: 1 }, ['/remote_data/ID']],
    [{ _id: 1 }, ['/remote_data/_id']],
    [{ 'account.id': 1 }, ['/remote_data/account.id']],
    [{ 'account[id]': 1 }, ['/remote_data/account[id]']],
    [{ account: '{"id":1}' }, ['/remote_data/account']],
    [{ team: { id: 1 } }, []],
  ])('is refused at its place, in any spelling, whatever the operator allows: %j', (remoteData, pointers) => {
    expect(placesOf(() => updating(remoteData, { allowsRoleChanges: true }))).toEqual(pointers)
  })
})

describe('names that no adapter lists', () => {
  it('are accepted at any depth', () => {
    const isFree = (key: string): boolean =>
      key
        .split(/[.[\]/:@]/)
        .map(foldKey)
        .every((name) => name !== 'role' && !name.startsWith('permission') && !/passw|passphrase|^pwd$|id$/.test(name))
    const value = fc.jsonValue({ maxDepth: 3 }).filter((json) => isFreeAll(json))
    const isFreeAll = (json: unknown): boolean => {
      if (Array.isArray(json)) return json.every(isFreeAll)
      if (typeof json !== 'object' || json === null) return true
      return Object.entries(json).every(([key, member]) => isFree(key) && isFreeAll(member))
    }
    fc.assert(
      fc.property(fc.dictionary(fc.string().filter(isFree), value), (remoteData) => {
        expect(updating(remoteData)).toEqual([])
      }),
    )
  })

  it('do not hide those beside them, which are found at their own place', () => {
    const part = fc.stringMatching(/^x[a-z]{0,8}$/)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.constantFrom('role', 'ROLE', 'permissionX'), (parts, key) => {
        const remoteData = parts.reduceRight<JsonObject>((inner, name) => ({ [name]: [inner] }), { [key]: 1 })
        const pointer = ['/remote_data', ...parts.map((name) => `/${name}/0`), `/${key}`].join('')
        expect(placesOf(() => updating(remoteData))).toEqual([pointer])
      }),
    )
  })
})
