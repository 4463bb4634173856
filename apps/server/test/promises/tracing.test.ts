import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logging.ts'
import { startTracing } from '../../src/tracing/tracing.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** The spans that a collector gets by OTLP over HTTP. */

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[]
  readonly status: { readonly code?: number }
}

const bodies: unknown[] = []
const collector = createServer(async (request, response) => {
  bodies.push(await json(request))
  response.setHeader('content-type', 'application/json')
  response.end('{}')
})
let endpoint = ''
let server: TestServer
let tracing: ReturnType<typeof startTracing>

const quiet = createLogger({ level: 'silent' })
const settingsOf = (environment: Readonly<Record<string, string>>) => {
  const { tracing: settings } = readConfig(environment)
  if (settings === undefined) throw new Error('Nothing is traced.')
  return settings
}

beforeAll(async () => {
  collector.listen(0, '127.0.0.1')
  await once(collector, 'listening')
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  tracing = startTracing(settingsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }), quiet)
  server = await startTestServer({ tracing })
})
afterAll(async () => {
  await server.stop()
  collector.close()
})

/** All spans that were exported; the exporter ends with it. */
const exported = async (): Promise<readonly Span[]> => {
  await tracing.stop()
  return bodies.flatMap((body) =>
    Object(body).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
      resource.scopeSpans.flatMap(({ spans }) => spans),
    ),
  )
}

const attributesOf = ({ attributes }: Span): Readonly<Record<string, unknown>> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const parentSpanId = '00f067aa0ba902b7'

test('a request is a span of the trace of its caller, each vendor call a child of it, and none holds a secret or a person', async () => {
  const traceparent = `00-${traceId}-${parentSpanId}-01`
  const query = `${server.account('pipedrive')}&limit=1&email=ann@acme.example`
  const vendor = server.sandbox.control('pipedrive')
  vendor.clearRequests()
  expect((await server.call('GET', '/unified/crm/users', { query, headers: { traceparent } })).status).toBe(200)
  expect(vendor.requests().length).toBeGreaterThan(0)
  // No vendor gets the id of the caller's trace.
  expect(JSON.stringify(vendor.requests())).not.toContain(traceId)

  vendor.fault({ times: 10, status: 500 })
  expect((await server.call('GET', '/unified/crm/users', { query: server.account('pipedrive') })).status).toBe(502)
  vendor.clearFaults()
  const unsampled = { traceparent: `00-${traceId}-${parentSpanId}-00` }
  await server.call('GET', '/ping', { headers: unsampled })

  const spans = await exported()
  const [request] = spans.filter((span) => span.parentSpanId === parentSpanId)
  if (request === undefined) throw new Error('The request has no span.')
  expect(request).toMatchObject({ traceId, name: 'listUsers', kind: 2, status: {} })
  expect(attributesOf(request)).toEqual({
    'http.request.method': 'GET',
    'http.response.status_code': 200,
    'rollcall.operation': 'listUsers',
    'rollcall.provider': 'pipedrive',
    'rollcall.request_id': expect.any(String),
  })
  const children = spans.filter((span) => span.parentSpanId === request.spanId)
  expect(children.length).toBeGreaterThan(0)
  for (const child of children) {
    expect(child).toMatchObject({ traceId, name: 'GET pipedrive', kind: 3 })
    expect(attributesOf(child)).toMatchObject({ 'http.response.status_code': 200, 'rollcall.provider': 'pipedrive' })
    expect(BigInt(child.endTimeUnixNano)).toBeGreaterThan(BigInt(child.startTimeUnixNano))
  }

  const failed = spans.find((span) => attributesOf(span)['http.response.status_code'] === 502)
  expect(failed?.status).toEqual({ code: 2 })
  expect(attributesOf(failed ?? request)).toMatchObject({ 'error.type': 'provider-error' })
  expect(spans.filter((span) => span.parentSpanId === failed?.spanId)).toHaveLength(3)
  expect(spans.filter(({ name }) => name === 'ping')).toEqual([])

  const line = server.logs.map((text) => JSON.parse(text)).find((found) => found.traceId === traceId)
  expect(line).toMatchObject({ operation: 'listUsers', provider: 'pipedrive' })
  const text = JSON.stringify(bodies)
  expect(text).toContain('"rollcall"')
  expect(text).not.toMatch(/demo-token|acme\.example|ann@|integrated_account_id|\/unified\/|api_token/)
})

test('a collector that refuses spans is logged once, and no request fails', async () => {
  const refusing = createServer((request, response) => {
    request.resume()
    response.writeHead(400).end()
  })
  refusing.listen(0, '127.0.0.1')
  await once(refusing, 'listening')
  onTestFinished(() => void refusing.close())
  const { port } = refusing.address() as AddressInfo
  const lines: string[] = []
  const logger = createLogger({ level: 'info', destination: { write: (line: string) => lines.push(line) } })
  const lost = startTracing(settingsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }), logger)
  const alone = await startTestServer({ tracing: lost })
  onTestFinished(() => alone.stop())
  expect((await alone.call('GET', '/ping')).status).toBe(200)
  await lost.stop()
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['traces cannot be exported; their spans are lost'])
})
