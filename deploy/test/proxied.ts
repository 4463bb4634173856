import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { startTestServer } from '../../apps/server/test/support/test-server.ts'

/** A real proxy with the configuration of this folder, in front of a real server. */

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The received pieces of the body, each with the milliseconds since the request. */
  readonly pieces: readonly { readonly text: string; readonly atMs: number }[]
}

/** Not the proxy's own address, so that the two differ. */
export const callerAddress = '127.0.0.2'

export const freePort = async (): Promise<number> => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('There is no port.')
  return address.port
}

const ask = (port: number, path: string, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const options = {
      host: '127.0.0.1',
      port,
      path,
      headers: { host: 'localhost', ...headers },
      servername: 'localhost',
      localAddress: callerAddress,
      // The certificate of a test is its own.
      rejectUnauthorized: false,
      agent: false,
    }
    const outgoing = request(options, (incoming) => {
      const pieces: { text: string; atMs: number }[] = []
      incoming.on('data', (chunk) => pieces.push({ text: String(chunk), atMs: performance.now() - startedMs }))
      incoming.on('error', reject)
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, pieces }))
    })
    outgoing.on('error', reject)
    outgoing.end()
  })

/** Starts a server and, by `command`, the proxy, which listens for TLS on `tlsPort`. */
export const startProxied = async (
  command: (places: { readonly folder: string; readonly tlsPort: number; readonly upstreamPort: number }) => {
    readonly program: string
    readonly parameters: readonly string[]
    readonly environment?: Readonly<Record<string, string>>
  },
) => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-proxy-'))
  const server = await startTestServer({ environment: { ROLLCALL_TRUSTED_PROXIES: '127.0.0.1' } })
  const tlsPort = await freePort()
  const { program, parameters, environment } = command({
    folder,
    tlsPort,
    upstreamPort: Number(new URL(server.origin).port),
  })
  const child: ChildProcess = spawn(program, parameters, {
    env: { PATH: process.env.PATH ?? '', HOME: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += String(chunk)))
  child.stderr?.on('data', (chunk) => (output += String(chunk)))
  const authorization = { authorization: 'Bearer demo-token' }
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(output)
      expect((await ask(tlsPort, '/readyz', {})).status, output).toBe(200)
    },
    { timeout: 20_000, interval: 100 },
  )
  return {
    server,
    ask: (path: string, headers: Readonly<Record<string, string>> = {}) =>
      ask(tlsPort, path, { ...authorization, ...headers }),
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Proxied = Awaited<ReturnType<typeof startProxied>>

/** The promises of each proxy. */
export const expectProxied = async ({ server, ask: send }: Proxied): Promise<void> => {
  expect((await send('/ping')).status).toBe(200)
  // The metrics are not available through the proxy, also not with an admin's token.
  expect((await send('/metrics')).status).toBe(404)

  // A long query reaches Rollcall, which refuses one that is too long itself.
  expect((await send(`/ping?${'x'.repeat(20_000)}=1`)).status).toBe(400)

  // Lines are streamed: the account of a slow vendor delays no line of another one.
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ latency_ms: 3000 })
  const { status, pieces } = await send('/unified/crm/people?email=nobody@acme.example', {
    accept: 'application/x-ndjson',
  })
  vendor.clearFaults()
  expect(status).toBe(200)
  const lines = pieces.flatMap(({ text }) => text.split('\n')).filter((line) => line !== '')
  expect(lines.length).toBeGreaterThan(20)
  const [first, last] = [pieces[0]?.atMs ?? 0, pieces.at(-1)?.atMs ?? 0]
  expect(last - first).toBeGreaterThan(1000)

  // The caller counts by its own address, also with a forged header.
  const refused = await send('/ping', { authorization: 'Bearer wrong', 'x-forwarded-for': '198.51.100.7' })
  expect(refused.status).toBe(401)
  const line = server.logs.map((text) => JSON.parse(text)).findLast((found) => found.status === 401)
  expect(line).toMatchObject({ address: callerAddress })
}
