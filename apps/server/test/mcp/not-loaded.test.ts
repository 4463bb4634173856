import { expect, test } from 'vitest'
import { loadedBy } from '../support/loaded-modules.ts'

const demo = { ROLLCALL_DEMO: '1' }
const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' }
const ofMcp = /\/node_modules\/(?:@modelcontextprotocol|zod)\//

test('nothing of the SDK is loaded before the first message comes; a notification needs none of it', {
  timeout: 60_000,
}, async () => {
  const without = await loadedBy(demo, async (origin) => {
    expect((await fetch(`${origin}/unified/crm/people?email=x@y.example`, { headers })).status).toBe(200)
    const body = '{"jsonrpc":"2.0","method":"notifications/initialized"}'
    expect((await fetch(`${origin}/mcp`, { method: 'POST', headers, body })).status).toBe(202)
    expect((await fetch(`${origin}/mcp`, { method: 'POST', headers, body: '[]' })).status).toBe(400)
  })
  expect(without).toContain('/node_modules/express/')
  expect(without).not.toMatch(ofMcp)
  expect(without).not.toContain('/mcp/answer-message.ts')
  const withMessage = await loadedBy(demo, async (origin) => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
    expect((await fetch(`${origin}/mcp`, { method: 'POST', headers, body })).status).toBe(200)
  })
  expect(withMessage).toMatch(ofMcp)
})
