import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { demoAccount } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareClocks } from '../../src/commands/doctor/clock.ts'
import type { Finding } from '../../src/commands/doctor/finding.ts'
import { nodeVersion } from '../../src/commands/doctor/machine.ts'
import { askVendors } from '../../src/commands/doctor/vendors.ts'
import { type CommandSite, importLine, openCommandSite } from './command-site.ts'

let site: CommandSite
let http: Readonly<Record<string, string>>
const ids = new Map<string, string>()
beforeAll(async () => {
  site = await openCommandSite()
  http = await site.serve()
  const lines = [
    importLine('pipedrive', 'alive'),
    importLine('pipedrive', 'dead', { ...demoAccount('pipedrive').context, api_key: 'a-key-that-was-revoked' }),
    importLine('hubspot', 'token'),
  ]
  const { output } = await site.run(['accounts', 'import', '-', '--json'], http, lines.join(''))
  for (const line of output.trim().split('\n')) {
    const { line: number, id } = JSON.parse(line) as { line: number; id: string }
    ids.set(['alive', 'dead', 'hubspot'][number - 1] ?? '', id)
  }
})
afterAll(() => site.stop())

const idOf = (name: string): string => ids.get(name) ?? ''
const examine = async (line: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  const ran = await site.run(['doctor', '--json', ...line], more)
  return { ...ran, findings: ran.json() as Finding[] }
}
const of = (findings: readonly Finding[], check: string): readonly Finding[] =>
  findings.filter((finding) => finding.check === check)

test('beside a running server, everything on this machine is checked', async () => {
  const { code, findings, output } = await examine([])
  expect(findings.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  expect(code).toBe(0)
  expect([...new Set(findings.map(({ check }) => check))]).toEqual([
    'node',
    'configuration',
    'store',
    'server',
    'keys',
    'accounts',
    'clock',
    'vendors',
    'disk',
    'permissions',
  ])
  expect(of(findings, 'server')).toEqual([
    { check: 'server', outcome: 'ok', detail: `It is used by the process ${process.pid}.` },
  ])
  // Each host once, without a credential.
  expect(of(findings, 'vendors').map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/pipedrive\.com answers \(Pipedrive, \d accounts?\)/),
    expect.stringMatching(/hubapi\.com answers \(HubSpot, 1 account\)/),
  ])
  expect(output).not.toContain('a-key-that-was-revoked')
})

test('a fault of this machine is reported, with the next step', async () => {
  const data = join(site.folder, 'data')
  chmodSync(data, 0o755)
  const { code, findings, errors } = await examine([], { ROLLCALL_KEYS: '' })
  chmodSync(data, 0o700)
  expect(code).toBe(1)
  expect(of(findings, 'keys')).toMatchObject([
    { outcome: 'failed', detail: expect.stringMatching(/^ROLLCALL_KEYS is not set/) },
  ])
  expect(of(findings, 'permissions')).toEqual([
    { check: 'permissions', outcome: 'failed', detail: `Other users can read ${data}; run \`chmod go= ${data}\`.` },
  ])
  expect(errors).toBe(
    `${JSON.stringify({ error: '2 checks failed; take the steps that the lines above name.', exit_code: 1 })}\n`,
  )
  const nowhere = await examine([], { DATA_DIR: join(site.folder, 'nowhere') })
  expect(of(nowhere.findings, 'store')).toMatchObject([
    { outcome: 'failed', detail: expect.stringMatching(/has no store/) },
  ])
  const unfollowed = await examine([], { PORT: 'x' })
  expect(of(unfollowed.findings, 'configuration')).toMatchObject([{ outcome: 'failed' }])
  const gone = await examine([], { DATABASE_URL: 'postgres://user:a-password@127.0.0.1:9/none' })
  expect(of(gone.findings, 'store')).toMatchObject([
    {
      outcome: 'failed',
      detail: expect.stringMatching(/^The PostgreSQL database 127\.0\.0\.1:9\/none cannot be used: /),
    },
  ])
  expect(gone.output).not.toContain('a-password')
})

test('a working account', async () => {
  const { code, findings } = await examine(['--account', idOf('alive')], http)
  expect(code).toBe(0)
  expect(of(findings, 'server')).toMatchObject([{ outcome: 'ok' }])
  expect(of(findings, 'token')).toMatchObject([{ outcome: 'ok', detail: 'The token has the scope admin.' }])
  expect(of(findings, 'account').map(({ detail }) => detail)).toEqual([
    `The account ${idOf('alive')} at pipedrive is active.`,
    "The call for the credential's own user works.",
    'The list of users works.',
  ])
})

test('a refused credential is reported, without the credential itself', async () => {
  const { code, findings, output } = await examine(['--account', idOf('dead')], http)
  expect(code).toBe(1)
  expect(of(findings, 'account').map(({ outcome }) => outcome)).toEqual(['ok', 'failed'])
  expect(of(findings, 'account')[1]?.detail).toMatch(
    /^The call for the credential's own user fails \(account-needs-reauth\): .* The vendor answered 401\. Next: the credential is no longer valid: connect the account again by a link token, or replace it/,
  )
  expect(output).not.toContain('a-key-that-was-revoked')
  const later = await examine([], http)
  expect(of(later.findings, 'accounts')).toMatchObject([
    { outcome: 'warning', detail: `1 account is not active and has to be connected again: ${idOf('dead')}.` },
  ])
})

test.each([
  [
    'a scope that lacks',
    { status: 403, body: { status: 'error', category: 'MISSING_SCOPES', message: 'no scope' } },
    'failed',
    /provider-forbidden.* lacks a scope or right/,
  ],
  ['a vendor that fails', { status: 500, body: {} }, 'failed', /provider-error.*check its account variables/],
  // Last, since the server then waits for the vendor.
  [
    'a throttled vendor',
    { status: 429, headers: { 'retry-after': '30' }, body: { status: 'error', errorType: 'RATE_LIMIT' } },
    'warning',
    /is throttled by the vendor, so the credential is valid/,
  ],
])('%s', async (_case, answer, outcome, words) => {
  const vendor = site.sandbox.control('hubspot')
  vendor.fault(answer)
  const { findings } = await examine(['--account', idOf('hubspot')], http)
  vendor.clearFaults()
  expect(of(findings, 'account').at(-1)).toMatchObject({ outcome, detail: expect.stringMatching(words) })
})

test('an unknown account, and a server that does not answer', async () => {
  const unknown = await examine(['--account', '07427125-ff91-5551-892c-3fe5f54b6f9b'], http)
  expect(of(unknown.findings, 'account')).toMatchObject([
    { outcome: 'failed', detail: expect.stringContaining('check the id, and the environment of the token') },
  ])
  const { code, findings } = await examine([], { ...http, ROLLCALL_URL: 'http://127.0.0.1:9' })
  expect(code).toBe(1)
  expect(of(findings, 'server')).toMatchObject([
    { outcome: 'failed', detail: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 does not answer/) },
  ])
})

test('a host that is not reached is named, with the accounts that need it', async () => {
  const unreachable = { demo: undefined, usesProxy: false, vendorOrigin: 'http://127.0.0.1:9' }
  const account = { id: 'x', provider: 'close' as const, variables: {} }
  const { findings } = await askVendors([account, account], unreachable)
  expect(findings).toEqual([
    {
      check: 'vendors',
      outcome: 'failed',
      detail: expect.stringMatching(
        /^api\.close\.com is not reached \(Close, 2 accounts\): .*; check DNS, firewall and proxy/,
      ),
    },
  ])
  const lost = { id: 'lost', provider: 'salesforce' as const, variables: {} }
  expect((await askVendors([lost], unreachable)).findings).toMatchObject([
    { outcome: 'failed', detail: expect.stringMatching(/^The account lost has no address at Salesforce/) },
  ])
})

test('clocks that differ by seconds are a warning, by minutes a failure', () => {
  const now = Date.parse('2030-01-01T00:00:00Z')
  expect(compareClocks(now + 2000, 'x', now).outcome).toBe('ok')
  expect(compareClocks(now + 20_000, 'x', now)).toEqual({
    check: 'clock',
    outcome: 'warning',
    detail: 'The clock of this machine is 20 seconds behind that of x; set it by NTP.',
  })
  expect(compareClocks(now - 600_000, 'x', now)).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('600 seconds ahead of that of x'),
  })
})

test('a Node that is too old is a failure', () => {
  expect(nodeVersion('24.1.0').outcome).toBe('ok')
  expect(nodeVersion('22.1.0')).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('install Node 24') })
})

test('beside a demo, no real vendor is called', async () => {
  const account = { id: 'x', provider: 'close' as const, variables: {} }
  const demo = { demo: { token: 'demo-token' }, usesProxy: false, vendorOrigin: undefined }
  expect((await askVendors([account], demo)).findings).toEqual([
    {
      check: 'vendors',
      outcome: 'ok',
      detail: 'The vendors of a demo are part of its server, so no other host is called.',
    },
  ])
})
