import { expect, test } from 'vitest'
import { loadedBy } from '../support/loaded-modules.ts'

const production = { ROLLCALL_KEYS: `test:${Buffer.alloc(32, 'a key for this test').toString('base64')}` }

test('a server that is only asked whether it is ready has loaded only what it needs', {
  timeout: 60_000,
}, async () => {
  const idle = await loadedBy(production, async (origin) => {
    expect((await fetch(`${origin}/readyz`)).status).toBe(200)
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  })
  expect(idle).toContain('/node_modules/express/')
  expect(idle).toContain('NativeModule http\n')
  const notNeeded = [
    '/node_modules/express-openapi-validator/',
    '/node_modules/ajv',
    '/node_modules/pg/',
    '/store/src/commands.ts',
    '/apps/sandbox/',
    // `npm run build` makes one file of it.
    '/node_modules/kysely/',
    // Node's own fetch and WebSocket.
    'internal/deps/undici',
  ]
  for (const name of notNeeded) expect(idle, name).not.toContain(name)
  const asked = await loadedBy(production, async (origin) => {
    expect((await fetch(`${origin}/readyz?x=1`)).status).toBe(400)
  })
  expect(asked).toContain('/node_modules/express-openapi-validator/')
})
