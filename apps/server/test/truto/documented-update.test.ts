import { type Meta, providerSlugs } from '@rollcall/contract'
import { adapters, describeMeta } from '@rollcall/providers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/**
 * The update that Truto documents (truto.one/docs/api-reference/unified-crm-api/users/update), sent to every provider that
 * updates users.
 */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const documented = { name: 'Ann Lee', is_active: true, email: 'ann.lee@example.com', remote_data: {} }
const fields = ['name', 'is_active', 'email'] as const

type Shown = { readonly [field: string]: unknown }

const usersOf = async (account: string): Promise<readonly Shown[]> => {
  const { json } = await server.call('GET', '/unified/crm/users', { query: `${account}&limit=100` })
  return (json as { result: Shown[] }).result
}

const update = (account: string, id: unknown, body: object, headers: Readonly<Record<string, string>> = {}) =>
  server.call('PATCH', `/unified/crm/users/${encodeURIComponent(String(id))}`, { query: account, body, headers })

/** Some vendors have users of which no field, or not every field, can be changed. */
const isChangeable = ({ remote_data }: Shown): boolean =>
  typeof remote_data !== 'object' || remote_data === null || Reflect.get(remote_data, 'confirm') !== true

const writable = ({ body_fields }: Meta) => fields.filter((field) => body_fields.some(({ name }) => name === field))
const updating = providerSlugs.filter((slug) => describeMeta(adapters[slug], 'update').supported)

test('more providers accept it than with Truto', () => {
  expect(updating.length).toBeGreaterThan(10)
  expect(updating).toEqual(
    expect.arrayContaining(['onepagecrm', 'outreach', 'pipedrive', 'planhat', 'salesforce', 'wix']),
  )
})

describe.each(updating)('%s', (provider) => {
  const can = writable(describeMeta(adapters[provider], 'update'))
  const cannot = fields.filter((field) => !can.includes(field))

  test('applies the fields that it can write, and names the others in warnings', async () => {
    const account = server.account(provider)
    const users = (await usersOf(account)).filter(isChangeable)
    const { id } = users[1] ?? users[0] ?? {}
    const { status, json, text } = await update(account, id, documented)
    expect(status, text).toBe(200)
    const shown = json as Shown & { readonly warnings?: readonly Shown[] }
    for (const field of can) expect(shown, field).toHaveProperty(field, documented[field])
    expect((shown.warnings ?? []).map(({ pointer }) => pointer).sort()).toEqual(
      cannot.map((field) => `/${field}`).sort(),
    )
    for (const warning of shown.warnings ?? []) {
      expect(warning).toMatchObject({ code: 'field-not-supported', detail: expect.stringMatching(/\S.*\.$/) })
    }
    const again = await server.call('GET', `/unified/crm/users/${encodeURIComponent(String(id))}`, { query: account })
    for (const field of can) expect(again.json, field).toHaveProperty(field, documented[field])
  })

  test('with handling=strict, applies all of it or refuses it without any call, and lists the fields that can be written', async () => {
    const account = server.account(provider)
    const [first] = (await usersOf(account)).filter(isChangeable)
    server.sandbox.control(provider).clearRequests()
    const { status, json } = await update(
      account,
      first?.id,
      { ...documented, email: 'ann.strict@example.com' },
      { prefer: 'handling=strict' },
    )
    if (cannot.length === 0) return expect([status, json]).toMatchObject([200, { email: 'ann.strict@example.com' }])
    expect(status).toBe(422)
    expect(json).toMatchObject({ type: '/errors/field-not-supported', writable_fields: expect.arrayContaining(can) })
    expect(server.sandbox.control(provider).requests()).toEqual([])
  })
})

test('an update of Salesforce may have a single field, unlike with Truto', async () => {
  const account = server.account('salesforce')
  const [first] = await usersOf(account)
  const { status, json } = await update(account, first?.id, { last_name: 'Lovelace' })
  expect([status, json]).toMatchObject([200, { last_name: 'Lovelace' }])
})

test('an e-mail that Zoho CRM does not let anyone change is refused as such, and nothing is changed', async () => {
  const account = server.account('zoho-crm')
  const confirmed = (await usersOf(account)).find((user) => !isChangeable(user))
  const { status, json } = await update(account, confirmed?.id, documented)
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/provider-rejected', detail: expect.stringContaining('confirmed') })
  const again = await server.call('GET', `/unified/crm/users/${String(confirmed?.id)}`, { query: account })
  expect(again.json).toEqual(confirmed)
})

test('a status that Zoho CRM has written before it refuses the e-mail stays, and the answer names it', async () => {
  const account = server.account('zoho-crm')
  const confirmed = (await usersOf(account)).find((user) => !isChangeable(user))
  const id = String(confirmed?.id)
  expect((await update(account, id, { is_active: false })).json).toHaveProperty('is_active', false)
  const { status, json } = await update(account, id, { is_active: true, email: 'ann.refused@example.com' })
  expect(status).toBe(422)
  expect(json).toMatchObject({
    type: '/errors/partially-applied',
    applied: ['is_active'],
    failed: ['email'],
    truto_is_remote_error: true,
  })
  const again = await server.call('GET', `/unified/crm/users/${id}`, { query: account })
  expect(again.json).toMatchObject({ is_active: true, email: confirmed?.email })
})
