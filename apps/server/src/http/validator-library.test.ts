import { createRequire } from 'node:module'
import { middleware as createValidatorHandlers } from 'express-openapi-validator'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

test('the validator uses our path patterns, and none is compiled twice', async () => {
  const library: { pathToRegexp: (path: string) => unknown } = createRequire(
    createRequire(import.meta.url).resolve('express-openapi-validator'),
  )('path-to-regexp')
  const asked = vi.spyOn(library, 'pathToRegexp')
  const patternsOf = async (id: string) => {
    asked.mockClear()
    await server.call('GET', `/unified/crm/users/${id}`, { query: 'x=1' })
    return new Map(asked.mock.calls.map(([path], index) => [path, asked.mock.results[index]?.value]))
  }
  const first = await patternsOf('1')
  const second = await patternsOf('2')
  expect(first.size, 'express-openapi-validator no longer reads path-to-regexp at call time').toBeGreaterThan(0)
  expect([...second.keys()]).toEqual([...first.keys()])
  for (const [path, pattern] of second) expect(pattern, path).toBe(first.get(path))
})

test('the validator uses our check of documents, and compiles none', async () => {
  const requireBesideValidator = createRequire(createRequire(import.meta.url).resolve('express-openapi-validator'))
  const ours = vi.spyOn(requireBesideValidator('./framework/openapi.schema.validator.js'), 'OpenAPISchemaValidator')
  createValidatorHandlers({
    apiSpec: { openapi: '3.0.3', info: { title: 'Empty', version: '1' }, paths: {} },
    validateApiSpec: false,
  })
  await vi.waitFor(() =>
    expect(ours, 'express-openapi-validator no longer reads its class at call time').toHaveBeenCalledOnce(),
  )
  expect(Object.keys(ours.mock.results[0]?.value)).toEqual([])
})
