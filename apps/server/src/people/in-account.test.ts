import type { DeactivationOutcome, PersonHit } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeVendor, pipedriveUser, startVendor } from '../../test/promises/fake-vendor.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

/** Lists of a vendor without native filters, in pages of two users. */

const email = 'ann.lee@acme.example'
const perPage = 2

let vendor: FakeVendor
let server: TestServer
let token: string
/** The users of the vendor's list. */
let users: readonly ReturnType<typeof pipedriveUser>[]
/** The page that the vendor fails on. */
let brokenPage: number | undefined

beforeAll(async () => {
  vendor = await startVendor((call) => {
    if (call.path.endsWith('/users/me')) return call.json({ success: true, data: pipedriveUser(999) })
    const start = Number(call.query.get('start') ?? 0)
    if (start === brokenPage) return call.json({ success: false, error: 'No.' }, 403)
    const next = start + perPage
    const pagination = { more_items_in_collection: next < users.length, next_start: next }
    call.json({ success: true, data: users.slice(start, next), additional_data: { pagination } })
  })
  server = await startTestServer({ environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin } })
  const accountId = server.account('pipedrive').split('=')[1] ?? ''
  token = (await server.store.tokens.create(server.environmentId, { name: 'one', accountId })).token
})
beforeEach(() => {
  vendor.clear()
  brokenPage = undefined
})
afterAll(async () => {
  await server.stop()
  await vendor.close()
})

/** This many users, some of them changed by their ids. */
const listOf = (count: number, changes: Readonly<Record<number, object>> = {}) => {
  users = Array.from({ length: count }, (_, index) => pipedriveUser(index + 1, changes[index + 1] ?? {}))
}

const find = async (query = `email=${email}`, headers = {}) => {
  const { json, text } = await server.call('GET', '/unified/crm/people', { query, token, headers })
  const hits = json === undefined ? [JSON.parse(text)] : (json as { result: readonly unknown[] }).result
  return hits[0] as PersonHit
}

const deactivate = async () => {
  const body = { email, dry_run: false }
  const { json } = await server.call('POST', '/unified/crm/people/deactivate', { body, token })
  return (json as { result: readonly DeactivationOutcome[] }).result[0]
}

test.each([{}, { accept: 'application/x-ndjson' }])(
  'reads a list to its end before it reports that the person is not found (%j)',
  async (headers) => {
    listOf(50)
    expect(await find(undefined, headers)).toMatchObject({ outcome: 'not-there', users: [] })
    expect(vendor.calls).toHaveLength(25)
  },
)

test('finds a user after the twentieth page', async () => {
  listOf(50, { 49: { email: 'Ann.Lee@ACME.example' } })
  expect(await find()).toMatchObject({ outcome: 'found', users: [{ id: '49', email: 'Ann.Lee@ACME.example' }] })
})

test('does not report the person as not found when the list breaks off', async () => {
  listOf(50)
  brokenPage = 46
  expect(await find()).toMatchObject({ outcome: 'failed', users: [], problem: { type: '/errors/provider-forbidden' } })
})

test('fails an account in which more than a hundred users match', async () => {
  listOf(101, Object.fromEntries(Array.from({ length: 101 }, (_, index) => [index + 1, { name: 'Ann Lee' }])))
  const hit = await find('name=Ann%20Lee')
  expect(hit).toMatchObject({ outcome: 'failed', users: [], problem: { type: '/errors/list-too-large' } })
})

test('changes none of several users with the address', async () => {
  listOf(4, { 1: { email }, 4: { email: email.toUpperCase(), active_flag: false } })
  expect(await deactivate()).toMatchObject({
    outcome: 'ambiguous',
    detail: '2 users have this e-mail address, so none was changed. Deactivate the right one by its id.',
    users: [{ id: '1' }, { id: '4' }],
  })
  expect(vendor.calls.filter(({ method }) => method !== 'GET')).toEqual([])
})

test('reports that all users with the address were inactive', async () => {
  listOf(4, { 1: { email, active_flag: false }, 4: { email, active_flag: false } })
  expect(await deactivate()).toMatchObject({ outcome: 'was-off', users: [{ id: '1' }, { id: '4' }] })
})
