import { expect, test } from 'vitest'
import { startTestServer } from '../support/test-server.ts'
import { runThrottledLoad, type ThrottledLoad, type ThrottledResult } from './throttled-load.ts'

/**
 * The throttled client of a running server against vendors that enforce an unpublished limit. Its duration is tested on a
 * fake clock (`runtime/limits/throttled-load.test.ts`), and by `npm run test:load`.
 */

const expectKept = (load: ThrottledLoad, result: ThrottledResult): void => {
  expect(result.statuses).toEqual({ 200: load.calls })
  // The first burst shows the limit; after it few calls are refused.
  expect(result.vendorRefusals).toBeLessThan(load.calls)
  // Sometimes a window tries a few more calls; the refused ones lose their places.
  expect(result.outOfTurn).toBeLessThanOrEqual(load.calls * 0.1)
}

test.concurrent.each([
  ['Retry-After in seconds', { signal: 'retry-after', calls: 90, limit: 30, windowMs: 1000 }],
  ['the instant of its reset, as Outreach', { signal: 'epoch-reset', calls: 90, limit: 30, windowMs: 1000 }],
  ['nothing', { signal: 'silent', calls: 90, limit: 45, windowMs: 2000 }],
] as const)(
  '90 calls all succeed, in order, against a vendor that sends %s with its 429',
  {
    timeout: 120_000,
  },
  async (_name, load) => {
    const result = await runThrottledLoad(load)
    expectKept(load, result)
  },
)

test.concurrent.each([
  ['pipedrive', 'fixed', 30, 1000],
  ['outreach', 'sliding', 30, 1000],
] as const)(
  "%s's sandbox enforces a limit (%s), and all calls succeed with few refusals",
  {
    timeout: 120_000,
  },
  async (provider, kind, limit, windowMs) => {
    const server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '60000' } })
    try {
      const query = await server.freshAccount(provider)
      const { json } = await server.call('GET', '/unified/crm/users', { query: `${query}&limit=1` })
      const id = String(Object(Object(json).result[0]).id)
      const vendor = server.sandbox.control(provider)
      vendor.limitRate({ limit, windowMs, kind })
      const calls = limit * 3
      const answers = await Promise.all(
        Array.from({ length: calls }, () => server.call('GET', `/unified/crm/users/${id}`, { query })),
      )
      expect(answers.filter(({ status }) => status !== 200)).toEqual([])
      // The first burst shows the limit; after it few calls are refused.
      const sent = vendor.requests().filter(({ path }) => path.includes('/users/')).length
      expect(sent).toBeGreaterThanOrEqual(calls)
      expect(sent).toBeLessThan(2 * calls)
    } finally {
      await server.stop()
    }
  },
)
