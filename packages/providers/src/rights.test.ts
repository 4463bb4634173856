import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Credential } from './account.ts'
import type { Adapter, Create, JsonObject, Update } from './contract.ts'
import { adapters } from './registry.ts'
import { Refusal } from './runtime/failures.ts'
import { createEngine } from './runtime/users.ts'
import { foldKey, rightsSet } from './runtime/writes/remote-keys.ts'
import { accountOf, contextOf, dependenciesOf, livingVendor } from './testing/made-up-vendor.ts'

/**
 * `remote_data` cannot grant rights: tests every key that an adapter lists, for every provider that writes, in many
 * spellings.
 */

const all: readonly Adapter<never>[] = Object.values(adapters)
const writes = all.flatMap((adapter) =>
  (['create', 'update'] as const).flatMap((name) => {
    const operation = adapter.users[name]
    return 'absent' in operation ? [] : [{ provider: adapter.slug, name, adapter, operation }]
  }),
)
type Write = Create | Update<never>

const requiredOf = (operation: Write): readonly string[] =>
  'requiredRemoteKeys' in operation ? (operation.requiredRemoteKeys ?? []) : []

/** The required keys with a value each: without them a creation has another fault. */
const needed = (operation: Write): JsonObject => Object.fromEntries(requiredOf(operation).map((key) => [key, 'x']))

/** A key that one of the list matches, where `UserPermissions*` matches any ending. */
const example = (right: string): string => right.replace(/\*$/, 'Anything')

const snake = (key: string): string => key.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
const camel = (key: string): string => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Each spelling with the pointer of its refusal. */
const spellings = (key: string): readonly (readonly [JsonObject, string])[] => [
  [{ [key.toUpperCase()]: 'v' }, key.toUpperCase()],
  [{ [snake(key).toUpperCase()]: 'v' }, snake(key).toUpperCase()],
  [{ [` ${camel(key)}`]: null }, ` ${camel(key)}`],
  [{ nested: { [key]: ['v'] } }, `nested/${key}`],
  [{ nested: [{ other: 1 }, { [key]: {} }] }, `nested/1/${key}`],
  [{ data: { attributes: { [key]: 'v' } } }, `data/attributes/${key}`],
  [{ variables: { attributes: { [key]: 'v' } } }, `variables/attributes/${key}`],
  [{ [`nested.${key}`]: 'v' }, `nested.${key}`],
  [{ [`nested[${key}]`]: 'v' }, `nested[${key}]`],
  [{ [`nested[0][${key}]`]: 'v' }, `nested[0][${key}]`],
  [{ [`_${key}@odata.bind`]: '/x(1)' }, `_${key}@odata.bind`],
  [{ note: JSON.stringify({ [key]: 'v' }) }, 'note'],
]

const emails: Credential = { kind: 'api_key', apiKey: 'key-4f1d9b7c5e' }

/** The refusal of the engine, and whether a request was sent before it. */
const refusalOf = async (
  { adapter, name }: (typeof writes)[number],
  body: JsonObject,
  remoteQuery?: JsonObject,
): Promise<{ readonly places: readonly string[]; readonly requests: number }> => {
  const vendor = livingVendor(() => ({ status: 200, body: {} }))
  const engine = createEngine({ ...dependenciesOf(vendor), cursorKeys: [Buffer.alloc(32, 7)] })
  const users = engine(adapter, accountOf({ provider: adapter.slug, credential: emails }))
  const query = {
    body: { email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee', remote_data: body },
    remoteQuery,
    handling: 'lenient' as const,
  }
  const ids = ['1', '0055g00000AbcDEAAZ', 'user_1', '4026be43-6b69-e111-8f65-78e7d1620f5e', '5d8b8f2c4e5f6a0001a1b2c3']
  const errors: unknown[] = []
  for (const id of name === 'create' ? ['1'] : ids) {
    const work = name === 'create' ? users.create(query, contextOf()) : users.update(id, query, contextOf())
    errors.push(await work.catch((error: unknown) => error))
  }
  const refused = errors.find((error) => error instanceof Refusal && error.slug === 'invalid-request')
  if (!(refused instanceof Refusal)) throw errors[0]
  return {
    places: refused.errors.map(({ pointer, parameter }) => pointer ?? parameter ?? ''),
    requests: vendor.requests.length,
  }
}

const escaped = (path: string): string => path.replaceAll('~', '~0')

describe.each(writes)('$provider, $name', (write) => {
  const { adapter, operation } = write
  const rights = operation.rightsKeys

  it('lists the names of its rights, each once', () => {
    expect(rights.length).toBeGreaterThan(0)
    expect(new Set(rights.map(foldKey)).size).toBe(rights.length)
    for (const right of rights) expect(right).toMatch(/^\w+\*?$/)
  })

  it.each(rights.map((right) => [right]))('refuses %s before any request, at its place', async (right) => {
    const key = example(right)
    for (const [remoteData, place] of spellings(key)) {
      if (requiredOf(operation).includes(place)) continue
      const { places, requests } = await refusalOf(write, { ...needed(operation), ...remoteData })
      expect(places).toContain(`/remote_data/${escaped(place)}`)
      expect(requests).toBe(0)
    }
  })

  it.each(rights.map((right) => [right]))('refuses %s in remote_query before any request', async (right) => {
    const key = example(right)
    for (const [name, value] of [
      [key, 'v'],
      [key.toUpperCase(), 'v'],
      ['nested', { [key]: 'v' }],
    ] as const) {
      const { places, requests } = await refusalOf(write, needed(operation), { [name]: value })
      expect(places).toEqual([`remote_query[${name}]`])
      expect(requests).toBe(0)
    }
  })

  it('accepts each of them where the operator allows it, and reports its name', () => {
    for (const right of rights) {
      const remote = { remoteData: { nested: { [example(right)]: 'v' } }, allowsRoleChanges: true }
      expect(rightsSet(adapter, operation, remote)).toEqual([right])
    }
  })

  it('accepts only the rights that a creation requires, and reports them', () => {
    const set = rightsSet(adapter, operation, { remoteData: needed(operation) })
    const names = requiredOf(operation).map((key) => foldKey(key.replace(/@.*$/, '')))
    expect(set.map(foldKey)).toEqual(names.filter((name) => rights.map(foldKey).includes(name)))
  })

  it('accepts a password only where a creation requires it', async () => {
    for (const key of ['Password', 'newPassword', 'password_confirmation', 'resetPassword']) {
      const { places, requests } = await refusalOf(write, { ...needed(operation), [key]: 'x' })
      expect(places).toEqual([`/remote_data/${key}`])
      expect(requests).toBe(0)
    }
    const isNeeded = requiredOf(operation).includes('password')
    const remote = { remoteData: { ...needed(operation), password: 'x' } }
    if (isNeeded) expect(() => rightsSet(adapter, operation, remote)).not.toThrow()
    else expect(() => rightsSet(adapter, operation, remote)).toThrow(Refusal)
  })

  it('accepts any name that is not listed', () => {
    const listed = [...rights, ...operation.refusedRemoteKeys].map((key) => foldKey(key.split(/[.@]/)[0] ?? ''))
    const isFree = (key: string): boolean =>
      !listed.some((name) => foldKey(key).startsWith(name)) && !/passw|passphrase|^pwd$/i.test(foldKey(key))
    const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/).filter(isFree)
    fc.assert(
      fc.property(fc.dictionary(key, fc.oneof(fc.string(), fc.dictionary(key, fc.integer()))), (remoteData) => {
        expect(rightsSet(adapter, operation, { remoteData })).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('the rights that a creation has to name', () => {
  const named = (slug: string): readonly string[] => {
    const found = writes.find(({ provider, name }) => provider === slug && name === 'create')
    if (found === undefined) throw new Error(`${slug} does not create.`)
    return rightsSet(found.adapter, found.operation, { remoteData: needed(found.operation) })
  }

  it.each([
    ['salesforce', ['ProfileId']],
    ['zoho-crm', ['role', 'profile']],
    ['highlevel', ['type', 'role']],
    ['activecampaign', ['group']],
    ['close', ['role_id']],
    ['dynamics-365-sales', ['businessunitid']],
    ['pipeliner', ['default_unit_id', 'master_right_id', 'unit_membership']],
    ['hubspot', []],
    ['pipedrive', []],
  ])('%s: %j', (slug, rights) => {
    expect(named(slug)).toEqual(rights)
  })
})
