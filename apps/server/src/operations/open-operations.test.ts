import { problemTypes } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const open = (path: string, headers: Record<string, string> = {}) => server.call('GET', path, { token: null, headers })

test('the health and readiness checks answer 200', async () => {
  expect((await open('/healthz')).json).toEqual({ status: 'ok' })
  expect((await open('/readyz')).json).toEqual({ status: 'ready' })
})

test('GET /ping names the environment of the token', async () => {
  expect((await server.call('GET', '/ping')).json).toEqual({ message: 'pong', environment_id: server.environmentId })
})

test('the contract is served as JSON and as it is written', async () => {
  const json = await open('/openapi.json')
  expect(json.json).toMatchObject({ openapi: '3.1.0', info: { title: 'Rollcall' } })
  const yaml = await open('/openapi.yaml')
  expect(yaml.headers['content-type']).toBe('application/yaml')
  expect(yaml.text).toContain('openapi: 3.1.0')
})

test.each(problemTypes)('%s is a page, as HTML and as Markdown', async (path) => {
  const html = await open(path, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
  expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(html.text).toContain(path)
  const markdown = await open(path, { accept: 'text/markdown' })
  expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8')
  expect(markdown.text).toMatch(/^# .+\n/)
})

test('404: an unknown problem, 406: a page as a picture', async () => {
  expect((await open('/errors/none')).json).toMatchObject({ type: '/errors/not-found', status: 404 })
  expect((await open('/errors/constructor')).status).toBe(404)
  expect((await open('/errors/internal', { accept: 'image/png' })).status).toBe(406)
})

test('400: an unknown parameter, 405: another method', async () => {
  expect((await open('/healthz?deep=1')).status).toBe(400)
  const { status, headers } = await server.call('POST', '/openapi.json', { token: null })
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
})
