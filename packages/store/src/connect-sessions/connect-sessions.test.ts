import { describe, expect, it } from 'vitest'
import { bytesOf } from '../testing/test-database.ts'
import { environmentId, openTestStore } from '../testing/test-store.ts'

const open = async () => {
  const test = await openTestStore()
  const { id: linkTokenId } = await test.store.linkTokens.create(environmentId, {
    tenantId: 'acme',
    providers: [],
    context: {},
    expiresAtMs: test.clock.now() + 86_400_000,
  })
  const sessions = test.store.connectSessions
  const start = async () => {
    const { cookie } = await sessions.create(environmentId, linkTokenId)
    const session = await sessions.find(cookie)
    if (session === undefined) throw new Error('The session is not found.')
    return { cookie, session }
  }
  return { ...test, linkTokenId, sessions, start }
}

describe('the session of a browser', () => {
  it('is found by its cookie for an hour', async () => {
    const { sessions, start, clock, linkTokenId } = await open()
    const { cookie, session } = await start()
    expect(session).toEqual({ id: session.id, environmentId, linkTokenId, outcome: undefined })
    expect(await sessions.find('another')).toBeUndefined()
    clock.advance(3600)
    expect(await sessions.find(cookie)).toBeUndefined()
  })

  it('returns an attempt for its state once, also to two requests at the same time, and to no other browser', async () => {
    const { sessions, start } = await open()
    const [{ session }, other] = [await start(), await start()]
    const state = await sessions.begin(session, { verifier: 'pkce' })
    expect(await sessions.resume(other.session, state)).toBeUndefined()
    expect(await sessions.resume(session, 'another')).toBeUndefined()
    const resumed = await Promise.all([sessions.resume(session, state), sessions.resume(session, state)])
    expect(resumed.filter((attempt) => attempt !== undefined)).toEqual([{ verifier: 'pkce' }])
    expect(await sessions.resume(session, state)).toBeUndefined()
  })

  it('knows the state of its newest attempt alone', async () => {
    const { sessions, start } = await open()
    const { session } = await start()
    const former = await sessions.begin(session, { turn: 1 })
    const state = await sessions.begin(session, { turn: 2 })
    expect(await sessions.resume(session, former)).toBeUndefined()
    expect(await sessions.resume(session, state)).toEqual({ turn: 2 })
  })

  it('stores how an attempt ended, and no cookie, state or data of an attempt in plain text', async () => {
    const { sessions, start, folder } = await open()
    const { cookie, session } = await start()
    const state = await sessions.begin(session, { verifier: 'pkce-verifier' })
    await sessions.end(session, { result: 'error', error: 'words of the vendor' })
    expect((await sessions.find(cookie))?.outcome).toEqual({ result: 'error', error: 'words of the vendor' })
    for (const secret of [cookie, state, 'pkce-verifier', 'words of the vendor']) {
      expect(await bytesOf(folder)).not.toContain(secret)
    }
  })
})
