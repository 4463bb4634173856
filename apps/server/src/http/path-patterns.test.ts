import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { patternStatistics } from './path-patterns.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

test('the validator asks us for its path patterns, and none is compiled twice', async () => {
  await server.call('GET', '/unified/crm/users/1', { query: 'x=1' })
  const before = patternStatistics()
  await server.call('GET', '/unified/crm/users/2', { query: 'x=1' })
  const after = patternStatistics()
  expect(after.calls, 'express-openapi-validator no longer reads path-to-regexp at call time').toBeGreaterThan(
    before.calls,
  )
  expect(after.compiled).toBe(before.compiled)
})
