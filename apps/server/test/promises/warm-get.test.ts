import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** The work that a repeated read does not do again. */

let server: TestServer
let paths: readonly [first: string, second: string]
beforeAll(async () => {
  // As in production: a demo would check each answer against the contract.
  server = await startTestServer({ config: { checksAnswers: false } })
  const query = `${server.account('pipedrive')}&limit=2`
  const { json } = await server.call('GET', '/unified/crm/users', { query })
  const [first, second] = Object(json).result.map(
    ({ id }: { readonly id: string }) => `/unified/crm/users/${id}?${server.account('pipedrive')}`,
  )
  paths = [first, second]
})
afterAll(() => server.stop())

const get = async (path: string): Promise<void> => {
  const response = await fetch(`${server.origin}${path}`, { headers: { authorization: 'Bearer demo-token' } })
  await response.arrayBuffer()
  expect(response.status).toBe(200)
}

const ours = /\/apps\/server\/src\/|\/packages\/(?:providers|store)\/src\//

/** How often the product itself calls a function while it reads a user whose account and kind of request are cached. */
const callsOf = async (object: object, name: string): Promise<number> => {
  await get(paths[0])
  const original = Reflect.get(object, name)
  let count = 0
  const note = (): void => {
    if (ours.test(new Error('for its stack').stack ?? '')) count += 1
  }
  const counting: object = {
    apply(target: () => unknown, self: unknown, given: unknown[]) {
      note()
      return Reflect.apply(target, self, given)
    },
    construct(target: new () => object, given: unknown[]) {
      note()
      return Reflect.construct(target, given)
    },
  }
  Reflect.set(object, name, new Proxy(original, counting))
  try {
    await get(paths[1])
  } finally {
    Reflect.set(object, name, original)
  }
  return count
}

test.each([
  ['parses JSON once: the answer of the vendor', JSON, 'parse', 1],
  ['writes JSON twice: the answer of the server and the line of its log', JSON, 'stringify', 2],
  ['compiles no regular expression', globalThis, 'RegExp', 0],
  ['clones nothing deep', globalThis, 'structuredClone', 0],
])('a repeated read %s', async (_what, object, name, times) => {
  expect(await callsOf(object, name)).toBe(times)
})

test('a repeated read is not validated again, and runs no SQL', async () => {
  await get(paths[0])
  const validated = vi.spyOn(Object, 'defineProperty')
  const opened = vi.spyOn(server.store.accounts, 'get')
  await get(paths[1])
  expect(validated.mock.calls.filter(([, name]) => name === 'query')).toEqual([])
  expect(opened).not.toHaveBeenCalled()
  validated.mockRestore()
  opened.mockRestore()
})
