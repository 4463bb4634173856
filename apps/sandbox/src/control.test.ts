import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { toy, toyKey } from './testing/toy.ts'
import { type Visitor, visit } from './testing/visitor.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(toy)
})
afterEach(() => visitor.close())

const control = async (method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> => {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const response = await fetch(`${visitor.origin}/_control${path}`, { method, ...sent })
  return { status: response.status, json: await response.json() }
}

const status = async (): Promise<number> => (await visitor.send('GET', '/users', { headers: toyKey })).status

test('names its vendors', async () => {
  expect(await control('GET', '')).toEqual({ status: 200, json: { vendors: ['toy'] } })
})

test('adds, lists and removes faults', async () => {
  const fault = { status: 500, times: 5 }
  expect(await control('POST', '/toy/faults', fault)).toMatchObject({ status: 200, json: { faults: [fault] } })
  expect(await status()).toBe(500)
  expect((await control('GET', '/toy/faults')).json).toEqual({ faults: [fault] })
  expect((await control('DELETE', '/toy/faults')).json).toMatchObject({ faults: [] })
  expect(await status()).toBe(200)
})

test('sets and removes a rate limit', async () => {
  const limit = { limit: 1, window_ms: 60_000 }
  expect((await control('POST', '/toy/rate-limit', limit)).json).toMatchObject({ rate_limit: limit })
  expect([await status(), await status()]).toEqual([200, 429])
  expect((await control('DELETE', '/toy/rate-limit')).json).toMatchObject({ rate_limit: null })
  expect(await status()).toBe(200)
})

test('hides columns that the vendor has, and no others', async () => {
  expect(await control('POST', '/toy/hide-columns', { columns: ['count'] })).toMatchObject({
    status: 200,
    json: { hidden_columns: ['count'] },
  })
  expect((await control('POST', '/toy/hide-columns', { columns: [] })).json).toMatchObject({ hidden_columns: [] })
})

test('expires tokens, rotates refresh tokens, and resets to the seed', async () => {
  await visitor.send('POST', '/users', { headers: toyKey })
  expect((await control('POST', '/toy/rotate-refresh-tokens')).json).toEqual({ rotated: 0 })
  expect((await control('POST', '/toy/expire-tokens')).json).toEqual({ expired: 1 })
  expect(await status()).toBe(401)
  await control('POST', '/toy/faults', { status: 500 })
  await control('POST', '/toy/reset')
  expect(visitor.control.requests()).toEqual([])
  expect((await visitor.send('GET', '/users', { headers: toyKey })).json).toMatchObject({ writes: 0 })
})

test('shows and clears the journal', async () => {
  await status()
  expect((await control('GET', '/toy/requests')).json).toMatchObject({ requests: [{ path: '/users', status: 200 }] })
  await control('DELETE', '/toy/requests')
  expect((await control('GET', '/toy/requests')).json).toEqual({ requests: [] })
})

test.each([
  ['/toy/faults', { latency: 5 }, 400, 'a fault has no latency'],
  ['/toy/faults', { status: 700 }, 400, 'status must be a status from 200 to 599'],
  ['/toy/faults', { match: { verb: 'GET' } }, 400, 'match has no verb'],
  ['/toy/faults', { drop: 'later' }, 400, 'drop must be before-answer, after-headers or mid-body'],
  ['/toy/faults', [], 400, 'a fault is a JSON object'],
  ['/toy/faults', '{', 400, 'the body is not JSON'],
  ['/toy/rate-limit', { limit: 0, window_ms: 1 }, 400, 'limit and window_ms must be whole numbers above zero'],
  ['/toy/rate-limit', { limit: 1, window_ms: 1, kind: 'odd' }, 400, 'kind must be fixed or sliding'],
  ['/toy/hide-columns', { columns: 'count' }, 400, 'columns must be a list of names'],
  ['/toy/hide-columns', { columns: ['size'] }, 400, "toy has no column 'size' to hide; it has count"],
  ['/toy/magic', {}, 404, 'no such control call'],
  ['/other/faults', {}, 404, "no vendor 'other' in this sandbox; it has toy"],
])('POST %s with %j is refused with the reason', async (path, body, code, sentence) => {
  const answer = await control('POST', path, body)
  expect(answer.status).toBe(code)
  expect(answer.json).toMatchObject({ error: expect.stringContaining(sentence) })
})

test('answers only callers that use a loopback name', async () => {
  const port = Number(new URL(visitor.origin).port)
  const answered = await new Promise<number | undefined>((resolve, reject) => {
    const options = { port, host: '127.0.0.1', path: '/_control', headers: { host: 'evil.example' } }
    const sent = httpRequest(options, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.on('error', reject)
    sent.end()
  })
  expect(answered).toBe(403)
})
