import { describe, expect, it } from 'vitest'
import { createClient, ProblemError, RepeatedCursorError } from './index.ts'
import { collect, pageAnswer, problemAnswer, scriptedFetch } from './testing/scripted-fetch.ts'

const accountId = '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11'
const params = { query: { integrated_account_id: accountId } }

const setUp = (...steps: Parameters<typeof scriptedFetch>) => {
  const { fetch, requests } = scriptedFetch(...steps)
  const client = createClient({ baseUrl: 'https://rollcall.test', token: 'made-up', fetch, retries: 0 })
  const queries = () => requests.map(({ url }) => new URL(url).searchParams)
  return { client, requests, queries }
}

describe('walking the users', () => {
  it('returns each user of each page, and stops at the last', async () => {
    const { client, queries } = setUp(pageAnswer(['1', '2'], 'b'), pageAnswer(['3'], 'c'), pageAnswer(['4'], null))
    const users = await collect(client.users({ params }))
    expect(users.map(({ id }) => id)).toEqual(['1', '2', '3', '4'])
    expect(queries().map((query) => query.get('next_cursor'))).toEqual([null, 'b', 'c'])
  })

  it('requests every page with the same query', async () => {
    const { client, queries } = setUp(pageAnswer(['1'], 'b'), pageAnswer(['2'], null))
    const query = { ...params.query, limit: 1, is_active: true, created_at: { gte: new Date('2026-01-01T00:00:00Z') } }
    await collect(client.users({ params: { query, header: { Prefer: 'handling=strict' } } }))
    for (const asked of queries()) {
      expect(Object.fromEntries(asked)).toMatchObject({
        integrated_account_id: accountId,
        limit: '1',
        is_active: 'true',
        'created_at[gte]': '2026-01-01T00:00:00.000Z',
      })
    }
  })

  it('sends the headers of the walk with every page', async () => {
    const { client, requests } = setUp(pageAnswer(['1'], 'b'), pageAnswer(['2'], null))
    await collect(client.users({ params: { ...params, header: { Prefer: 'wait=5' } } }))
    expect(requests.map(({ headers }) => headers.get('Prefer'))).toEqual(['wait=5', 'wait=5'])
  })

  it('begins at a stored cursor', async () => {
    const { client, queries } = setUp(pageAnswer(['3'], null))
    await collect(client.users({ params: { query: { ...params.query, next_cursor: 'kept' } } }))
    expect(queries()[0]?.get('next_cursor')).toBe('kept')
  })

  it('continues after an empty page that has a cursor', async () => {
    const { client } = setUp(pageAnswer([], 'b'), pageAnswer(['1'], null))
    expect(await collect(client.users({ params }))).toEqual([{ id: '1' }])
  })

  it.each(['', undefined])('treats the cursor %j as the end', async (cursor) => {
    const { client, requests } = setUp(Response.json({ result: [{ id: '1' }], next_cursor: cursor }))
    expect(await collect(client.users({ params }))).toEqual([{ id: '1' }])
    expect(requests).toHaveLength(1)
  })

  it('fails when a cursor is repeated, instead of an endless walk', async () => {
    const { client, requests } = setUp(pageAnswer(['1'], 'a'), pageAnswer(['2'], 'b'), pageAnswer(['3'], 'a'))
    await expect(collect(client.users({ params }))).rejects.toEqual(new RepeatedCursorError('a'))
    expect(requests).toHaveLength(3)
  })

  it('fails with the problem of the page that failed, after the users before it', async () => {
    const { client } = setUp(pageAnswer(['1'], 'b'), problemAnswer('/errors/cursor-expired', 400))
    const users = client.users({ params })
    expect((await users.next()).value).toEqual({ id: '1' })
    const failure = await users.next().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ProblemError)
    expect(failure).toMatchObject({ problem: { type: '/errors/cursor-expired' } })
  })

  it('requests no page before it is needed', async () => {
    const { client, requests } = setUp(pageAnswer(['1', '2'], 'b'))
    for await (const user of client.users({ params })) {
      if (user.id === '2') break
    }
    expect(requests).toHaveLength(1)
  })

  it('ends with the reason of an abort, within a page and between pages', async () => {
    const reason = new Error('enough')
    for (const idAtAbort of ['1', '2']) {
      const controller = new AbortController()
      const { client, requests } = setUp(pageAnswer(['1', '2'], 'b'))
      const walk = async () => {
        for await (const { id } of client.users({ params, signal: controller.signal })) {
          if (id === idAtAbort) controller.abort(reason)
        }
      }
      await expect(walk()).rejects.toBe(reason)
      expect(requests).toHaveLength(1)
    }
  })

  it('passes the signal to the call', async () => {
    const controller = new AbortController()
    const { client } = setUp((request) => {
      controller.abort(new Error('enough'))
      request.signal.throwIfAborted()
      return pageAnswer([], null)
    })
    await expect(collect(client.users({ params, signal: controller.signal }))).rejects.toThrow('enough')
  })
})

describe('walking the pages', () => {
  it('returns each page with its cursor and warnings', async () => {
    const warnings = [{ code: 'sort-not-supported', parameter: 'sort_by', detail: 'No.' }]
    const first = Response.json({
      result: [{ id: '1' }],
      next_cursor: 'b',
      prev_cursor: null,
      result_count: 1,
      warnings,
    })
    const { client } = setUp(first, pageAnswer(['2'], null))
    const pages = await collect(client.pages({ params }))
    expect(pages).toMatchObject([{ next_cursor: 'b', warnings }, { next_cursor: null }])
  })

  it('returns arrays even when the server keys the users', async () => {
    const { client } = setUp(Response.json({ result: { a: { id: '1' }, b: { id: '2' } }, next_cursor: null }))
    expect(await collect(client.pages({ params }))).toMatchObject([{ result: [{ id: '1' }, { id: '2' }] }])
  })
})

describe('walking normalized users', () => {
  it('requests every page in that format', async () => {
    const { client, queries } = setUp(pageAnswer(['1'], 'b'), pageAnswer(['2'], null))
    expect(await collect(client.normalized.users({ params }))).toEqual([{ id: '1' }, { id: '2' }])
    expect(queries().map((query) => query.get('truto_response_format'))).toEqual(['normalized', 'normalized'])
  })
})

describe('walking the accounts and the providers', () => {
  it('follows their cursors', async () => {
    const page = (id: string, next_cursor: string | null) => Response.json({ result: [{ id }], next_cursor, limit: 1 })
    const { client, requests } = setUp(page('1', 'b'), page('2', null), page('3', null))
    const accounts = await collect(client.accounts({ params: { query: { tenant_id: 'acme', limit: 1 } } }))
    expect(accounts).toEqual([{ id: '1' }, { id: '2' }])
    expect(await collect(client.integrations())).toEqual([{ id: '3' }])
    expect(requests.map(({ url }) => url)).toEqual([
      'https://rollcall.test/integrated-account?tenant_id=acme&limit=1',
      'https://rollcall.test/integrated-account?tenant_id=acme&limit=1&next_cursor=b',
      'https://rollcall.test/integration',
    ])
  })
  it('works for the list of any path, from a stored cursor on', async () => {
    const page = (id: string, next_cursor: string | null) => Response.json({ result: [{ id }], next_cursor, limit: 1 })
    const { client, requests } = setUp(page('2', 'c'), page('3', null))
    const tokens = await collect(client.items('/api-token', { params: { query: { limit: 1, next_cursor: 'b' } } }))
    expect(tokens).toEqual([{ id: '2' }, { id: '3' }])
    expect(requests.map(({ url }) => url)).toEqual([
      'https://rollcall.test/api-token?limit=1&next_cursor=b',
      'https://rollcall.test/api-token?limit=1&next_cursor=c',
    ])
  })

  it('throws the problem of a page, and the reason of an abort', async () => {
    const { client } = setUp(problemAnswer('/errors/forbidden', 403))
    await expect(collect(client.items('/link-token'))).rejects.toMatchObject({ problem: { type: '/errors/forbidden' } })
    const reason = new Error('enough')
    const aborted = client.items('/link-token', { signal: AbortSignal.abort(reason) })
    await expect(collect(aborted)).rejects.toBe(reason)
  })
})
