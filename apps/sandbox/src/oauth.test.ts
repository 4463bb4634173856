import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toy } from './testing/toy.ts'
import { type Answer, type Visitor, visit } from './testing/visitor.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(toy)
})
afterEach(() => visitor.close())

const host = 'login.toy.example'
const client = { client_id: 'toy-client', client_secret: 'toy-client-secret' }

const token = (form: Record<string, string>): Promise<Answer> =>
  visitor.send('POST', '/token', { host, form: { ...client, ...form } })

const code = async (extra: Record<string, string> = {}): Promise<string> => {
  const query = new URLSearchParams({
    client_id: 'toy-client',
    redirect_uri: 'https://app.example/back?keep=1',
    scope: 'read write',
    state: 'abc',
    ...extra,
  })
  const answer = await visitor.send('GET', `/authorize?${query}`, { host })
  expect(answer.status).toBe(302)
  const target = new URL(answer.headers.get('location') ?? '')
  expect(target.searchParams.get('state')).toBe('abc')
  expect(target.searchParams.get('keep')).toBe('1')
  return target.searchParams.get('code') ?? ''
}

describe('authorization code', () => {
  test('returns tokens once, with the requested scopes', async () => {
    const issued = { grant_type: 'authorization_code', code: await code() }
    expect((await token(issued)).json).toMatchObject({ subject: '11', scopes: ['read', 'write'], expiresInSeconds: 60 })
    expect(await token(issued)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('is refused with another redirect_uri', async () => {
    const answer = await token({
      grant_type: 'authorization_code',
      code: await code(),
      redirect_uri: 'https://evil.example',
    })
    expect(answer.json).toEqual({ error: 'invalid_grant' })
  })

  test('checks the verifier of PKCE', async () => {
    const code_challenge = createHash('sha256').update('verifier').digest('base64url')
    const right = { grant_type: 'authorization_code', code: await code({ code_challenge }), code_verifier: 'verifier' }
    expect((await token(right)).status).toBe(200)
    const wrong = { ...right, code: await code({ code_challenge }), code_verifier: 'other' }
    expect((await token(wrong)).json).toEqual({ error: 'invalid_grant' })
  })

  test('is not issued to an unknown app or without an address', async () => {
    const unknown = await visitor.send('GET', '/authorize?client_id=other&redirect_uri=https://app.example', { host })
    expect(unknown).toMatchObject({ status: 400, text: 'The app is not known: check client_id.' })
    const nowhere = await visitor.send('GET', '/authorize?client_id=toy-client', { host })
    expect(nowhere.status).toBe(400)
  })
})

test('client credentials get a token for the app and no refresh token', async () => {
  const answer = await token({ grant_type: 'client_credentials' })
  expect(answer.json).toMatchObject({ subject: 'robot' })
  expect(answer.json).not.toHaveProperty('refreshToken')
})

test('a password is checked', async () => {
  expect((await token({ grant_type: 'password', username: 'ann', password: 'open' })).status).toBe(200)
  expect((await token({ grant_type: 'password', username: 'ann', password: 'shut' })).json).toEqual({
    error: 'invalid_grant',
  })
})

test('the client may be in the Basic header, a JSON body or the query', async () => {
  const grant_type = 'client_credentials'
  const basic = Buffer.from('toy-client:toy-client-secret').toString('base64')
  const headers = { authorization: `Basic ${basic}` }
  expect((await visitor.send('POST', '/token', { host, headers, form: { grant_type } })).status).toBe(200)
  expect((await visitor.send('POST', '/token', { host, json: { ...client, grant_type } })).status).toBe(200)
  const query = new URLSearchParams({ ...client, grant_type })
  expect((await visitor.send('POST', `/token?${query}`, { host })).status).toBe(200)
})

test('a faulty token call gets the code of its fault', async () => {
  expect((await token({ client_secret: 'wrong', grant_type: 'refresh_token' })).json).toEqual({
    error: 'invalid_client',
  })
  expect((await token({})).json).toEqual({ error: 'invalid_request' })
  expect((await token({ grant_type: 'magic' })).json).toEqual({ error: 'unsupported_grant_type' })
})

describe('the consent page', () => {
  const asked = new URLSearchParams({ client_id: 'toy-client', redirect_uri: 'https://app.example/back', state: 'a"b' })
  const browser = { host, headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } }
  const linkOf = (page: string, words: string): string =>
    new RegExp(`href="([^"]+)">${words}<`).exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''

  test('is shown to browsers, where the user decides', async () => {
    const page = await visitor.send('GET', `/authorize?${asked}`, browser)
    expect(page).toMatchObject({ status: 200 })
    const allowed = await visitor.send('GET', `/authorize${linkOf(page.text, 'Allow')}`, browser)
    const target = new URL(allowed.headers.get('location') ?? '')
    expect(target.searchParams.get('state')).toBe('a"b')
    expect(
      (await token({ grant_type: 'authorization_code', code: target.searchParams.get('code') ?? '' })).status,
    ).toBe(200)
  })

  test('returns no code to a denied app', async () => {
    const page = await visitor.send('GET', `/authorize?${asked}`, browser)
    const denied = await visitor.send('GET', `/authorize${linkOf(page.text, 'Deny')}`, browser)
    const target = new URL(denied.headers.get('location') ?? '')
    expect(Object.fromEntries(target.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'The user denied access.',
      state: 'a"b',
    })
  })
})
