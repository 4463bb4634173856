import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { TrutoError, TypeScriptProgram } from './typescript-program.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterEach(() => {
  hubspot().clearFaults()
  hubspot().clearRequests()
})
afterAll(() => server.stop())

const hubspot = () => server.sandbox.control('hubspot')
const program = (account = server.account('hubspot')) =>
  new TypeScriptProgram({ baseUrl: server.origin, token: 'demo-token', account: account.split('=')[1] ?? '' })
const ownProgram = async () => program(await server.freshAccount('hubspot'))

const failureOf = async (call: Promise<unknown>): Promise<TrutoError> => {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (failure instanceof TrutoError) return failure
  throw new Error(`A TrutoError was expected, not ${String(failure)}.`)
}

const writes = () =>
  hubspot()
    .requests()
    .filter(({ method }) => method !== 'GET')

describe('a list', () => {
  test('is read page by page from an empty cursor to its end, each user once', async () => {
    const reader = program()
    const ids: string[] = []
    for await (const { result } of reader.pages({ limit: 70 })) ids.push(...result.map(({ id }) => id))
    const whole = await reader.first({ limit: 1000 })
    expect(ids).toEqual(whole.result.map(({ id }) => id))
    expect(new Set(ids).size).toBe(ids.length)
    expect(reader.sent[0]).toMatch(/&limit=70&next_cursor=$/)
    expect(reader.sent.length).toBeGreaterThan(3)
  })

  test('accepts filters and an order in encoded brackets, dates as ISO texts', async () => {
    const reader = program()
    const page = await reader.first({
      limit: 10,
      created_at: { gt: new Date(Date.UTC(2023, 0, 10)) },
      sort_by: { created_at: 'asc' },
      is_active: true,
    })
    expect(reader.sent[0]).toContain('created_at%5Bgt%5D=2023-01-10T00%3A00%3A00.000Z&sort_by%5Bcreated_at%5D=asc')
    const times = page.result.map((user) => String(Reflect.get(user, 'created_at')))
    expect(times).toEqual([...times].sort())
    expect(times[0] ?? '').toMatch(/^2023-01-1\d/)
  })

  test('keyed by a field is one object of users', async () => {
    const { result } = await program().first({ limit: 3, truto_key_by: 'email' })
    expect(Object.keys(result)).toContain('ada.archer@acme.example')
  })
})

describe('one user', () => {
  test('lists in a query are indexed, and the fields that they exclude are left out', async () => {
    const reader = program()
    const { result } = await reader.first({ limit: 1 })
    const user = await reader.get(result[0]?.id ?? '', {
      truto_exclude_fields: ['id', 'name'],
      truto_ignore_remote_data: true,
    })
    expect(reader.sent.at(-1)).toContain('truto_exclude_fields%5B0%5D=id&truto_exclude_fields%5B1%5D=name')
    for (const field of ['id', 'name', 'remote_data']) expect(user).not.toHaveProperty(field)
    expect(user).toHaveProperty('email')
  })

  test('a nested remote_query is sent to the vendor unchanged', async () => {
    await program().first({ limit: 1, remote_query: { foo: 'bar', n: { x: [1] } } })
    const [{ query = '' } = {}] = hubspot().requests()
    expect(new URLSearchParams(query).get('foo')).toBe('bar')
    expect(decodeURIComponent(query)).toMatch(/n\[x\]\[(?:0|)\]=1/)
  })

  test('an id with a slash, a space and an at sign is one segment, here and at the vendor', async () => {
    const { statusCode, data } = await failureOf(program().get('a/b c@x'))
    expect(statusCode).toBe(404)
    expect(data).toMatchObject({ statusCode: 404, error: 'Not Found', message: expect.stringContaining('HubSpot') })
    for (const { path } of hubspot().requests()) expect(path).not.toMatch(/\/a\/b/)
  })

  test('is created, changed and deleted, and a deletion answers its id', async () => {
    const writer = program()
    const created = await writer.create({ first_name: 'Ann', last_name: 'Lee', email: 'ann.sdk@acme.example' })
    const { id } = created as { id: string }
    expect(created).toMatchObject({ email: 'ann.sdk@acme.example', remote_data: expect.any(Object) })
    expect(await writer.update(id, { first_name: 'Anna' })).toMatchObject({ id, first_name: 'Anna' })
    expect(await writer.delete(id)).toEqual({ id })
    expect(writer.sent.at(-1)).toMatch(/^DELETE \/unified\/crm\/users\/[^?]+\?integrated_account_id=[^&]+$/)
  })

  test('meta is a path beside the users, and takes precedence over a user of that name', async () => {
    expect(await program().meta('update')).toMatchObject({ method: 'update', provider: 'hubspot', supported: true })
  })
})

describe('a failure', () => {
  test('of the request has three members, and no flag of a vendor', async () => {
    const { statusCode, message, data, headers } = await failureOf(program().first({ limit: 0 }))
    expect([statusCode, message]).toEqual([400, 'Bad Request'])
    expect(headers.get('content-type')).toContain('json')
    expect(data).toMatchObject({
      statusCode: 400,
      error: 'Bad Request',
      message: 'limit must be a whole number from 1 to 1000, such as 50, but 0 was sent.',
    })
    expect(data).not.toHaveProperty('truto_is_remote_error')
  })

  test('of the vendor is marked as such, with its answer and an insight', async () => {
    hubspot().fault({ status: 403, body: { message: 'no scope' } })
    const { data } = await failureOf((await ownProgram()).get('1'))
    expect(data).toMatchObject({
      statusCode: 403,
      error: 'Forbidden',
      message: expect.stringContaining('no scope'),
      truto_is_remote_error: true,
      raw_response: { message: 'no scope' },
      truto_error_insight: { remote_error: { description: 'no scope' } },
    })
  })

  test('with missing fields names them where the SDK reads them', async () => {
    const { data } = await failureOf(program().create({ first_name: 'Ann' }))
    expect(data).toMatchObject({ truto_error_insight: { missing_required_body_fields: { value: ['email'] } } })
  })
})

describe('the repeated attempts of the SDK', () => {
  test('after a conflict make no second user: the vendor refuses each', async () => {
    const writer = await ownProgram()
    const body = { first_name: 'Ann', last_name: 'Lee', email: 'ann.conflict@acme.example' }
    await writer.create(body)
    expect((await failureOf(writer.create(body))).statusCode).toBe(409)
    expect(writer.sent).toHaveLength(4)
    const { result } = await writer.first({ email: 'ann.conflict@acme.example' })
    expect(result).toHaveLength(1)
  })

  test('after a 429 wait the whole seconds of Retry-After, and then succeed', { timeout: 15_000 }, async () => {
    const writer = await ownProgram()
    const { result } = await writer.first({ limit: 1 })
    const limited = { status: 429, headers: { 'retry-after': '1' }, body: { message: 'slow' }, times: 1 }
    hubspot().fault({ match: { method: 'PUT' }, ...limited })
    expect(await writer.update(result[0]?.id ?? '', { first_name: 'Adele' })).toHaveProperty('first_name', 'Adele')
    expect(writer.waits).toEqual([1])
  })

  test('after a 503 of this server are sent at once, and fail with a problem that has Retry-After', async () => {
    const busy = await startTestServer({ environment: { ROLLCALL_MAXIMUM_CALLS: '1' } })
    try {
      const account = busy.account('hubspot').split('=')[1] ?? ''
      const reader = new TypeScriptProgram({ baseUrl: busy.origin, token: 'demo-token', account })
      const vendor = busy.sandbox.control('hubspot')
      vendor.fault({ latency_ms: 1500, times: 1 })
      const slow = reader.first({ limit: 1 })
      while (vendor.status().waiting === 0) await new Promise((resolve) => setImmediate(resolve))
      const { statusCode, data, headers } = await failureOf(reader.first({ limit: 2 }))
      expect([statusCode, headers.get('retry-after')]).toEqual([503, '5'])
      expect(data).toMatchObject({ statusCode: 503, error: 'Service Unavailable' })
      expect(reader.sent).toHaveLength(4)
      await slow
    } finally {
      await busy.stop()
    }
  })

  test('after a creation with an unknown outcome are not made: one call to the vendor', async () => {
    hubspot().fault({ match: { method: 'POST' }, status: 503, body: 'oops' })
    const writer = await ownProgram()
    const failure = await failureOf(
      writer.create({ first_name: 'Ann', last_name: 'Lee', email: 'ann.unknown@acme.example' }),
    )
    expect(failure.statusCode).toBe(500)
    expect(failure.data).toMatchObject({ type: '/errors/outcome-unknown' })
    expect(writer.sent).toHaveLength(1)
    expect(writes()).toHaveLength(1)
  })

  test('with an idempotency key make one creation at the vendor', async () => {
    const writer = await ownProgram()
    const body = { first_name: 'Ann', last_name: 'Lee', email: 'ann.keyed@acme.example' }
    const headers = { 'Idempotency-Key': 'sdk-1' }
    const first = await writer.create(body, {}, headers)
    hubspot().clearRequests()
    expect(await writer.create(body, {}, headers)).toEqual(first)
    expect(writes()).toEqual([])
  })
})
