import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { createLogger } from '../logging.ts'
import { RequestMetrics } from '../metrics/request-metrics.ts'
import { accessLog, begin } from './begin.ts'
import { portOf } from './listen.ts'

test('a request whose caller has disconnected before it is handled is logged and counted', async () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'info', destination: { write: (line: string) => lines.push(line) } })
  const metrics = new RequestMetrics()
  const app = express()
  app.use((request, response, next) => {
    response.on('close', () => next())
    request.socket.destroy()
  })
  app.use(begin(systemClock), accessLog({ logger, clock: systemClock }, metrics))
  const handled = new Promise<void>((resolve) => {
    app.use(() => resolve())
  })
  const server = createServer(app).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  await once(server, 'listening')
  connect(portOf(server), '127.0.0.1')
    .on('error', () => undefined)
    .write('GET /ping HTTP/1.1\r\nHost: a\r\n\r\n')
  await handled
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ path: '/ping', endedEarly: true }])
  const values = metrics.families().map(({ name, samples }) => [name, samples[0]?.value])
  expect(Object.fromEntries(values)).toMatchObject({ rollcall_requests_total: 1, rollcall_requests_in_flight: 0 })
})
