import { once } from 'node:events'
import { connect } from 'node:net'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { type Listening, listen } from './listen.ts'

/** The settings of Node's own server: requests that arrive slowly are ended. */

const running: Listening[] = []
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
})

const start = async (): Promise<Listening> => {
  const limits = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 }
  const app = express().use((request, response) => {
    if (request.url === '/flowing') response.write('begun')
  })
  const server = await listen(app, { host: '127.0.0.1', port: 0, deadlineMs: 100 }, limits)
  running.push(server)
  return server
}

/** Everything that arrives until the server closes the connection. */
const closed = async (server: Listening, sent: string): Promise<string> => {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
  let received = ''
  socket.on('data', (chunk) => {
    received += String(chunk)
  })
  socket.write(sent)
  await once(socket, 'close')
  return received
}

test.each([
  ['headers', 'GET /ping HTTP/1.1\r\nHost: a\r\n'],
  ['a body', 'POST /ping HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{'],
])('%s that do not end get a 408, and the connection ends', async (_what, sent) => {
  const [head = '', body = ''] = (await closed(await start(), sent)).split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
  expect(JSON.parse(body)).toMatchObject({ type: '/errors/request-timeout', status: 408 })
})

test('a connection without a request is closed', async () => {
  expect(await closed(await start(), '')).toMatch(/^(?:HTTP\/1\.1 408 |$)/)
})

test('nothing is written into an answer that has begun', async () => {
  const received = await closed(await start(), 'POST /flowing HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{')
  expect(received).toContain('begun')
  expect(received).not.toContain('408')
})
