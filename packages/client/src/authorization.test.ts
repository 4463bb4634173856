import { describe, expect, it } from 'vitest'
import type { ClientOptions } from './index.ts'
import { createClient } from './index.ts'
import { scriptedFetch } from './testing/scripted-fetch.ts'

const setUp = (token: ClientOptions['token']) => {
  const ok = () => Response.json({})
  const { fetch, requests } = scriptedFetch(ok, ok)
  const client = createClient({ baseUrl: 'https://rollcall.test/', token, fetch, retries: 0 })
  return { client, sent: () => requests.map(({ headers }) => headers.get('Authorization')) }
}

describe('the token', () => {
  it('is sent with every call, without the line break of its file', async () => {
    const { client, sent } = setUp('made-up\n')
    await client.GET('/ping')
    await client.GET('/integration')
    expect(sent()).toEqual(['Bearer made-up', 'Bearer made-up'])
  })

  it('is read before every call when it is a function', async () => {
    const tokens = ['first', 'second']
    const { client, sent } = setUp(async () => tokens.shift() ?? '')
    await client.GET('/ping')
    await client.GET('/ping')
    expect(sent()).toEqual(['Bearer first', 'Bearer second'])
  })

  it('is not sent when there is none', async () => {
    const { client, sent } = setUp(undefined)
    await client.GET('/healthz')
    expect(sent()).toEqual([null])
  })

  it("is replaced by a call's own", async () => {
    const { client, sent } = setUp('made-up')
    await client.GET('/ping', { headers: { Authorization: 'Bearer other' } })
    expect(sent()).toEqual(['Bearer other'])
  })

  it('is never sent to another server', async () => {
    const { client, sent } = setUp('made-up')
    // @ts-expect-error the base URL is the client's, but JavaScript can try
    await client.GET('/ping', { baseUrl: 'https://elsewhere.test' })
    expect(sent()).toEqual([null])
  })

  it.each(['', '  ', 'made up', 'made\nup', 'secret-ü'])(
    'is refused without being quoted when it is %j',
    async (token) => {
      const { client, sent } = setUp(token)
      const failure = await client.GET('/ping').catch((error: unknown) => error)
      expect(failure).toEqual(new TypeError('The token is empty or has characters that a token cannot have.'))
      expect(sent()).toEqual([])
    },
  )
})
