import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FakeVendor, startVendor, type VendorCall } from '../../test/promises/fake-vendor.ts'
import { HandClock } from '../../test/support/hand-clock.ts'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

const clock = new HandClock(Date.parse('2026-11-22T10:00:00.000Z'))
const unknownId = '00000000-0000-4000-8000-000000000000'

let server: TestServer
let receiver: FakeVendor
beforeAll(async () => {
  receiver = await startVendor((call) => call.json({}))
  server = await startTestServer({ clock, webhooks: { random: () => 0 } })
})
afterAll(async () => {
  await server.stop()
  await receiver.close()
})

beforeEach(async () => {
  const { result } = await server.store.webhooks.list(server.environmentId, { limit: 1000 })
  for (const { id } of result) await server.store.webhooks.delete(server.environmentId, id)
  receiver.clear()
  receiver.answer((call) => call.json({}))
})

const fieldsOf = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {}

const create = async (body: object = {}): Promise<{ readonly id: string; readonly secret: string }> => {
  const { status, json } = await server.call('POST', '/webhook', {
    body: { target_url: `${receiver.origin}/hooks`, ...body },
  })
  expect(status).toBe(201)
  const { id, secret } = fieldsOf(json)
  return { id: String(id), secret: String(secret) }
}

const connect = async (): Promise<string> =>
  (await server.freshAccount('pipedrive')).replace('integrated_account_id=', '')

const change = (id: string, tenant: string) =>
  server.call('PATCH', `/integrated-account/${id}`, { body: { tenant_id: tenant } })

/** Resolves with the first messages, this many. */
const received = async (count: number): Promise<readonly VendorCall[]> => {
  await vi.waitFor(() => expect(receiver.calls.length).toBeGreaterThanOrEqual(count), { interval: 2, timeout: 5000 })
  return receiver.calls
}

const deliveriesOf = async (id: string, query = ''): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { json } = await server.call('GET', `/webhook/${id}/delivery`, { query })
  const { result } = fieldsOf(json)
  return Array.isArray(result) ? result.map(fieldsOf) : []
}

/** Resolves with the first delivery that is as expected. */
const settled = (id: string, expected: object): Promise<Readonly<Record<string, unknown>>> =>
  vi.waitFor(
    async () => {
      const deliveries = await deliveriesOf(id)
      expect(deliveries).toContainEqual(expect.objectContaining(expected))
      return deliveries.find((each) => expect.objectContaining(expected).asymmetricMatch(each)) ?? {}
    },
    { interval: 5, timeout: 5000 },
  )

const bodyOf = ({ body }: VendorCall): Readonly<Record<string, unknown>> => fieldsOf(JSON.parse(body))
const eventsOf = (calls: readonly VendorCall[]): readonly unknown[] => calls.map((call) => bodyOf(call).event)
const tenantsOf = (calls: readonly VendorCall[]): readonly unknown[] =>
  calls.map((call) => fieldsOf(bodyOf(call).payload).tenant_id)

describe('a webhook', () => {
  test('is made, read, changed, listed and deleted, and shows its secret once', async () => {
    const { status, json, headers } = await server.call('POST', '/webhook', {
      body: { target_url: `${receiver.origin}/hooks`, event_types: ['integrated_account:deleted'], name: 'Billing' },
    })
    const { id, secret, ...shown } = fieldsOf(json)
    expect({ status, headers }).toMatchObject({ status: 201, headers: { location: `/webhook/${id}` } })
    expect(secret).toMatch(/^whsec_/)
    expect(shown).toMatchObject({ name: 'Billing', is_active: true, event_types: ['integrated_account:deleted'] })
    const path = `/webhook/${String(id).toUpperCase()}`
    expect((await server.call('GET', path)).json).toEqual({ id, ...shown })
    const changed = await server.call('PATCH', path, { body: { is_active: false, event_types: [], name: null } })
    expect(changed.json).toMatchObject({ id, is_active: false, event_types: [], name: null })
    const list = await server.call('GET', '/webhook')
    expect(list.json).toEqual({ result: [changed.json], next_cursor: null, limit: 100 })
    expect(list.text + changed.text).not.toContain('whsec_')
    expect(await server.call('DELETE', path)).toMatchObject({ status: 200, json: { id } })
    expect(await server.call('GET', path)).toMatchObject({ status: 404, json: { type: '/errors/not-found' } })
  })

  test.each([
    ['no address', { target_url: 'hooks' }, '/target_url'],
    ['another scheme', { target_url: 'ftp://hooks.example.com/' }, '/target_url'],
    ['a user and a password', { target_url: 'https://ann:made-up@hooks.example.com/' }, '/target_url'],
    [
      'an event that does not exist',
      { target_url: 'https://a.example/', event_types: ['user:created'] },
      '/event_types/0',
    ],
    ['an unknown member', { target_url: 'https://a.example/', secret: 'made-up' }, '/secret'],
  ])('with %s is a 400 that names its place', async (_case, body, pointer) => {
    const { status, json, text } = await server.call('POST', '/webhook', { body })
    expect({ status, json }).toMatchObject({ status: 400, json: { errors: [{ pointer }] } })
    expect(text).not.toContain('made-up')
  })

  test('that is unknown is a 404 for every operation', async () => {
    for (const [method, path, body] of [
      ['GET', ''],
      ['PATCH', '', { is_active: true }],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/rotate-secret'],
      ['GET', '/delivery'],
      ['POST', '/delivery/retry'],
      ['POST', `/delivery/${unknownId}/retry`],
    ] as const) {
      const answer = await server.call(method, `/webhook/${unknownId}${path}`, body === undefined ? {} : { body })
      expect(answer, `${method} ${path}`).toMatchObject({ status: 404, json: { type: '/errors/not-found' } })
    }
    const { id } = await create()
    const answer = await server.call('POST', `/webhook/${id}/delivery/${unknownId}/retry`)
    expect(answer).toMatchObject({ status: 404, json: { type: '/errors/not-found' } })
  })
})

describe('an event', () => {
  test('is sent at once, signed, with the account as it is read, and in order', async () => {
    const { id, secret } = await create()
    const account = await connect()
    const calls = await received(2)
    expect(eventsOf(calls)).toEqual(['integrated_account:created', 'integrated_account:active'])
    const { json: read } = await server.call('GET', `/integrated-account/${account}`)
    for (const call of calls) {
      const hmac = createHmac('sha256', secret).update(call.body, 'utf8').digest('hex')
      expect(call).toMatchObject({ path: '/hooks', headers: { 'x-truto-signature': `format=sha256,v=${hmac}` } })
      expect(bodyOf(call)).toEqual({
        id: expect.any(String),
        event: expect.any(String),
        payload: read,
        environment_id: server.environmentId,
        webhook_id: id,
        created_at: '2026-11-22T10:00:00.000Z',
      })
    }
    const delivery = await settled(id, { event: 'integrated_account:active', state: 'delivered' })
    expect(delivery).toMatchObject({ integrated_account_id: account, attempts: 1, last_status: 200 })
    expect(calls.map((call) => bodyOf(call).id)).toContain(delivery.id)
    await server.call('DELETE', `/integrated-account/${account}`)
    const [, , deleted] = await received(3)
    expect(deleted === undefined ? undefined : bodyOf(deleted)).toMatchObject({
      event: 'integrated_account:deleted',
      payload: { id: account },
    })
  })

  test('that is not accepted is tried twelve times, at growing intervals, then listed as dead, and can be sent again', async () => {
    const account = await connect()
    const { id } = await create()
    receiver.answer((call) => call.json({}, 503))
    await change(account, 'globex')
    const waits = [10, 30, 90, 270, 810, 2430, 7290, 21_600, 21_600, 21_600, 21_600]
    for (const [index, seconds] of waits.entries()) {
      const attempts = index + 1
      await received(attempts)
      const next_attempt_at = new Date(clock.now() + seconds * 1000).toISOString()
      await settled(id, { state: 'pending', attempts, next_attempt_at, last_status: 503, last_error: 'status' })
      clock.advance(seconds * 1000)
    }
    await received(12)
    const dead = await settled(id, { state: 'dead', attempts: 12, next_attempt_at: null })
    expect(new Set(receiver.calls.map((call) => bodyOf(call).id))).toEqual(new Set([dead.id]))
    clock.advance(86_400_000)
    expect(await deliveriesOf(id, 'state=dead')).toEqual([dead])
    expect(await deliveriesOf(id, 'state=delivered')).toEqual([])
    const line = server.logs.find((each) => each.includes(String(dead.id)))
    expect(line).toMatch(/failed 12 times/)
    expect(receiver.calls).toHaveLength(12)

    receiver.answer((call) => call.json({}))
    const again = await server.call('POST', `/webhook/${id}/delivery/${dead.id}/retry`)
    expect(again).toMatchObject({ status: 200, json: { id: dead.id, state: 'pending', attempts: 0 } })
    await received(13)
    await settled(id, { id: dead.id, state: 'delivered', attempts: 1, last_status: 200, last_error: null })
    expect((await server.call('POST', `/webhook/${id}/delivery/${dead.id}/retry`)).status).toBe(404)
  })

  test('waits for the former event of its account, and for none of another', async () => {
    const [one, other] = [await connect(), await connect()]
    const { id } = await create()
    receiver.answer((call) => call.json({}, tenantsOf([call])[0] === 'first' ? 500 : 200))
    await change(one, 'first')
    await received(1)
    await change(one, 'second')
    await change(other, 'third')
    await received(2)
    expect(tenantsOf(receiver.calls)).toEqual(['first', 'third'])
    await settled(id, { state: 'pending', attempts: 1 })
    await settled(id, { state: 'delivered' })
    await settled(id, { state: 'pending', attempts: 0 })
    receiver.answer((call) => call.json({}))
    clock.advance(10_000)
    await received(4)
    expect(tenantsOf(receiver.calls)).toEqual(['first', 'third', 'first', 'second'])
  })

  test('is sent to the webhooks that want it, and waits for one that is not active', async () => {
    const account = await connect()
    const { id: idle } = await create({ target_url: `${receiver.origin}/idle` })
    await create({ target_url: `${receiver.origin}/deleted`, event_types: ['integrated_account:deleted'] })
    await server.call('PATCH', `/webhook/${idle}`, { body: { is_active: false } })
    await change(account, 'globex')
    await server.call('PATCH', `/webhook/${idle}`, { body: { is_active: true } })
    await server.call('DELETE', `/integrated-account/${account}`)
    const calls = await received(2)
    expect(calls.map(({ path }) => path).sort()).toEqual(['/deleted', '/idle'])
    expect(eventsOf(calls)).toEqual(['integrated_account:deleted', 'integrated_account:deleted'])
  })

  test('that failed with others is sent again with all of them', async () => {
    const accounts = [await connect(), await connect()]
    const { id } = await create()
    receiver.answer((call) => call.json({}, 500))
    for (const account of accounts) await change(account, 'globex')
    for (let attempts = 1; attempts <= 12; attempts += 1) {
      await vi.waitFor(async () => expect(await deliveriesOf(id)).toMatchObject([{ attempts }, { attempts }]))
      clock.advance(21_600_000)
    }
    receiver.answer((call) => call.json({}))
    const retry = () => server.call('POST', `/webhook/${id}/delivery/retry`)
    expect(await retry()).toMatchObject({ status: 200, json: { retried: 2 } })
    await vi.waitFor(async () => expect(await deliveriesOf(id, 'state=delivered')).toHaveLength(2))
    expect(await retry()).toMatchObject({ status: 200, json: { retried: 0 } })
  })

  test('is no longer sent once its webhook is deleted', async () => {
    const account = await connect()
    const { id } = await create()
    receiver.answer((call) => call.json({}, 500))
    await change(account, 'globex')
    await received(1)
    await settled(id, { attempts: 1 })
    await server.call('DELETE', `/webhook/${id}`)
    const { id: other } = await create({ target_url: `${receiver.origin}/other` })
    clock.advance(10_000)
    await change(account, 'initech')
    await received(2)
    await settled(other, { attempts: 1 })
    expect(receiver.calls.map(({ path }) => path)).toEqual(['/hooks', '/other'])
  })
})

describe('a test event', () => {
  test('is sent at once, signed, and returns the answer of the address', async () => {
    const { id, secret } = await create({ is_active: false })
    const taken = await server.call('POST', `/webhook/${id}/test`)
    expect(taken).toMatchObject({ status: 200, json: { success: true, status: 200, error: null, duration_ms: 0 } })
    const [call] = await received(1)
    const hmac = createHmac('sha256', secret)
      .update(call?.body ?? '', 'utf8')
      .digest('hex')
    expect(call?.headers['x-truto-signature']).toBe(`format=sha256,v=${hmac}`)
    expect(call === undefined ? undefined : bodyOf(call)).toMatchObject({ event: 'test', webhook_id: id })
    receiver.answer((each) => each.json({}, 418))
    expect((await server.call('POST', `/webhook/${id}/test`)).json).toMatchObject({
      success: false,
      status: 418,
      error: 'status',
    })
    expect(await deliveriesOf(id)).toEqual([])
  })
})

describe('a replaced secret', () => {
  test('is valid beside the former one for 24 hours, for a program that knows either', async () => {
    const { id, secret: former } = await create()
    const account = await connect()
    await received(2)
    const rotated = await server.call('POST', `/webhook/${id}/rotate-secret`)
    const { secret, previous_secret_expires_at: end } = fieldsOf(rotated.json)
    expect(end).toBe(new Date(clock.now() + 86_400_000).toISOString())
    expect(secret).not.toBe(former)
    expect((await server.call('GET', `/webhook/${id}`)).json).toMatchObject({ previous_secret_expires_at: end })

    const knows = (known: unknown) =>
      receiver.answer((call) => {
        const hmac = createHmac('sha256', String(known)).update(call.body, 'utf8').digest('hex')
        call.json({}, call.headers['x-truto-signature'] === `format=sha256,v=${hmac}` ? 200 : 401)
      })
    knows(former)
    await change(account, 'globex')
    await settled(id, { event: 'integrated_account:updated', state: 'delivered', attempts: 1 })
    knows(secret)
    await change(account, 'initech')
    await vi.waitFor(async () => expect(await deliveriesOf(id, 'state=delivered')).toHaveLength(4))

    clock.advance(86_400_000)
    receiver.clear()
    await change(account, 'umbrella')
    await vi.waitFor(async () => expect(await deliveriesOf(id, 'state=delivered')).toHaveLength(5))
    expect(receiver.calls).toHaveLength(1)
    expect(receiver.calls[0]?.headers).not.toHaveProperty('x-rollcall-signature-previous')
  })

  test('is in no log line, and neither is the content of events', () => {
    expect(server.logs.length).toBeGreaterThan(0)
    expect(server.logs.join('')).not.toMatch(/whsec_|globex|\/hooks/)
  })
})

describe('where private addresses are not allowed', () => {
  let closed: TestServer
  beforeAll(async () => {
    closed = await startTestServer({
      environment: { ROLLCALL_ALLOW_PRIVATE_WEBHOOKS: '0' },
      webhooks: {
        lookup: (_hostname, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
      },
    })
  })
  afterAll(() => closed.stop())

  test.each([
    'http://hooks.example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:192.168.0.1]/',
    'https://169.254.169.254/',
    'https://2130706433/',
  ])('%s is refused when the webhook is made, and when it is changed', async (target_url) => {
    const refused = { status: 400, json: { errors: [{ pointer: '/target_url' }] } }
    const made = await closed.call('POST', '/webhook', { body: { target_url } })
    expect(made).toMatchObject(refused)
    expect(made.text).toContain('ROLLCALL_ALLOW_PRIVATE_WEBHOOKS')
    const { json } = await closed.call('POST', '/webhook', { body: { target_url: 'https://hooks.example.com/' } })
    expect(await closed.call('PATCH', `/webhook/${fieldsOf(json).id}`, { body: { target_url } })).toMatchObject(refused)
  })

  test('a name that resolves to one when the message is sent gets no message', async () => {
    const target_url = `https://rebound.example:${new URL(receiver.origin).port}/`
    const { json } = await closed.call('POST', '/webhook', { body: { target_url } })
    const tried = await closed.call('POST', `/webhook/${fieldsOf(json).id}/test`)
    expect(tried.json).toMatchObject({ success: false, status: null, error: 'refused_address' })
    expect(receiver.calls).toEqual([])
  })
})
