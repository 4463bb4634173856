import type { ProviderSlug } from '@rollcall/contract'
import { demoLogins } from '@rollcall/sandbox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_CONNECT_REDIRECTS: 'https://app.example.com' } })
})
afterAll(() => server.stop())
beforeEach(() => {
  for (const slug of ['pipedrive', 'zoho-crm'] as const) server.sandbox.control(slug).reset()
})

const open = { token: null } as const

const memberOf = (json: unknown, name: string): unknown =>
  typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined

const makeLink = async (body: object): Promise<{ readonly id: string; readonly token: string }> => {
  const { json } = await server.call('POST', '/link-token', { body })
  return { id: String(memberOf(json, 'id')), token: String(memberOf(json, 'link_token')) }
}

/** A browser: it keeps the cookie that it gets. */
const visit = async (token: string) => {
  const { status, headers, text } = await server.call('GET', '/connect', { ...open, query: `link_token=${token}` })
  const [given = ''] = headers['set-cookie'] ?? []
  const cookie = given.split(';')[0] ?? ''
  return {
    first: { status, headers, text },
    given,
    cookie,
    session: async () => (await server.call('GET', '/connect/session', { ...open, headers: { cookie } })).json,
    start: (body: object, headers: object = {}) =>
      server.call('POST', '/connect/session', { ...open, body, headers: { cookie, ...headers } }),
    callback: (query: string) => server.call('GET', '/connect/callback', { ...open, query, headers: { cookie } }),
  }
}

const keyOf = (provider: ProviderSlug) => {
  const login = demoLogins(provider).find(({ authentication_method: method }) => method !== 'oauth2')
  if (login === undefined) throw new Error(`The sandbox has no key for ${provider}.`)
  const { oauth, ...context } = login.context
  const client = oauth?.client
  const app = client === undefined ? {} : { client_id: client.id, client_secret: client.secret }
  return { integration: provider, authentication_method: login.authentication_method, context: { ...context, ...app } }
}

const accounts = async (tenant: string) =>
  memberOf((await server.call('GET', '/integrated-account', { query: `tenant_id=${tenant}` })).json, 'result')

/** Sends the browser to the vendor, which allows the app, and back. @returns the query of the vendor's redirect */
const consent = async (browser: Awaited<ReturnType<typeof visit>>, integration: string, context: object = {}) => {
  const started = await browser.start({ integration, authentication_method: 'oauth2', context })
  const url = String(memberOf(started.json, 'consent_url'))
  const { headers } = await fetch(url, { redirect: 'manual' })
  return { url: new URL(url), query: new URL(headers.get('location') ?? '').search.slice(1) }
}

describe('the page', () => {
  test('removes the token from the address and sets a cookie that no script and no other site can use', async () => {
    const { token } = await makeLink({ tenant_id: 'acme' })
    const { first, given, cookie } = await visit(token)
    expect(first).toMatchObject({ status: 303, headers: { location: '/connect' } })
    expect(given).toMatch(/^rollcall_connect=[\w-]{43}; Path=\/connect; Max-Age=3600; HttpOnly; SameSite=Lax$/)
    expect(cookie).not.toContain(token)
    expect(first.text + JSON.stringify(first.headers)).not.toContain(token)
    expect(server.logs.join('')).not.toContain(token)
  })

  test('loads only its own script and style, and cannot be shown in a frame', async () => {
    const { headers, text } = await server.call('GET', '/connect', open)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(text).not.toMatch(/https?:|<script>|<style>|style=| on\w+=/)
    for (const [name, type] of [
      ['connect.js', 'text/javascript'],
      ['connect.css', 'text/css'],
    ] as const) {
      const asset = await server.call('GET', `/connect/assets/${name}`, open)
      expect(asset).toMatchObject({ status: 200, headers: { 'content-type': `${type}; charset=utf-8` } })
      expect(asset.text).not.toMatch(/innerHTML|eval\(|@import|url\(/)
    }
  })

  test('sends its cookie only over TLS where browsers use TLS', async () => {
    const secure = await startTestServer({ environment: { ROLLCALL_PUBLIC_URL: 'https://rollcall.example.com' } })
    const { json } = await secure.call('POST', '/link-token', { body: { tenant_id: 'acme' } })
    const query = `link_token=${memberOf(json, 'link_token')}`
    const { headers } = await secure.call('GET', '/connect', { ...open, query })
    expect(headers['set-cookie']?.[0]).toMatch(/; Secure$/)
    await secure.stop()
  })

  test('says that an invalid token is not valid, and ends the session of a former one', async () => {
    const { first, given, session } = await visit('rollcall_nonsense')
    expect(first.status).toBe(303)
    expect(given).toMatch(/^rollcall_connect=; Path=\/connect; Max-Age=0;/)
    expect(await session()).toMatchObject({ state: 'unknown', integrations: [] })
  })

  test('shows the providers that the link allows, with the help of each method and the values that are filled in', async () => {
    const { token } = await makeLink({
      tenant_id: 'acme',
      integrations: ['pipedrive', 'insightly'],
      context: { company_domain: 'acme' },
      redirect_uri: 'https://app.example.com/done',
    })
    const { session } = await visit(token)
    expect(await session()).toMatchObject({
      state: 'open',
      is_reconnection: false,
      redirect_uri: 'https://app.example.com/done',
      message_origins: ['https://app.example.com'],
      integrations: [
        { slug: 'insightly', methods: [{ fields: [{ name: 'pod', is_required: true }, { name: 'api_key' }] }] },
        {
          slug: 'pipedrive',
          name: 'Pipedrive',
          methods: [
            { authentication_method: 'oauth2', fields: [] },
            {
              authentication_method: 'api_key',
              where: expect.stringContaining('Settings > Personal preferences > API'),
              rights: expect.stringContaining('administrator'),
              fields: [
                { name: 'company_domain', is_required: false, value: 'acme' },
                { name: 'api_key', label: 'API token', is_required: true, is_secret: true, value: null },
              ],
            },
          ],
        },
      ],
    })
  })

  test('offers no consent where the environment has no OAuth app', async () => {
    await server.store.oauthApps.delete(server.environmentId, 'teamleader')
    const { token } = await makeLink({ tenant_id: 'acme', integrations: ['teamleader', 'planhat'] })
    const browser = await visit(token)
    expect(await browser.session()).toMatchObject({ integrations: [{ slug: 'planhat' }] })
    const refused = await browser.start({ integration: 'teamleader', authentication_method: 'oauth2', context: {} })
    expect(refused.json).toMatchObject({ result: { error_type: 'invalid_integration' } })
  })
})

describe('connecting with a key', () => {
  test.each(['pipedrive', 'nutshell', 'wix', 'freshsales', 'pipeliner'] as const)(
    '%s: the account is active after one call to the vendor, and its users can be read',
    async (provider) => {
      const { token, id } = await makeLink({ tenant_id: `key-${provider}`, integrations: [provider] })
      const browser = await visit(token)
      server.sandbox.control(provider).reset()
      const { status, json } = await browser.start(keyOf(provider))
      const account = memberOf(memberOf(json, 'result'), 'integrated_account_id')
      expect({ status, json }).toMatchObject({
        status: 200,
        json: { result: { result: 'success', integration: provider } },
      })
      expect(server.sandbox.control(provider).requests()).toHaveLength(1)
      expect(await accounts(`key-${provider}`)).toMatchObject([{ id: account, status: 'active' }])
      const users = await server.call('GET', '/unified/crm/users', {
        query: `limit=1&integrated_account_id=${account}`,
      })
      expect(users.status).toBe(200)
      expect((await server.call('GET', '/link-token', { query: 'limit=1' })).json).toMatchObject({
        result: [{ id, state: 'used', integrated_account_id: account }],
      })
    },
  )

  test.each([
    ['an own app', true],
    ["the environment's app", false],
  ])('client credentials of %s', async (_whose, isOwn) => {
    const login = demoLogins('wix').find(({ authentication_method: method }) => method === 'client_credentials')
    const { oauth: { client } = {}, ...variables } = login?.context ?? {}
    const own = isOwn ? { client_id: client?.id ?? '', client_secret: client?.secret ?? '' } : {}
    const { token } = await makeLink({ tenant_id: 'credentials', integrations: ['wix'] })
    const { json } = await (await visit(token)).start({
      integration: 'wix',
      authentication_method: 'client_credentials',
      context: { ...variables, ...own },
    })
    expect(json).toMatchObject({ result: { result: 'success', integration: 'wix' } })
  })

  test('a key that the vendor refuses is reported with the vendor’s message; the same link can be tried again, with the same account', async () => {
    const { token } = await makeLink({ tenant_id: 'again', integrations: ['pipedrive'] })
    const browser = await visit(token)
    const sound = keyOf('pipedrive')
    const wrong = { ...sound, context: { ...sound.context, api_key: 'made-up-wrong-key' } }
    const { json, text } = await browser.start(wrong)
    const failed = memberOf(json, 'result')
    expect(failed).toMatchObject({
      result: 'error',
      error_type: 'validation_error',
      error: expect.stringMatching(/unauthorized/i),
    })
    expect(text).not.toContain('made-up-wrong-key')
    const id = memberOf(failed, 'integrated_account_id')
    expect(await accounts('again')).toMatchObject([
      { id, status: 'validation_error', last_error: 'The call that tries a new connection failed at the vendor.' },
    ])
    expect(await browser.session()).toMatchObject({ state: 'open', result: failed })
    expect((await browser.start(sound)).json).toMatchObject({
      result: { result: 'success', integrated_account_id: id },
    })
    expect(await accounts('again')).toMatchObject([{ id, status: 'active', last_error: null }])
    expect((await browser.start(sound)).json).toMatchObject({ result: { error_type: 'invalid_token' } })
  })

  test('a customer that chooses another provider after a failure gets only one account', async () => {
    const { token } = await makeLink({ tenant_id: 'chosen', integrations: ['pipedrive', 'capsule'] })
    const browser = await visit(token)
    await browser.start({ ...keyOf('pipedrive'), context: { api_key: 'made-up-wrong-key' } })
    await browser.start(keyOf('capsule'))
    expect(await accounts('chosen')).toMatchObject([{ integration: { id: 'capsule' }, status: 'active' }])
  })

  test('an account that was connected stays when its process was killed before the link was marked as used', async () => {
    const { token, id } = await makeLink({ tenant_id: 'died', integrations: ['pipedrive', 'capsule'] })
    const { environmentId } = server
    const { linkTokens, accounts: stored } = server.store
    const claim = (await linkTokens.claim(environmentId, id, Date.now() + 60_000)) ?? ''
    const { context, ...login } = keyOf('pipedrive')
    const { id: account } = await stored.create(environmentId, {
      provider: 'pipedrive',
      tenantId: 'died',
      method: 'api_key',
      credential: { kind: 'api_key', apiKey: 'lost-key' },
      variables: {},
    })
    await linkTokens.noteAccount(environmentId, id, claim, account)
    await linkTokens.settle(environmentId, id, claim, false)
    const browser = await visit(token)
    expect((await browser.start(keyOf('capsule'))).json).toMatchObject({
      result: { result: 'error', error_type: 'invalid_integration', error: expect.stringContaining('Pipedrive') },
    })
    expect((await browser.start({ ...login, context })).json).toMatchObject({
      result: { result: 'success', integrated_account_id: account },
    })
    expect(await accounts('died')).toMatchObject([{ id: account, status: 'active' }])
  })

  test('a missing or malformed value is reported by its field, before any call to the vendor', async () => {
    const { token } = await makeLink({ tenant_id: 'faults', integrations: ['wix', 'pipedrive'] })
    const browser = await visit(token)
    const missing = await browser.start({
      integration: 'wix',
      authentication_method: 'api_key',
      context: { api_key: 'x' },
    })
    expect(missing).toMatchObject({ status: 400, json: { errors: [{ pointer: '/context/site_id' }] } })
    const hostile = { ...keyOf('pipedrive'), context: { api_key: 'x', company_domain: 'evil.test/' } }
    expect(await browser.start(hostile)).toMatchObject({
      status: 400,
      json: { errors: [{ pointer: '/context/company_domain' }] },
    })
    expect(await accounts('faults')).toEqual([])
  })

  test('one attempt runs at a time', async () => {
    const { token } = await makeLink({ tenant_id: 'twice', integrations: ['pipedrive'] })
    const browsers = await Promise.all([visit(token), visit(token)])
    const answers = await Promise.all(browsers.map((browser) => browser.start(keyOf('pipedrive'))))
    const results = answers.map(({ json }) => memberOf(memberOf(json, 'result'), 'result')).sort()
    expect(results).toEqual(['error', 'success'])
    expect(await accounts('twice')).toMatchObject([{ status: 'active' }])
  })

  test('a page of another origin connects nothing', async () => {
    const { token } = await makeLink({ tenant_id: 'forged', integrations: ['pipedrive'] })
    const browser = await visit(token)
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect(await browser.start(keyOf('pipedrive'), headers)).toMatchObject({ status: 403 })
    }
    expect(await accounts('forged')).toEqual([])
  })
})

describe('connecting by consent', () => {
  test('the consent has the parameters that the vendor documents, and the code is exchanged once', async () => {
    const { token } = await makeLink({ tenant_id: 'consent', integrations: ['pipedrive'] })
    const browser = await visit(token)
    const { url, query } = await consent(browser, 'pipedrive')
    expect(url.searchParams.get('redirect_uri')).toBe(`${server.origin}/connect/callback`)
    expect(await browser.callback(query)).toMatchObject({ status: 303, headers: { location: '/connect' } })
    const session = await browser.session()
    expect(session).toMatchObject({ state: 'used', result: { result: 'success', integration: 'pipedrive' } })
    expect(await accounts('consent')).toMatchObject([
      { status: 'active', authentication_method: 'oauth2', context: { api_domain: 'https://acme.pipedrive.com' } },
    ])
    await browser.callback(query)
    expect(await browser.session()).toEqual(session)
    const logs = server.logs.join('')
    for (const secret of new URLSearchParams(query).values()) expect(logs).not.toContain(secret)
  })

  test.each(['salesforce', 'dynamics-365-sales'] as const)(
    'the consent of %s uses PKCE with S256',
    async (provider) => {
      const { token } = await makeLink({ tenant_id: `pkce-${provider}`, integrations: [provider] })
      const browser = await visit(token)
      const { instance_url } = demoLogins(provider)[0]?.context ?? {}
      const context = provider === 'salesforce' ? {} : { instance_url: String(instance_url) }
      const { url, query } = await consent(browser, provider, context)
      expect(url.searchParams.get('code_challenge_method')).toBe('S256')
      expect(url.searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
      await browser.callback(query)
      expect(await browser.session()).toMatchObject({ result: { result: 'success' } })
    },
  )

  test("a code is exchanged at the data centre that the vendor's redirect names, and only at the vendor", async () => {
    const { token } = await makeLink({ tenant_id: 'zoho', integrations: ['zoho-crm'] })
    const browser = await visit(token)
    const first = new URLSearchParams((await consent(browser, 'zoho-crm')).query)
    first.set('accounts-server', 'https://accounts.zoho.evil.example')
    await browser.callback(first.toString())
    expect(await browser.session()).toMatchObject({
      state: 'open',
      result: { error_type: 'connection_error', error: expect.stringContaining('accounts_server') },
    })
    const { query } = await consent(browser, 'zoho-crm')
    await browser.callback(query)
    expect(await browser.session()).toMatchObject({ result: { result: 'success' } })
    const named = new URLSearchParams(query).get('accounts-server')
    expect(await accounts('zoho')).toMatchObject([{ status: 'active', context: { accounts_server: named } }])
  })

  test('a state is valid only in the browser that was sent with it', async () => {
    const { token } = await makeLink({ tenant_id: 'stolen', integrations: ['pipedrive'] })
    const [attacker, victim] = [await visit(token), await visit(token)]
    const { query } = await consent(attacker, 'pipedrive')
    await victim.callback(query)
    expect(await victim.session()).toMatchObject({ state: 'open', result: { error_type: 'invalid_token' } })
    expect(await accounts('stolen')).toEqual([])
    expect(await server.call('GET', '/connect/callback', { ...open, query })).toMatchObject({ status: 303 })
    expect(await accounts('stolen')).toEqual([])
  })

  test('a customer that refuses sees the vendor’s message', async () => {
    const { token } = await makeLink({ tenant_id: 'denied', integrations: ['pipedrive'] })
    const browser = await visit(token)
    const { url } = await consent(browser, 'pipedrive')
    const state = url.searchParams.get('state')
    await browser.callback(
      `error=access_denied&error_description=The%20user%20said%20no&state=${state}&vendor_extra[a]=1`,
    )
    expect(await browser.session()).toMatchObject({
      state: 'open',
      result: { error_type: 'connection_error', error: 'Pipedrive did not allow the app: The user said no' },
    })
  })

  test('an answer as a form is redirected to an address that the browser sends its cookie to', async () => {
    const { status, headers } = await server.call('POST', '/connect/callback', {
      ...open,
      rawBody: 'code=a%2Bb&state=c&extra=d',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://app.copper.com' },
    })
    expect(status).toBe(303)
    expect(headers.location).toBe('/connect/callback?code=a%2Bb&state=c&extra=d')
  })

  test('a code that the vendor refuses makes no account', async () => {
    const { token } = await makeLink({ tenant_id: 'refused', integrations: ['pipedrive'] })
    const browser = await visit(token)
    const query = new URLSearchParams((await consent(browser, 'pipedrive')).query)
    query.set('code', 'made-up-code')
    await browser.callback(query.toString())
    expect(await browser.session()).toMatchObject({ state: 'open', result: { error_type: 'connection_error' } })
    expect(await accounts('refused')).toEqual([])
  })
})

describe('connecting again', () => {
  const reconnect = async (id: string) => visit((await makeLink({ integrated_account_id: id })).token)
  const importBroken = async (context: object): Promise<string> => {
    const body = { integration: 'pipedrive', tenant_id: 'broken', authentication_method: 'api_key', context }
    const { json } = await server.call('POST', '/integrated-account', { body })
    return String(memberOf(json, 'id'))
  }

  test('keeps the id of an account that needs its customer', async () => {
    const id = await importBroken({ api_key: 'stale-key', company_domain: 'acme' })
    await server.call('GET', '/unified/crm/users', { query: `integrated_account_id=${id}` })
    const path = `/integrated-account/${id}`
    expect((await server.call('GET', path)).json).toMatchObject({ status: 'needs_reauth' })
    const browser = await reconnect(id)
    expect(await browser.session()).toMatchObject({
      is_reconnection: true,
      integrations: [{ methods: [{ authentication_method: 'api_key', fields: [{ value: 'acme' }, {}] }] }],
    })
    const { json } = await browser.start(keyOf('pipedrive'))
    expect(json).toMatchObject({ result: { result: 'success', integrated_account_id: id } })
    expect((await server.call('GET', path)).json).toMatchObject({ id, status: 'active', last_error: null })
  })

  test('leaves an active account as it is where the new key does not work', async () => {
    const id = (await server.freshAccount('pipedrive')).replace('integrated_account_id=', '')
    const before = (await server.call('GET', `/integrated-account/${id}`)).json
    const browser = await reconnect(id)
    const sound = keyOf('pipedrive')
    const { json } = await browser.start({ ...sound, context: { api_key: 'made-up-wrong-key' } })
    expect(json).toMatchObject({ result: { error_type: 'validation_error', integrated_account_id: id } })
    expect((await server.call('GET', `/integrated-account/${id}`)).json).toEqual(before)
    const users = await server.call('GET', '/unified/crm/users', { query: `limit=1&integrated_account_id=${id}` })
    expect(users.status).toBe(200)
    expect((await browser.start(sound)).json).toMatchObject({
      result: { result: 'success', integrated_account_id: id },
    })
  })
})

test.each(['revoked', 'unknown'] as const)('a %s link connects nothing, also where its page is open', async (state) => {
  const { id, token } = await makeLink({ tenant_id: 'ended', integrations: ['pipedrive'] })
  const browser = await visit(token)
  const { query } = await consent(browser, 'pipedrive')
  if (state === 'revoked') await server.call('DELETE', `/link-token/${id}`)
  const asked = state === 'revoked' ? browser : await visit('rollcall_nonsense')
  expect(await asked.session()).toMatchObject({ state, integrations: [] })
  expect((await asked.start(keyOf('pipedrive'))).json).toMatchObject({ result: { error_type: 'invalid_token' } })
  await asked.callback(query)
  expect(await accounts('ended')).toEqual([])
})
