import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import type { MappedUser } from '@rollcall/providers'
import type { Response } from 'express'
import { afterEach, expect, test, vi } from 'vitest'
import type { Answer } from '../http/answer.ts'
import { beginState } from '../http/request-state.ts'
import { type Deadline, startDeadline } from '../users/deadline.ts'
import { presentLines } from './ndjson.ts'
import { presentStream } from './stream.ts'

/** Streamed answers over a real connection, whose reader the test controls. */

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const serve = async (
  answer: (deadline: Deadline) => Promise<Answer>,
): Promise<{ server: Server; deadline: Deadline; incoming: IncomingMessage }> => {
  const { deadline } = startDeadline({ clock: Date, milliseconds: 5000 })
  const server = createServer((_request, response) => {
    beginState(response, { requestId: 'r', method: 'GET', path: '/', rawQuery: '', startedAtMs: 0, headers: {} })
    answer(deadline).then(async (made) => {
      // Express adds only convenience to Node's own response.
      if ('flow' in made) await made.flow(response as unknown as Response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const outgoing = get({ host: '127.0.0.1', port, agent: false })
  closing.push(() => {
    outgoing.destroy()
    server.closeAllConnections()
    server.close()
    deadline.end()
  })
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  return { server, deadline, incoming }
}

const ended = (incoming: IncomingMessage): Promise<'complete' | 'broken'> =>
  new Promise((resolve) => {
    incoming.resume()
    incoming.on('end', () => resolve('complete'))
    incoming.on('error', () => resolve('broken'))
  })

const users = (count: number): MappedUser[] =>
  Array.from({ length: count }, (_, index) => ({ user: { id: String(index) }, remote: { padding: 'x'.repeat(2000) } }))

const view = { format: 'unified', excluded: [] } as const

test('stream: a vendor that sends nothing after its first bytes is broken off', async () => {
  const body = new PassThrough()
  body.write('first')
  const opened = {
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body,
    hint: undefined,
    removed: [],
    warnings: [],
  }
  const { incoming } = await serve((deadline) => {
    deadline.signal.addEventListener('abort', () => body.destroy(new Error('broken off')))
    return presentStream(opened, { deadline, headers: {}, silenceMs: 100 })
  })
  expect(await ended(incoming)).toBe('broken')
})

test("stream: the answer has the vendor's status and type, and the headers that protect browsers", async () => {
  const body = new PassThrough()
  body.end('partial')
  const opened = {
    status: 206,
    headers: { 'content-type': 'text/csv', 'set-cookie': 'a=b' },
    body,
    hint: undefined,
    removed: ['a', 'b.c'],
    warnings: [{ code: 'column-left-out' as const, detail: 'Acme refuses the column mail.' }],
  }
  const { incoming } = await serve((deadline) => presentStream(opened, { deadline, headers: {} }))
  expect(incoming.statusCode).toBe(206)
  expect(incoming.headers).toMatchObject({
    'content-type': 'text/csv',
    'x-content-type-options': 'nosniff',
    'rollcall-removed': 'a, b.c',
    'rollcall-warnings': '[{"code":"column-left-out","detail":"Acme refuses the column mail."}]',
  })
  expect(incoming.headers).not.toHaveProperty('set-cookie')
  expect(await ended(incoming)).toBe('complete')
})

test('stream: for a caller that reads nothing the server stops reading, and disconnects after a time', async () => {
  const body = new PassThrough()
  let written = 0
  const pour = (): void => {
    while (written < 50_000_000 && !body.destroyed) {
      written += 65_536
      if (!body.write(Buffer.alloc(65_536))) break
    }
  }
  body.on('drain', pour)
  pour()
  const { deadline } = await serve((own) =>
    presentStream(
      { status: 200, headers: {}, body, hint: undefined, removed: [], warnings: [] },
      { deadline: own, headers: {}, silenceMs: 200 },
    ),
  )
  await once(body, 'close')
  expect(written).toBeLessThan(50_000_000)
  expect(deadline.signal.aborted).toBe(true)
})

test('NDJSON: pages are requested only as the caller reads, and no more after the caller disconnects', async () => {
  let pages = 0
  let hasEnded = false
  async function* endless(): AsyncGenerator<readonly MappedUser[]> {
    try {
      for (;;) {
        pages += 1
        yield users(500)
      }
    } finally {
      hasEnded = true
    }
  }
  await serve(async (deadline) =>
    presentLines(
      { pages: endless(), warnings: [] },
      {
        view,
        deadline,
        headers: {},
        path: '/',
        onFailure: () => undefined,
        silenceMs: 200,
      },
    ),
  )
  await vi.waitFor(() => expect(hasEnded).toBe(true), { timeout: 3000 })
  expect(pages).toBeLessThan(30)
})

test('NDJSON: an empty list is an empty answer', async () => {
  async function* nobody(): AsyncGenerator<readonly MappedUser[]> {
    yield []
  }
  const { incoming } = await serve(async (deadline) =>
    presentLines(
      { pages: nobody(), warnings: [] },
      { view, deadline, headers: {}, path: '/', onFailure: () => undefined },
    ),
  )
  expect(incoming.headers['content-type']).toBe('application/x-ndjson')
  expect(await ended(incoming)).toBe('complete')
})
