import { providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const list = (query = '') => server.call('GET', '/integration', { query })

test('200: every provider, how to authenticate and what an account needs', async () => {
  const { status, json } = await list()
  expect(status).toBe(200)
  expect(json).toMatchObject({ next_cursor: null, limit: 100 })
  expect((json as { result: { name: string }[] }).result.map(({ name }) => name)).toEqual(providerSlugs)
})

test('200: page by page', async () => {
  const found: string[] = []
  for (let cursor = ''; ; ) {
    const { json } = await list(`limit=2&next_cursor=${cursor}`)
    const page = json as { result: { name: string }[]; next_cursor: string | null; limit: number }
    expect(page.limit).toBe(2)
    found.push(...page.result.map(({ name }) => name))
    if (page.next_cursor === null) break
    cursor = page.next_cursor
  }
  expect(found).toEqual(providerSlugs)
})

test('400: a cursor that this list did not issue', async () => {
  expect((await list('next_cursor=abc')).json).toMatchObject({
    type: '/errors/invalid-cursor',
    errors: [{ parameter: 'next_cursor' }],
  })
})

test('401: without a token', async () => {
  expect((await server.call('GET', '/integration', { token: null })).status).toBe(401)
})
