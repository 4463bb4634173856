import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One call that the vendor got. */
export interface VendorCall {
  readonly method: string
  /** With the provider's slug in front, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Milliseconds since the vendor was started. */
  readonly atMs: number
  readonly response: ServerResponse
  /** Answers JSON. */
  json(body: unknown, status?: number, headers?: Readonly<Record<string, string>>): void
  /** When the connection of this call closed before the answer was complete. */
  readonly brokenOff: Promise<void>
}

/** A vendor on loopback whose answers a test sets. */
export interface FakeVendor {
  readonly origin: string
  /** Every call so far, in the order of arrival. */
  readonly calls: readonly VendorCall[]
  /** Sets the answers from now on. */
  answer(handler: (call: VendorCall) => void | Promise<void>): void
  clear(): void
  close(): Promise<void>
}

/** Starts one; calls without a set answer get none. */
export const startVendor = async (handler: (call: VendorCall) => void | Promise<void>): Promise<FakeVendor> => {
  const startedMs = performance.now()
  const calls: VendorCall[] = []
  let current = handler
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const atMs = performance.now() - startedMs
    const brokenOff = new Promise<void>((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) resolve()
      })
    })
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', 'http://vendor')
    const call: VendorCall = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
      atMs,
      response,
      brokenOff,
      json(body, status = 200, headers = {}) {
        response.writeHead(status, { 'content-type': 'application/json', ...headers })
        response.end(JSON.stringify(body))
      },
    }
    calls.push(call)
    await current(call)
  }
  const server = createServer((request, response) => {
    take(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1', 4096)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    calls,
    answer: (next) => {
      current = next
    },
    clear: () => {
      calls.length = 0
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A user in Pipedrive's form. */
export const pipedriveUser = (id: number, change: object = {}) => ({
  id,
  name: `User ${id}`,
  email: `user${id}@acme.example`,
  active_flag: true,
  created: '2024-01-01 00:00:00',
  modified: '2024-01-02 00:00:00',
  ...change,
})

/** The number after `/users/` in a path. */
export const idIn = (path: string): number => Number(/\/users\/(\d+)/.exec(path)?.[1])
