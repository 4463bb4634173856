import { expect, test } from 'vitest'
import { startTestServer } from '../support/test-server.ts'
import { runThrottledLoad, type ThrottledLoad, type ThrottledResult } from './throttled-load.ts'

/**
 * The throttled client against vendors that enforce what they do not publish, scaled down to seconds; the whole of it is
 * `npm run test:load`.
 */

const print = (name: string, { tookMs, idealMs, vendorCalls, vendorRefusals, outOfTurn, ...rest }: ThrottledResult) =>
  process.stdout.write(
    `${name}: ${Math.round(tookMs)} ms of ${idealMs}, ${vendorCalls} vendor calls (${vendorRefusals} refused), ${outOfTurn} out of turn, p99 beside it ${rest.calmP99Ms.toFixed(1)} -> ${rest.busyP99Ms.toFixed(1)} ms\n`,
  )

const expectKept = (load: ThrottledLoad, result: ThrottledResult): void => {
  expect(result.statuses).toEqual({ 200: load.calls })
  // Other suites may use both cores meanwhile; `npm run test:load` holds the strict figure.
  expect(result.tookMs).toBeLessThan(result.idealMs * 1.1 + 2000)
  // The first burst teaches the limit; from then on few calls are sent in vain.
  expect(result.vendorRefusals).toBeLessThan(load.calls)
  // A few calls more are tried in a window now and then; those refused leave their places.
  expect(result.outOfTurn).toBeLessThanOrEqual(load.calls * 0.1)
  // Tests run beside others, so that a few milliseconds say nothing.
  expect(result.busyP99Ms).toBeLessThan(Math.max(2 * result.calmP99Ms, result.calmP99Ms + 100))
}

test.each([
  ['Retry-After in seconds', { signal: 'retry-after', calls: 300, limit: 100, windowMs: 1000 }],
  ['the instant of its reset, as Outreach', { signal: 'epoch-reset', calls: 300, limit: 100, windowMs: 1000 }],
  ['nothing', { signal: 'silent', calls: 300, limit: 150, windowMs: 2000 }],
] as const)(
  '300 calls all succeed, as fast as a vendor allows that says %s with its 429',
  {
    timeout: 30_000,
  },
  async (name, load) => {
    const result = await runThrottledLoad(load)
    print(name, result)
    expectKept(load, result)
  },
)

test('accounts do not wait for one another', { timeout: 30_000 }, async () => {
  const load = { signal: 'retry-after', calls: 400, limit: 50, windowMs: 1000, accounts: 4 } as const
  const result = await runThrottledLoad(load)
  print('four accounts', result)
  expectKept(load, result)
  expect(Math.max(...result.accountsTookMs) - Math.min(...result.accountsTookMs)).toBeLessThan(1500)
})

test.concurrent.each([
  ['pipedrive', 'fixed', 30, 1000],
  ['outreach', 'sliding', 30, 1000],
] as const)(
  "%s's sandbox enforces a limit (%s), and all calls succeed in its time",
  {
    timeout: 30_000,
  },
  async (provider, kind, limit, windowMs) => {
    const server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '60000' } })
    try {
      const query = await server.freshAccount(provider)
      const { json } = await server.call('GET', '/unified/crm/users', { query: `${query}&limit=1` })
      const id = String(Object(Object(json).result[0]).id)
      const vendor = server.sandbox.control(provider)
      vendor.limitRate({ limit, windowMs, kind })
      const startedMs = performance.now()
      const calls = limit * 3
      const answers = await Promise.all(
        Array.from({ length: calls }, () => server.call('GET', `/unified/crm/users/${id}`, { query })),
      )
      expect(answers.filter(({ status }) => status !== 200)).toEqual([])
      // Whole seconds are told, so each of the two waits may be one too long.
      expect(performance.now() - startedMs).toBeLessThan(3 * windowMs * 1.1 + 2000)
    } finally {
      await server.stop()
    }
  },
)
