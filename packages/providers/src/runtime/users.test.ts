import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import type { Credential } from '../account.ts'
import type { Adapter } from '../contract.ts'
import { paperVendor } from '../testing/exchange.ts'
import {
  accountOf,
  acme,
  acmeWith,
  api,
  apiKey,
  contextOf,
  dependenciesOf,
  livingVendor,
  type Person,
  usersOf,
} from '../testing/made-up-vendor.ts'
import { template, userId } from './calls/template.ts'
import { DeadlinePassed } from './limits/context.ts'
import { createEngine, type Users } from './users.ts'

const ann: Person = { id: '1', full_name: 'Ann Lee', mail: 'ann@example.com', active: true }
const strict = { handling: 'strict' } as const

describe('the engine, bound to an account', () => {
  it('does every operation of the contract', async () => {
    const users = usersOf(
      acme,
      livingVendor(({ url }) => ({ body: url.pathname === '/v1/users' ? { ...ann, users: [ann] } : ann })),
    )
    expect((await users.get('1', {}, contextOf())).user.name).toBe('Ann Lee')
    expect((await users.me({}, contextOf())).user.id).toBe('1')
    expect((await users.create({ body: { email: 'ann@example.com' }, ...strict }, contextOf())).user.id).toBe('1')
    expect((await users.update('1', { body: { is_active: true }, ...strict }, contextOf())).user.id).toBe('1')
    expect((await users.delete('1', {}, contextOf())).id).toBe('1')
    expect((await users.list({ limit: 1, filters: {}, ...strict }, contextOf())).users).toHaveLength(1)
  })

  it.each(['unified', 'stream'] as const)(
    'makes the request of a user in the format %s with the variables of the token answer, also on the first use of the account',
    async (format) => {
      const account = accountOf({
        open: async () => ({ credential: apiKey, variables: { org: '7' }, principal: undefined }),
      })
      const adapter = acmeWith({
        get: { requests: [(_id, { org = 'none' }) => ({ path: template`/${org}/users/${userId}` })] },
      })
      const vendor = paperVendor([{ request: `GET ${api}/7/users/1`, answer: { body: ann } }])
      const engine = createEngine({ ...dependenciesOf(vendor), cursorKeys: [Buffer.alloc(32, 7)] })
      await engine(adapter, account).get('1', { format }, contextOf())
      expect(vendor.complaints()).toEqual([])
    },
  )

  it('changes different records side by side, and one record in turn until the deadline', async () => {
    const update = acme.users.update
    if ('absent' in update) throw new Error('Acme updates.')
    const adapter = acmeWith({ update: { ...update, readsFirst: true } })
    const held = Promise.withResolvers<void>()
    const log: string[] = []
    const vendor = livingVendor(({ method, url }) => {
      log.push(`${method} ${url.pathname}`)
      return { body: { ...ann, id: url.pathname.at(-1) } }
    })
    const users = usersOf(adapter, {
      ...vendor,
      send: async (request, context) => {
        if (request.method === 'PATCH' && request.url.pathname.endsWith('1')) await held.promise
        return vendor.send(request, context)
      },
    })
    const change = { body: { is_active: true }, ...strict }
    const first = users.update('1', change, contextOf())
    const controller = new AbortController()
    const waiting = users.update('1', change, contextOf(controller.signal))
    await users.update('2', change, contextOf())
    controller.abort(new DeadlinePassed('25 s'))
    await expect(waiting).rejects.toMatchObject({ slug: 'provider-timeout' })
    held.resolve()
    await first
    expect(log).toEqual(['GET /v1/users/1', 'GET /v1/users/2', 'PATCH /v1/users/2', 'PATCH /v1/users/1'])
  })
})

describe('an account', () => {
  const update = acme.users.update
  if ('absent' in update) throw new Error('Acme updates.')
  const path = template`/users/${userId}`
  /** Read first, changed in two steps, read afterwards: four calls of the vendor. */
  const stepwise = acmeWith({
    update: {
      ...update,
      readsFirst: true,
      separate: ['is_active'],
      steps: ({ body }) => [
        { method: 'PATCH', path, body: { active: true }, fields: ['is_active'] },
        { method: 'PATCH', path, body },
      ],
    },
  })
  const byKey = acmeWith({ me: { identity: ({ principal = '' }) => ({ key: principal }) } })
  const byCall = acmeWith({ me: { identity: () => ({ path: '/whoami' }), key: () => '1' } })
  const change = { body: { email: 'ann@example.com', is_active: true }, ...strict }

  it.each<[string, Adapter<Person>, (users: Users) => Promise<unknown>, number]>([
    ['a read', acme, (users) => users.get('1', {}, contextOf()), 1],
    ['a change', acme, (users) => users.update('1', change, contextOf()), 1],
    ['a change of four calls', stepwise, (users) => users.update('1', change, contextOf()), 4],
    ['a creation', acme, (users) => users.create(change, contextOf()), 1],
    ['a deletion', acme, (users) => users.delete('1', {}, contextOf()), 1],
    ['the own user', acme, (users) => users.me({}, contextOf()), 1],
    ['the own user by a known key', byKey, (users) => users.me({}, contextOf()), 1],
    ['the own user by a call', byCall, (users) => users.me({}, contextOf()), 2],
  ])('is opened once for %s', async (_what, adapter, work, calls) => {
    let opened = 0
    const open = () => {
      opened += 1
      return { credential: apiKey, variables: {}, principal: '1' }
    }
    const vendor = livingVendor(() => ({ body: { ...ann, active: true } }))
    await work(usersOf(adapter, vendor, { open }))
    expect([opened, vendor.requests.length]).toEqual([1, calls])
  })

  it('that was renewed in one call of a change is used in its new state by the calls after it', async () => {
    const token = (accessToken: string): Credential => ({ kind: 'token', accessToken })
    const access = (credential: Credential) => ({ credential, variables: {}, principal: undefined })
    const vendor = livingVendor(({ headers }) =>
      headers.authorization === 'Bearer new' ? { body: { ...ann, active: true } } : { status: 401, body: {} },
    )
    await usersOf(stepwise, vendor, {
      method: 'oauth2',
      open: () => access(token('old')),
      renew: async () => access(token('new')),
    }).update('1', change, contextOf())
    expect(vendor.requests.map(({ method, headers }) => `${method} ${headers.authorization}`)).toEqual([
      'GET Bearer old',
      'GET Bearer new',
      'PATCH Bearer new',
      'PATCH Bearer new',
      'GET Bearer new',
    ])
  })

  it('is not opened for a request that is refused before any call', async () => {
    const open = () => Promise.reject(new Error('It was opened.'))
    const users = usersOf(acme, paperVendor([]), { open })
    for (const work of [
      () => users.get(' ', {}, contextOf()),
      () => users.update('1', { body: { custom_fields: {} }, ...strict }, contextOf()),
      () => users.create({ body: {}, ...strict }, contextOf()),
    ]) {
      await expect(work()).rejects.not.toThrow('It was opened.')
    }
  })
})
