import { once } from 'node:events'
import { createServer } from 'node:http'
import { createTransport } from '@rollcall/providers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { dispatcherOf } from './dispatcher.ts'
import { portOf } from './http/listen.ts'

/** A proxy that refuses every connection. */
const startProxy = async () => {
  const asked: (string | undefined)[] = []
  const server = createServer().on('connect', ({ url }, socket) => {
    asked.push(url)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return { asked, origin: `http://127.0.0.1:${portOf(server)}` }
}

const callVendor = async (usesProxy: boolean, origin: string): Promise<unknown> => {
  vi.stubEnv('HTTPS_PROXY', origin)
  vi.stubEnv('NO_PROXY', '')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  const dispatcher = dispatcherOf({ usesProxy, vendorOrigin: undefined })
  onTestFinished(() => dispatcher.destroy())
  const request = { provider: 'acme', method: 'GET', url: new URL('https://acme.invalid/users'), headers: {} } as const
  const context = { signal: AbortSignal.timeout(5000), deadlineAtMs: Date.now() + 5000 }
  return createTransport({ dispatcher })
    .send(request, context)
    .catch((error: unknown) => error)
}

test('a call to a vendor asks the proxy of the environment for a connection', async () => {
  const { asked, origin } = await startProxy()
  expect(await callVendor(true, origin)).toMatchObject({ slug: 'provider-unavailable' })
  expect(asked).toEqual(['acme.invalid:443'])
})

test('no proxy is asked where none is used', async () => {
  const { asked, origin } = await startProxy()
  expect(await callVendor(false, origin)).toMatchObject({ slug: 'provider-unavailable' })
  expect(asked).toEqual([])
})
