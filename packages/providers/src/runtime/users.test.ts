import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import type { Account } from '../account.ts'
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
import { createEngine } from './users.ts'

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
    expect((await users.list({ limit: 1, filters: {}, ...strict }, 'b', contextOf())).users).toHaveLength(1)
  })

  it.each(['get', 'streamGet'] as const)(
    'makes the request of %s of what the token answer brought, also on the first use of the account',
    async (operation) => {
      let variables: Record<string, string> = {}
      const account: Account = {
        ...accountOf(),
        get variables() {
          return variables
        },
        credential: async () => {
          variables = { org: '7' }
          return apiKey
        },
      }
      const adapter = acmeWith({
        get: { requests: [(_id, { org = 'none' }) => ({ path: template`/${org}/users/${userId}` })] },
      })
      const vendor = paperVendor([{ request: `GET ${api}/7/users/1`, answer: { body: ann } }])
      const engine = createEngine({ ...dependenciesOf(vendor), cursorKeys: [Buffer.alloc(32, 7)] })
      await engine(adapter, account)[operation]('1', {}, contextOf())
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
