import { request as openRequest } from 'node:http'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Received, startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '4000' } })
})
afterEach(() => {
  for (const slug of ['pipedrive', 'salesforce', 'hubspot'] as const) server.sandbox.control(slug).clearFaults()
})
afterAll(() => server.stop())

interface User {
  readonly id: string
  readonly email: string | null
  readonly name: string | null
  readonly created_at: string | null
}
interface Page {
  readonly result: User[]
  readonly next_cursor: string | null
  readonly prev_cursor: null
  readonly result_count: number
}

const path = '/unified/crm/users'
type Provider = Parameters<TestServer['account']>[0]

const list = (provider: Provider, more = '', headers: Record<string, string> = {}): Promise<Received> =>
  server.call('GET', path, { query: `${server.account(provider)}${more}`, headers })

const page = async (provider: Provider, more = ''): Promise<Page> => {
  const { status, json } = await list(provider, more)
  expect(status).toBe(200)
  return json as Page
}

const walk = async (provider: Provider, limit: number, more = ''): Promise<User[]> => {
  const users: User[] = []
  for (let cursor = ''; ; ) {
    const found = await page(provider, `&limit=${limit}&next_cursor=${cursor}${more}`)
    users.push(...found.result)
    if (found.next_cursor === null) return users
    expect(found.result).toHaveLength(limit)
    cursor = encodeURIComponent(found.next_cursor)
  }
}

const lines = { accept: 'application/x-ndjson' }

test('200: a page in the envelope, where an empty cursor counts as absent', async () => {
  const found = await page('hubspot', '&limit=3&next_cursor=')
  expect(found).toMatchObject({ prev_cursor: null, result_count: 3, next_cursor: expect.any(String) })
  expect(found.result).toHaveLength(3)
})

test.each(['salesforce', 'hubspot', 'pipedrive'] as const)(
  '200 %s: a walk returns each user exactly once, with any limit',
  async (provider) => {
    const small = (await walk(provider, 90)).map(({ id }) => id)
    const large = (await walk(provider, 1000)).map(({ id }) => id)
    expect(small).toEqual(large)
    expect(new Set(large).size).toBe(large.length)
    expect(large.length).toBeGreaterThan(100)
  },
)

test.each(['salesforce', 'hubspot', 'pipedrive'] as const)(
  '200 %s: filters by e-mail ignoring case, native or not',
  async (provider) => {
    const found = await page(provider, '&email=ADA.archer%40acme.example')
    expect(found.result).toMatchObject([{ email: 'ada.archer@acme.example' }])
    expect(found.next_cursor).toBeNull()
    expect((await page(provider, '&email=nobody%40acme.example')).result).toEqual([])
  },
)

test('200: a plus sign that is written as %2B is found', async () => {
  expect((await page('pipedrive', '&email=plus.address%2Bcrm@acme.example')).result).toHaveLength(1)
})

test('200: filters by activity and time, with a time zone', async () => {
  const inactive = await page('pipedrive', '&is_active=false&limit=1000')
  expect(inactive.result.length).toBeGreaterThan(0)
  const bounds = 'created_at[gte]=2023-01-05T00:00:00%2B00:00&created_at[lt]=2023-01-07T02:00:00%2B02:00'
  const found = await page('pipedrive', `&${bounds}`)
  expect(found.result.map(({ created_at }) => created_at?.slice(0, 10))).toEqual(['2023-01-05', '2023-01-06'])
})

test('200: sorts by name in code points of the lower-case text, nulls last, over pages', async () => {
  const sorted = await walk('pipedrive', 150, '&sort_by[name]=asc')
  const names = sorted.map(({ name }) => name?.normalize('NFC').toLowerCase() ?? null)
  const known = names.filter((name) => name !== null)
  expect(names.slice(known.length).every((name) => name === null)).toBe(true)
  expect(sorted).toHaveLength((await walk('pipedrive', 1000)).length)
  expect(known.slice(0, 3)).toEqual([...known].sort().slice(0, 3))
})

test('200: keyed by id or e-mail', async () => {
  const { json } = await list('pipedrive', '&limit=3&truto_key_by=email')
  expect(json).toMatchObject({ result: { 'ada.archer@acme.example': { id: '1' } }, result_count: 3 })
  const byId = await list('pipedrive', '&limit=2&truto_key_by=id&truto_exclude_fields=id')
  expect(Object.keys((byId.json as { result: object }).result)).toEqual(['1', '2'])
})

test.each([
  ['doubled', ['ann@acme.example', 'ann@acme.example']],
  ['missing', ['ann@acme.example', null]],
])('422: a %s key', async (_case, emails) => {
  const data = emails.map((email, index) => ({ id: index + 1, name: 'Ann', email, active_flag: true }))
  server.sandbox.control('pipedrive').fault({ status: 200, body: { success: true, data } })
  const { status, json } = await list('pipedrive', '&truto_key_by=email')
  expect(status).toBe(422)
  expect(json).toMatchObject({ type: '/errors/key-not-unique', errors: [{ parameter: 'truto_key_by' }] })
})

test('200: truto_ignore_limit puts all pages into one answer', async () => {
  const all = await page('hubspot', '&truto_ignore_limit=true&limit=5')
  expect(all.next_cursor).toBeNull()
  expect(all.result_count).toBe((await walk('hubspot', 1000)).length)
})

test('200: limit, exclusion and remote data may change between pages', async () => {
  const first = await page('hubspot', '&limit=2')
  const cursor = encodeURIComponent(first.next_cursor ?? '')
  const next = await page(
    'hubspot',
    `&limit=1&next_cursor=${cursor}&truto_ignore_remote_data=true&truto_exclude_fields=name`,
  )
  expect(next.result).toHaveLength(1)
  expect(next.result[0]).not.toHaveProperty('remote_data')
})

test.each([
  ['another filter', 'hubspot', '&is_active=true'],
  ['another sort', 'hubspot', '&sort_by[name]=asc'],
  ['another format', 'hubspot', '&truto_response_format=normalized'],
  ['another remote_query', 'hubspot', '&remote_query[a]=1'],
  ['another account', 'pipedrive', ''],
] as const)('400: a cursor with %s', async (_case, provider, more) => {
  const { next_cursor } = await page('hubspot', '&limit=2')
  const { status, json } = await list(provider, `&next_cursor=${encodeURIComponent(next_cursor ?? '')}${more}`)
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/invalid-cursor', errors: [{ parameter: 'next_cursor' }] })
})

test('400: a cursor with a changed byte', async () => {
  const { next_cursor } = await page('hubspot', '&limit=2')
  const changed = `${next_cursor?.slice(0, -2)}${next_cursor?.endsWith('A') ? 'B' : 'A'}A`
  expect((await list('hubspot', `&next_cursor=${changed}`)).json).toHaveProperty('type', '/errors/invalid-cursor')
})

test('200 raw: one page of the vendor, and a link to the next until there is none', async () => {
  const first = await list('hubspot', '&truto_response_format=raw&limit=100')
  expect(first.json).toMatchObject({ results: expect.any(Array) })
  let [, target] = /^<([^>]+)>; rel="next"$/.exec(String(first.headers.link ?? '')) ?? []
  let pages = 1
  while (target !== undefined) {
    const [, query = ''] = target.split('?')
    expect(query).toContain('truto_response_format=raw&limit=100')
    const { headers, status } = await server.call('GET', path, { query })
    expect(status).toBe(200)
    pages += 1
    ;[, target] = /^<([^>]+)>/.exec(String(headers.link ?? '')) ?? []
  }
  expect(pages).toBeGreaterThan(2)
})

test('200 raw: the filter of the vendor itself is used, an emulated one is a 400', async () => {
  const { json } = await list('hubspot', '&truto_response_format=raw&email=ada.archer@acme.example')
  expect(json).toMatchObject({ results: [{ email: 'ada.archer@acme.example' }] })
  const refused = await list('pipedrive', '&truto_response_format=raw&email=ada.archer@acme.example')
  expect(refused.status).toBe(400)
  expect(refused.json).toMatchObject({ errors: [{ parameter: 'email' }] })
  const folded = await list('salesforce', '&truto_response_format=stream&name=%C3%89mile')
  expect(folded.status).toBe(400)
})

test('200 stream: the bytes of one page of the vendor, without a cursor', async () => {
  const { status, headers, json } = await list('hubspot', '&truto_response_format=stream&limit=5')
  expect(status).toBe(200)
  expect((json as { results: unknown[] }).results).toHaveLength(5)
  expect(headers).not.toHaveProperty('link')
})

test.each([
  ['truto_key_by=id&sort_by[name]=asc', 'truto_key_by'],
  ['truto_response_format=raw&sort_by[name]=asc', 'sort_by'],
  ['truto_response_format=stream&truto_key_by=id', 'truto_key_by'],
  ['truto_response_format=raw&truto_exclude_fields=id', 'truto_exclude_fields'],
  ['truto_response_format=raw&truto_ignore_limit=true', 'truto_ignore_limit'],
  ['truto_ignore_limit=true&next_cursor=abc', 'next_cursor'],
  ['workspace[id]=1', 'workspace'],
  ['created_at[gt]=2016-12-31T23:59:60Z', 'created_at[gt]'],
])('400: %s contradict each other', async (more, parameter) => {
  const { status, json } = await list('pipedrive', `&${more}`)
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/invalid-request', errors: [{ parameter }] })
})

test('200 NDJSON: every user of every page, one a line', async () => {
  const { status, headers, text } = await list('hubspot', '&truto_exclude_fields=remote_data', lines)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/x-ndjson')
  const users = text
    .trimEnd()
    .split('\n')
    .map((line): User => JSON.parse(line))
  expect(users.map(({ id }) => id)).toEqual((await walk('hubspot', 1000)).map(({ id }) => id))
  expect(users[0]).not.toHaveProperty('remote_data')
})

test('200 NDJSON: filtered and sorted', async () => {
  const { text } = await list('hubspot', '&is_active=true&sort_by[email]=desc', lines)
  const emails = text
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as User).email)
    .filter((email) => email !== null)
  expect(emails.length).toBeGreaterThan(100)
  expect(emails.slice(0, 20)).toEqual([...emails].sort().reverse().slice(0, 20))
})

test('200 NDJSON: a failure midway is the last line', async () => {
  server.sandbox.control('hubspot').fault({ after: 1, status: 400, body: { message: 'no more' } })
  const { status, text } = await list('hubspot', '', lines)
  expect(status).toBe(200)
  const all = text.trimEnd().split('\n')
  expect(all.length).toBeGreaterThan(10)
  expect(JSON.parse(all.at(-1) ?? '')).toMatchObject({ error: { statusCode: expect.any(Number), instance: path } })
})

test('NDJSON: a failure of the first page is an ordinary problem', async () => {
  server.sandbox.control('hubspot').fault({ status: 403, body: { message: 'no' } })
  const { status, headers } = await list('hubspot', '', lines)
  expect([status, headers['content-type']]).toEqual([403, 'application/problem+json'])
})

test.each([
  ['next_cursor=abc', 'next_cursor'],
  ['truto_key_by=id', 'truto_key_by'],
])('400 NDJSON: %s', async (more, parameter) => {
  const { status, json } = await list('hubspot', `&${more}`, lines)
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ parameter }] })
})

test.each([
  ['unified', {}],
  ['normalized', {}],
  ['raw', {}],
  ['stream', {}],
  ['unified', lines],
] as const)(
  '200 %s %j: a filter by a field that the users of a provider lack is left out, with a warning',
  async (format, headers) => {
    const more = `&truto_response_format=${format}&created_at[gt]=2020-01-01T00:00:00Z`
    const expected = [
      {
        code: 'filter-not-supported',
        parameter: 'created_at',
        detail: 'Nutshell users have no created_at, so the list cannot be filtered by it.',
      },
    ]
    const found = await list('nutshell', more, headers)
    expect(found.status).toBe(200)
    const header = found.headers['rollcall-warnings']
    const warnings = header === undefined ? (found.json as { warnings: unknown }).warnings : JSON.parse(String(header))
    expect(warnings).toEqual(expected)
    expect(header === undefined).toBe(format === 'normalized' || (format === 'unified' && headers !== lines))
    const strict = await list('nutshell', more, { ...headers, prefer: 'handling=strict' })
    expect(strict.status).toBe(422)
    expect(strict.json).toMatchObject({ type: '/errors/filter-not-supported', errors: [{ parameter: 'created_at' }] })
  },
)

test.each(['unified', 'raw', 'stream'])('400 %s: a workspace of a provider that has none', async (format) => {
  const { status, json } = await list('hubspot', `&truto_response_format=${format}&workspace[id]=1`)
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/invalid-request', errors: [{ parameter: 'workspace' }] })
})

test.each(['unified', 'raw', 'stream'])(
  '%s: a caller that disconnects ends the call to the vendor at once',
  async (format) => {
    const control = server.sandbox.control('pipedrive')
    control.fault({ hang: true })
    const query = `${server.account('pipedrive')}&truto_response_format=${format}`
    const { hostname, port } = new URL(server.origin)
    const outgoing = openRequest({
      hostname,
      port,
      path: `${path}?${query}`,
      headers: { authorization: 'Bearer demo-token' },
    })
    outgoing.on('error', () => undefined)
    outgoing.end()
    await vi.waitFor(() => expect(control.status().waiting).toBe(1))
    outgoing.destroy()
    await vi.waitFor(() => expect(control.status().waiting).toBe(0), { timeout: 1000 })
  },
)

test('stream: an answer of the vendor that breaks off makes an incomplete answer', async () => {
  server.sandbox.control('pipedrive').fault({ drop: 'mid-body' })
  await expect(list('pipedrive', '&truto_response_format=stream')).rejects.toThrow()
})
