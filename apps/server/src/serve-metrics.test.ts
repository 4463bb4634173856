import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Metrics } from './metrics/metrics.ts'
import { serveMetrics } from './serve-metrics.ts'

const serve = async (metrics: Metrics) => {
  const served = await serveMetrics(metrics, { port: 0, host: '127.0.0.1' })
  onTestFinished(() => served.stop())
  return served
}

test('the port answers the metrics without a token, and nothing else', async () => {
  const metrics = new Metrics()
  metrics.requests.began()
  metrics.requests.ended('ping', 200, 0.002, true)
  const { origin } = await serve(metrics)
  const answer = await fetch(`${origin}/metrics`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  expect(await answer.text()).toContain('rollcall_requests_total{operation="ping",status="2xx"} 1\n')
  expect((await fetch(`${origin}/metrics`, { method: 'HEAD' })).status).toBe(200)
  for (const [method, path] of [
    ['GET', '/ping'],
    ['GET', '/metrics?x=1'],
    ['POST', '/metrics'],
  ] as const) {
    expect((await fetch(`${origin}${path}`, { method })).status).toBe(404)
  }
})

test('each sample of one of several processes has its index', async () => {
  const { origin } = await serve(new Metrics(3))
  const lines = (await (await fetch(`${origin}/metrics`)).text()).split('\n').filter((line) => /^[a-z]/.test(line))
  expect(lines.length).toBeGreaterThan(20)
  expect(lines.filter((line) => !line.includes('{process="3"'))).toEqual([])
})

test('a port in use is one sentence with the variable that sets it', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => void other.close())
  const { port } = other.address() as AddressInfo
  await expect(serveMetrics(new Metrics(), { port, host: '127.0.0.1' })).rejects.toThrow(
    `Port ${port} is in use; set ROLLCALL_METRICS_PORT to another one.`,
  )
})
