import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type FakeVendor, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, importAccount, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/** One refresh per credential for all callers; no token is ever lost. The vendor accepts each refresh token once. */

let vendor: FakeVendor
let folder: Awaited<ReturnType<typeof dataFolder>>
let rollcall: RollcallProcess
let account: string

/** The tokens at the vendor. */
let issued: number
let valid: { access: string; refresh: string }
/** The vendor's behaviour at the first call with a new token. */
let onFirstUse: (() => void) | undefined

const id = '018f2b7c-1111-4222-8333-444455556666'

const teamleader = (call: VendorCall): void => {
  if (call.path.endsWith('/oauth2/access_token')) {
    const given = new URLSearchParams(call.body).get('refresh_token')
    if (given !== valid.refresh) {
      call.json({ errors: [{ title: 'invalid_grant' }], error: 'invalid_grant' }, 400)
      return
    }
    issued += 1
    valid = { access: `access-${issued}`, refresh: `refresh-${issued}` }
    call.json({ access_token: valid.access, refresh_token: valid.refresh, expires_in: 3600, token_type: 'Bearer' })
    return
  }
  if (call.headers.authorization !== `Bearer ${valid.access}`) {
    call.json({ errors: [{ title: 'The access token is invalid.', status: 401 }] }, 401)
    return
  }
  onFirstUse?.()
  call.json({ data: { id, first_name: 'Ann', last_name: 'Lee', email: 'ann@acme.example', status: 'active' } })
}

const start = () =>
  startRollcall({
    dataDirectory: folder.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, LOG_LEVEL: 'warn' },
  })

const connect = (refreshToken: string) =>
  importAccount(rollcall, 'teamleader', 'oauth2', {
    oauth: {
      token: { access_token: 'access-0', refresh_token: refreshToken, expires_in: 0 },
      client: { id: 'app', secret: 'app-secret' },
    },
  })

beforeAll(async () => {
  vendor = await startVendor(teamleader)
  folder = await dataFolder()
  rollcall = await start()
})
afterAll(async () => {
  await rollcall.stop()
  await vendor.close()
  await folder.dispose()
})
beforeEach(async () => {
  issued = 0
  valid = { access: 'access-0', refresh: 'refresh-0' }
  onFirstUse = undefined
  account = await connect('refresh-0')
  vendor.clear()
})

const read = () => rollcall.ask('GET', `/unified/crm/users/${id}`, { query: account })
const readAll = (count: number) => Promise.all(Array.from({ length: count }, read))
const tokenCalls = () => vendor.calls.filter(({ path }) => path.endsWith('/oauth2/access_token')).length
const statusesOf = (answers: readonly { readonly status: number }[]) => [
  ...new Set(answers.map(({ status }) => status)),
]

test('fifty calls on an expired account cause one token call, and all are answered', { timeout: 20_000 }, async () => {
  expect(statusesOf(await readAll(50))).toEqual([200])
  expect(tokenCalls()).toBe(1)
})

test('a refresh token that is valid once is replaced at each refresh', {
  timeout: 20_000,
}, async () => {
  await readAll(5)
  for (let round = 2; round <= 5; round += 1) {
    // The vendor no longer accepts the access token, whatever its expiry.
    valid = { ...valid, access: 'nobody knows' }
    expect(statusesOf(await readAll(20))).toEqual([200])
    expect(tokenCalls()).toBe(round)
  }
})

test('a refused refresh is reported to all and stored, and the account changes its status once', {
  timeout: 20_000,
}, async () => {
  account = await connect('stolen')
  for (const answers of [await readAll(50), await readAll(5)]) {
    for (const { status, json } of answers) {
      expect(status).toBe(401)
      expect(json).toMatchObject({ type: '/errors/account-needs-reauth', truto_is_remote_error: true })
    }
  }
  expect(tokenCalls()).toBe(1)
  expect(vendor.calls).toHaveLength(1)
  const [, accountId = ''] = account.split('=')
  expect((await rollcall.ask('GET', `/integrated-account/${accountId}`)).json).toMatchObject({ status: 'needs_reauth' })
  // Lines of the log are written a few at a time.
  await vi.waitFor(() => expect(rollcall.output().match(/an account needs to be authorised again/g)).toHaveLength(1))
})

test('SIGKILL between the new token and its first use loses no token', { timeout: 30_000 }, async () => {
  onFirstUse = () => rollcall.child.kill('SIGKILL')
  await expect(read()).rejects.toThrow()
  await rollcall.ended
  onFirstUse = undefined
  rollcall = await start()
  expect((await read()).status).toBe(200)
  expect(tokenCalls()).toBe(1)
  valid = { ...valid, access: 'nobody knows' }
  expect((await read()).status).toBe(200)
  expect(tokenCalls()).toBe(2)
})

test('SIGTERM while the vendor issues a token waits for it', { timeout: 30_000 }, async () => {
  let answer: (() => void) | undefined
  vendor.answer((call) => {
    if (!call.path.endsWith('/oauth2/access_token')) return teamleader(call)
    answer = () => teamleader(call)
    rollcall.child.kill('SIGTERM')
    setTimeout(() => answer?.(), 300)
  })
  expect((await read()).status).toBe(200)
  expect(await rollcall.ended).toBe(0)
  vendor.answer(teamleader)
  rollcall = await start()
  expect((await read()).status).toBe(200)
  expect(tokenCalls()).toBe(1)
})
