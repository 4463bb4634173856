import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { onThisMachine } from '../support/on-this-machine.ts'
import type { Answer, Asked } from './ask.ts'
import { type FakeVendor, idIn, pipedriveUser, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, importAccount, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** Every call ends at most half a second after its deadline, whatever the vendor does. */

const deadlineMs = 1200
const graceMs = () => onThisMachine(500)

let vendor: FakeVendor
let rollcall: RollcallProcess
let folder: Awaited<ReturnType<typeof dataFolder>>

/** The vendor's behaviour by the requested user or page; all other requests get no answer. */
const behave = async (call: VendorCall): Promise<void> => {
  const { path, method, query, response } = call
  const drip = (): void => {
    response.write(' ')
    const timer = setInterval(() => response.write(' '), 50)
    response.once('close', () => clearInterval(timer))
  }
  if (path === '/pipedrive/api/v1/users' && method === 'GET') {
    // An endless list of slow pages.
    const start = Number(query.get('start') ?? 0)
    const data = [pipedriveUser(start + 1)]
    const pagination = { more_items_in_collection: true, next_start: start + 1 }
    const timer = setTimeout(() => call.json({ success: true, data, additional_data: { pagination } }), 200)
    response.once('close', () => clearTimeout(timer))
  } else if (path.startsWith('/zoho-crm/') && method === 'GET') {
    call.json({ users: [{ id: '7', full_name: 'Ann Lee', status: 'active' }] })
  } else if (path.startsWith('/zoho-crm/') && !call.body.includes('status')) {
    call.json({ users: [{ code: 'SUCCESS', status: 'success', details: { id: '7' }, message: 'User updated' }] })
  } else if (path.startsWith('/activecampaign/')) {
    call.json({ user: { id: String(idIn(path)), username: 'ann', email: 'ann@acme.example' } })
  } else if (idIn(path) === 2) {
    response.writeHead(200, { 'content-type': 'application/json' })
    drip()
  } else if (idIn(path) === 3) {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.flushHeaders()
  }
}

beforeAll(async () => {
  vendor = await startVendor(behave)
  folder = await dataFolder()
  rollcall = await startRollcall({
    dataDirectory: folder.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, ROLLCALL_DEADLINE_MS: String(deadlineMs) },
  })
})
afterAll(async () => {
  await rollcall.stop()
  await vendor.close()
  await folder.dispose()
})

const users = '/unified/crm/users'
const query = demoQuery('pipedrive')

const slugOf = ({ json }: Answer): unknown => {
  const type = typeof json === 'object' && json !== null && 'type' in json ? String(json.type) : ''
  return type.replace('/errors/', '')
}

describe.concurrent('a call ends at its deadline', () => {
  test.each([
    ['the head of the answer does not come', 'GET', `${users}/1`, {}, 504, 'provider-timeout'],
    ['the body comes in drips', 'GET', `${users}/2`, {}, 504, 'provider-timeout'],
    [
      'a stream has no first byte',
      'GET',
      `${users}/3`,
      { query: 'truto_response_format=stream' },
      504,
      'provider-timeout',
    ],
    [
      'the list has slow pages without end',
      'GET',
      users,
      { query: 'truto_ignore_limit=true' },
      504,
      'provider-timeout',
    ],
    ['nobody on slow pages matches', 'GET', users, { query: 'email=nobody@acme.example' }, 504, 'provider-timeout'],
    ['a sorted list has slow pages', 'GET', users, { query: 'sort_by[name]=asc' }, 504, 'provider-timeout'],
    ['a creation is not answered', 'POST', users, { body: { email: 'a@acme.example' } }, 500, 'outcome-unknown'],
    ['a change is not answered', 'PATCH', `${users}/1`, { body: { is_active: false } }, 500, 'outcome-unknown'],
  ] satisfies [string, string, string, Asked, number, string][])(
    'when %s',
    async (_, method, path, asked, status, slug) => {
      const answer = await rollcall.ask(method, path, {
        ...asked,
        query: 'query' in asked ? `${query}&${asked.query}` : query,
      })
      expect([answer.status, slugOf(answer)]).toEqual([status, slug])
      expect(answer.tookMs).toBeGreaterThan(deadlineMs - 20)
      expect(answer.tookMs).toBeLessThan(deadlineMs + graceMs())
    },
  )

  test('when the first page of lines does not arrive', async () => {
    const headers = { accept: 'application/x-ndjson' }
    const answer = await rollcall.ask('GET', users, { query: demoQuery('hubspot'), headers })
    expect([answer.status, slugOf(answer)]).toEqual([504, 'provider-timeout'])
    expect(answer.tookMs).toBeLessThan(deadlineMs + graceMs())
  })

  test('when the token endpoint does not answer, and no write was sent', async () => {
    const token = { access_token: 'old', refresh_token: 'old', expires_in: 0 }
    const account = await importAccount(rollcall, 'pipedrive', 'oauth2', {
      company_domain: 'acme',
      oauth: { token, client: { id: 'app', secret: 'app-secret' } },
    })
    const answers = await Promise.all([
      rollcall.ask('GET', `${users}/1`, { query: account }),
      rollcall.ask('PATCH', `${users}/1`, { query: account, body: { is_active: true } }),
    ])
    for (const answer of answers) {
      expect([answer.status, slugOf(answer)]).toEqual([504, 'provider-timeout'])
      expect(answer.tookMs).toBeLessThan(deadlineMs + graceMs())
    }
  })

  test('when the second call of a write is not answered: the applied fields are reported', async () => {
    const account = await importAccount(rollcall, 'zoho-crm', 'oauth2', {
      oauth: { token: { access_token: 'zoho', expires_in: 3600 } },
    })
    const body = { last_name: 'Lee', is_active: false }
    const answer = await rollcall.ask('PATCH', `${users}/7`, { query: account, body })
    expect([answer.status, slugOf(answer)]).toEqual([502, 'partially-applied'])
    expect(answer.json).toMatchObject({ applied: ['last_name'], failed: ['is_active'] })
    expect(answer.tookMs).toBeLessThan(deadlineMs + graceMs())
  })

  test('or at the deadline that the caller prefers', async () => {
    const answer = await rollcall.ask('GET', `${users}/1`, { query, headers: { prefer: 'wait=1' } })
    expect([answer.status, slugOf(answer)]).toEqual([504, 'provider-timeout'])
    expect(answer.tookMs).toBeGreaterThan(980)
    expect(answer.tookMs).toBeLessThan(1000 + graceMs())
  })

  test('or at once, when the rate limit would allow it only after its deadline', async () => {
    // ActiveCampaign publishes 5 requests a second.
    const account = demoQuery('activecampaign')
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => rollcall.ask('GET', `${users}/${index + 1}`, { query: account })),
    )
    const late = answers.filter(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    expect(late).toHaveLength(30)
    for (const { headers, tookMs } of late) {
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(2)
      expect(tookMs).toBeLessThan(graceMs() * 2)
    }
    for (const { tookMs } of answers) expect(tookMs).toBeLessThan(deadlineMs + graceMs())
  })
})
