import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Authentication, JsonObject, OAuth2 } from '../../contract.ts'
import type { OutgoingRequest, Transport } from '../calls/exchange.ts'
import { accessToken, template, variable } from '../calls/template.ts'
import { ProviderFailure } from '../failures.ts'
import { afterConsent, authorizeUrl, createCodeVerifier } from './authorize-url.ts'
import { requestToken, revoke } from './oauth.ts'
import type { OAuthAdapter, TokenInput } from './token-endpoint.ts'

const nowMs = Date.UTC(2026, 10, 22)
const client = { id: 'client-1', secret: 'client-secret-1' }
const context = { signal: new AbortController().signal, deadlineAtMs: nowMs + 10_000 }

const oauth2: OAuth2 = {
  authorizeUrl: 'https://app.acme.test/oauth/authorize',
  tokenUrl: 'https://api.acme.test/oauth/token',
  clientAuthentication: 'body',
  format: 'form',
  scopes: ['users.read', 'users.write'],
  placement: { headers: { authorization: template`Bearer ${accessToken}` } },
}

const adapterWith = (authentication: Authentication): OAuthAdapter => ({
  slug: 'hubspot',
  name: 'Acme',
  account: { api_domain: { description: 'Where it is.', example: '', pattern: /https:\/\/[a-z]+\.acme\.test/ } },
  hosts: [/[a-z0-9-]+\.acme\.test/],
  authentication,
})

/** Sends the same answer to every request and keeps the requests. */
const vendor = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const requests: OutgoingRequest[] = []
  const transport: Transport = {
    send: (request) => {
      requests.push(request)
      const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
      return Promise.resolve({ status, headers, body: bytes })
    },
    stream: () => Promise.reject(new Error('no stream is asked for')),
  }
  return { requests, transport }
}

const failing = (failure: unknown): Transport => ({
  send: () => Promise.reject(failure),
  stream: () => Promise.reject(failure),
})

const inputWith = (transport: Transport, more: Partial<TokenInput> = {}): TokenInput => ({
  adapter: adapterWith({ oauth2 }),
  variables: {},
  method: 'oauth2',
  client,
  refreshToken: 'refresh-token-1',
  transport,
  now: () => nowMs,
  context,
  ...more,
})

const failureOf = async (input: TokenInput): Promise<ProviderFailure> => {
  const outcome = await requestToken(input).catch((error: unknown) => error)
  if (outcome instanceof ProviderFailure) return outcome
  throw new Error('Expected a ProviderFailure.')
}

const good = { access_token: 'at-2', expires_in: 1800 }
const formOf = (request: OutgoingRequest | undefined) => Object.fromEntries(new URLSearchParams(request?.body))

describe('the request', () => {
  test('refreshes with a form that authenticates the client', async () => {
    const { requests, transport } = vendor(200, good)
    await requestToken(inputWith(transport))
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      provider: 'hubspot',
      method: 'POST',
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip, br',
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
    expect(requests[0]?.url.href).toBe('https://api.acme.test/oauth/token')
    expect(formOf(requests[0])).toEqual({
      client_id: 'client-1',
      client_secret: 'client-secret-1',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-token-1',
    })
  })

  test('is a form with the client in it where the adapter declares neither', async () => {
    const { requests, transport } = vendor(200, good)
    const { clientAuthentication: _c, format: _f, ...silent } = oauth2
    await requestToken(inputWith(transport, { adapter: adapterWith({ oauth2: silent }) }))
    expect(requests[0]?.headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'gzip, br',
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(formOf(requests[0])).toEqual({
      client_id: 'client-1',
      client_secret: 'client-secret-1',
      grant_type: 'refresh_token',
      refresh_token: 'refresh-token-1',
    })
  })

  test('exchanges a code rather than a refresh token', async () => {
    const { requests, transport } = vendor(200, good)
    const code = { code: 'c/1', redirectUri: 'https://rollcall.test/connect', codeVerifier: 'v' }
    await requestToken(inputWith(transport, { code }))
    expect(formOf(requests[0])).toEqual({
      client_id: 'client-1',
      client_secret: 'client-secret-1',
      grant_type: 'authorization_code',
      code: 'c/1',
      redirect_uri: 'https://rollcall.test/connect',
      code_verifier: 'v',
    })
  })

  test('authenticates the client by Basic where the vendor requires it, then not in the body', async () => {
    const { requests, transport } = vendor(200, good)
    await requestToken(
      inputWith(transport, { adapter: adapterWith({ oauth2: { ...oauth2, clientAuthentication: 'basic' } }) }),
    )
    expect(requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('client-1:client-secret-1').toString('base64')}`,
    )
    expect(formOf(requests[0])).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-token-1' })
  })

  test('authenticates a refresh in another way than an exchange where the adapter declares it (Keap)', async () => {
    const { requests, transport } = vendor(200, good)
    const adapter = adapterWith({ oauth2: { ...oauth2, refreshClientAuthentication: 'basic' } })
    await requestToken(inputWith(transport, { adapter }))
    await requestToken(inputWith(transport, { adapter, code: { code: 'c', redirectUri: 'https://r.test' } }))
    expect(requests[0]?.headers.authorization).toMatch(/^Basic /)
    expect(requests[1]?.headers.authorization).toBeUndefined()
    expect(formOf(requests[1])).toMatchObject({ client_secret: 'client-secret-1' })
  })

  test('sends the client’s own credentials in JSON, with the parameters filled (Wix)', async () => {
    const { requests, transport } = vendor(200, good)
    const { authorizeUrl: _a, scopes: _s, ...endpoint } = oauth2
    const client_credentials = {
      ...endpoint,
      format: 'json' as const,
      parameters: { instance_id: variable('instance_id'), app: variable('client_id') },
      scope: template`https://${variable('region')}.acme.test/.default`,
    }
    await requestToken(
      inputWith(transport, {
        method: 'client_credentials',
        adapter: adapterWith({ client_credentials }),
        variables: { instance_id: 'i-1', region: 'eu' },
      }),
    )
    expect(requests[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: 'client-secret-1',
      scope: 'https://eu.acme.test/.default',
      instance_id: 'i-1',
      app: 'client-1',
    })
  })

  test('adds the parameters of every grant (HighLevel’s user_type)', async () => {
    const { requests, transport } = vendor(200, good)
    const adapter = adapterWith({ oauth2: { ...oauth2, parameters: { user_type: variable('user_type') } } })
    await requestToken(inputWith(transport, { adapter, variables: { user_type: 'Company' } }))
    expect(formOf(requests[0])).toMatchObject({ user_type: 'Company' })
  })

  test('sends no empty client secret', async () => {
    const { requests, transport } = vendor(200, good)
    await requestToken(inputWith(transport, { client: { id: 'client-1', secret: '' } }))
    expect(formOf(requests[0])).not.toHaveProperty('client_secret')
  })

  test('goes to the account’s own host, and to no host that is not the vendor’s', async () => {
    const { requests, transport } = vendor(200, good)
    const adapter = adapterWith({
      oauth2: { ...oauth2, tokenUrl: template`https://${variable('deployment')}.acme.test/token` },
    })
    await requestToken(inputWith(transport, { adapter, variables: { deployment: 'eu-1' } }))
    expect(requests[0]?.url.href).toBe('https://eu-1.acme.test/token')
    for (const deployment of ['evil.test/', 'evil.test#', 'user@evil', 'a:8443/']) {
      const failure = await failureOf(inputWith(transport, { adapter, variables: { deployment } }))
      expect(failure.slug).toBe('provider-error')
    }
    expect((await failureOf(inputWith(transport, { adapter }))).message).toBe('The account has no "deployment".')
    expect(requests).toHaveLength(1)
  })

  test('is not made without a refresh token, or for a method that the adapter lacks', async () => {
    const { requests, transport } = vendor(200, good)
    const { refreshToken: _, ...without } = inputWith(transport)
    expect((await failureOf(without)).slug).toBe('account-needs-reauth')
    expect((await failureOf({ ...without, refreshToken: '' })).slug).toBe('account-needs-reauth')
    expect((await failureOf(inputWith(transport, { method: 'client_credentials' }))).slug).toBe('account-needs-reauth')
    expect(requests).toEqual([])
  })
})

describe('a token', () => {
  const tokenFrom = (answer: unknown, status = 200, changes: Partial<OAuth2> = {}, variables = {}) =>
    requestToken(
      inputWith(vendor(status, answer).transport, {
        adapter: adapterWith({ oauth2: { ...oauth2, ...changes } }),
        variables,
      }),
    )

  test('has the lifetime of the answer, as number or digits, counted from the request', async () => {
    expect(await tokenFrom(good)).toEqual({ accessToken: 'at-2', expiresAtMs: nowMs + 1_800_000, variables: {} })
    expect(await tokenFrom({ ...good, expires_in: '3599' })).toMatchObject({ expiresAtMs: nowMs + 3_599_000 })
  })

  test.each([[undefined], [null], [''], ['soon'], [0], [-1], ['-5'], [{}], [Number.NaN]])(
    'has the lifetime of the adapter where expires_in is %j',
    async (expires_in) => {
      expect(await tokenFrom({ ...good, expires_in }, 200, { lifetimeSeconds: 60 })).toMatchObject({
        expiresAtMs: nowMs + 60_000,
      })
      expect(await tokenFrom({ ...good, expires_in })).not.toHaveProperty('expiresAtMs')
    },
  )

  test('has a new refresh token only when the answer has one', async () => {
    expect(await tokenFrom({ ...good, refresh_token: 'rt-2' })).toMatchObject({ refreshToken: 'rt-2' })
    for (const refresh_token of [undefined, null, '', 5]) {
      expect(await tokenFrom({ ...good, refresh_token })).not.toHaveProperty('refreshToken')
    }
  })

  test('is read from the body, whatever the status', async () => {
    expect(await tokenFrom(good, 201)).toMatchObject({ accessToken: 'at-2' })
    expect(await tokenFrom(good, 400)).toMatchObject({ accessToken: 'at-2' })
  })

  test('has variables and the principal', async () => {
    const changes: Partial<OAuth2> = {
      account: (answer) => ({ api_domain: String(answer.api_domain) }),
      principal: (answer) => (typeof answer.user_id === 'string' ? answer.user_id : undefined),
    }
    const answer = { ...good, api_domain: 'https://x.acme.test', user_id: 'u1' }
    expect(await tokenFrom(answer, 200, changes, { region: 'eu', api_domain: 'old' })).toMatchObject({
      variables: { region: 'eu', api_domain: 'https://x.acme.test' },
      principal: 'u1',
    })
    expect(await tokenFrom({ ...answer, user_id: 7 }, 200, changes)).not.toHaveProperty('principal')
  })

  test.each(['https://x.acme.test.evil.test', 'http://x.acme.test', 'https://x.acme.test/', ''])(
    'for the address %j is refused: the answer is shown, without its tokens',
    async (api_domain) => {
      const account = (answer: JsonObject) => ({ api_domain: String(answer.api_domain) })
      const adapter = adapterWith({ oauth2: { ...oauth2, account } })
      const failure = await failureOf(inputWith(vendor(200, { ...good, api_domain }).transport, { adapter }))
      expect(failure).toMatchObject({
        slug: 'provider-error',
        options: { remote: { status: 200, body: { api_domain, access_token: '[redacted]' } } },
      })
      expect(failure.message).toContain('"api_domain" does not have the expected form')
      expect(JSON.stringify(failure.options)).not.toContain(good.access_token)
    },
  )

  test('has its variables in the spelling of the adapter', async () => {
    const account = (answer: JsonObject) => ({ api_domain: String(answer.api_domain) })
    const plain = adapterWith({ oauth2: { ...oauth2, account } })
    const canonical = (pasted: string) => pasted.toLowerCase().replace(/\/$/, '')
    const rule = { description: '', example: '', pattern: /https:\/\/[a-z]+\.acme\.test/, canonical }
    const adapter = { ...plain, account: { api_domain: rule } }
    const answer = { ...good, api_domain: 'HTTPS://X.acme.test/' }
    expect(await requestToken(inputWith(vendor(200, answer).transport, { adapter }))).toMatchObject({
      variables: { api_domain: 'https://x.acme.test' },
    })
  })

  test('is not shown when its answer is refused, wherever it is', async () => {
    const account = (answer: JsonObject) => ({ api_domain: String(answer.api_domain) })
    const adapter = adapterWith({ oauth2: { ...oauth2, account } })
    const answer = { ...good, access_token: 'at-marked', refresh_token: 'rt-marked', id_token: 'id-marked' }
    const reported = { ...answer, api_domain: 'https://evil.test', note: 'at-marked rt-marked id-marked' }
    const failure = await failureOf(inputWith(vendor(200, reported).transport, { adapter }))
    expect(failure.options.remote?.body).toMatchObject({ api_domain: 'https://evil.test' })
    expect(failure.message + JSON.stringify(failure.options)).not.toContain('marked')
  })

  test('with a variable that the adapter does not declare is refused', async () => {
    const adapter = adapterWith({ oauth2: { ...oauth2, account: () => ({ other: 'x' }) } })
    expect((await failureOf(inputWith(vendor(200, good).transport, { adapter }))).slug).toBe('provider-error')
  })

  test('whose variables cannot be read is an answer not understood', async () => {
    const functions: Partial<OAuth2>[] = [
      {
        account: () => {
          throw new TypeError('no instance_url')
        },
      },
      {
        principal: () => {
          throw new TypeError('no id')
        },
      },
      { account: () => ({ host: JSON.parse('5') }) },
      { account: () => JSON.parse('[]') },
      { principal: () => JSON.parse('5') },
    ]
    for (const changes of functions) {
      const adapter = adapterWith({ oauth2: { ...oauth2, ...changes } })
      const failure = await failureOf(inputWith(vendor(200, good).transport, { adapter }))
      expect(failure).toMatchObject({
        slug: 'provider-error',
        message: 'Acme returned a token without its required members.',
      })
    }
  })
})

describe('a refusal', () => {
  test.each([
    [200, { error: 'invalid_code' }],
    [400, { error: 'invalid_grant', error_description: 'expired access/refresh token' }],
    [400, { success: false, message: 'Invalid grant: refresh_token is invalid' }],
    [400, { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' }],
    [401, { error: 'invalid_request', message: 'The refresh token is invalid.' }],
    [400, { error: 'invalid_request', error_description: 'The refresh token has expired' }],
    [400, { error: 'interaction_required' }],
    [400, { error: 'invalid_grant', error_description: 'inactive organization' }],
    [400, { error: { code: 'invalid_grant', message: 'gone' } }],
  ])('for good: %i %j', async (status, body) => {
    const failure = await failureOf(inputWith(vendor(status, body).transport))
    expect(failure).toMatchObject({ slug: 'account-needs-reauth', options: { remote: { status } } })
  })

  test.each([
    [401, { error: 'invalid_client' }],
    [400, { error: 'invalid_client_id' }],
    [400, { error: 'unauthorized_client' }],
    [401, { success: false, message: 'Invalid client: client is invalid' }],
    [403, { message: 'The client was not found' }],
  ])('of the OAuth app, not of the grant: %i %j', async (status, body) => {
    const failure = await failureOf(inputWith(vendor(status, body).transport))
    expect(failure).toMatchObject({ slug: 'provider-rejected', options: { remote: { status }, status: 422 } })
    expect(failure.message).toContain('refused the OAuth app')
  })

  // https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm
  test.each([
    [400, { error: 'unknown_error', error_description: 'retry your request' }],
    [400, { error: 'invalid_grant', error_description: 'token request is already being processed' }],
    [400, { error: 'invalid_grant', error_description: 'Temporarily unavailable, please try again' }],
    [403, { error: 'access_denied' }],
    [401, { errors: [{ error: { code: 'unauthorized' } }] }],
    [401, {}],
    [400, { error: 'something_new' }],
  ])('that may pass: %i %j', async (status, body) => {
    const failure = await failureOf(inputWith(vendor(status, body).transport))
    expect(failure).toMatchObject({
      slug: 'provider-error',
      options: { remote: { status }, isDoubtful: true, isTransient: true },
    })
  })

  test.each([
    [400, { error: 'invalid_grant', error_description: 'ip restricted' }],
    [403, 'Your IP address is not allowed'],
  ])('of the network address: %i %j', async (status, body) => {
    const failure = await failureOf(inputWith(vendor(status, body).transport))
    expect(failure).toMatchObject({ slug: 'provider-network-refused', options: { remote: { status } } })
  })

  test.each([
    [400, { error: 'invalid_grant', error_description: 'too many requests' }],
    [400, { error: 'invalid_grant', error_description: 'Token refresh was throttled' }],
    [403, 'Too many requests'],
    [420, ''],
  ])('for now, under any code: %i %j', async (status, body) => {
    expect((await failureOf(inputWith(vendor(status, body).transport))).slug).toBe('provider-rate-limited')
  })

  test.each([
    [200, {}],
    [200, []],
    [200, { access_token: '' }],
    [200, { access_token: 5 }],
    [200, { error: 'general_error' }],
    [302, { error: 'invalid_grant' }],
    [400, { error: 'invalid_request', error_description: 'grant_type is required' }],
    [400, { error: 'unsupported_grant_type', error_description: 'Invalid grant type' }],
    [400, { error: 'temporarily_unavailable' }],
    [403, { message: 'Forbidden' }],
    [404, { message: 'No such page' }],
    [500, { error: 'invalid_grant' }],
    [503, { message: 'Invalid grant: down' }],
    [400, '<html>Bad request</html>'],
    [401, ''],
    [200, 'null'],
    [200, '{"access_token":"cut'],
  ])('not for good: %i %j', async (status, body) => {
    const failure = await failureOf(inputWith(vendor(status, body).transport))
    expect(failure).toMatchObject({
      slug: 'provider-error',
      options: { remote: { status }, isTransient: status >= 500 },
    })
  })

  test('has the vendor’s sentence and status', async () => {
    const body = { error: 'invalid_grant', error_description: 'expired access/refresh token' }
    const failure = await failureOf(inputWith(vendor(400, body).transport))
    expect(failure.message).toBe('Acme refused the credential: "expired access/refresh token".')
    expect(failure.options.remote).toEqual({ status: 400, body, message: 'expired access/refresh token' })
  })

  test('for now: 429, with the wait that the vendor names, else the least time between two tokens', async () => {
    const adapter = adapterWith({ oauth2: { ...oauth2, mintIntervalSeconds: 60 } })
    const limited = async (headers: Record<string, string>, more: Partial<TokenInput> = {}) =>
      (await failureOf(inputWith(vendor(429, '', headers).transport, more))).options.retryAfterSeconds
    expect(await limited({ 'retry-after': '5' })).toBe(5)
    expect(await limited({}, { adapter })).toBe(60)
    expect(await limited({})).toBe(30)
    const failure = await failureOf(
      inputWith(
        vendor(400, { error: 'Access Denied', error_description: 'You have made too many requests' }).transport,
      ),
    )
    expect(failure).toMatchObject({ slug: 'provider-rate-limited', options: { retryAfterSeconds: 30 } })
  })

  test('shows no secret, however the vendor repeats it', async () => {
    const secret = fc.stringMatching(/^[!-~]{10,30}$/)
    await fc.assert(
      fc.asyncProperty(
        secret,
        secret,
        secret,
        fc.constantFrom(200, 400, 401, 429, 500),
        async (own, refresh, code, status) => {
          const echo = `${own} ${refresh} ${code} ${encodeURIComponent(own)} ${Buffer.from(`client-1:${own}`).toString('base64')}`
          for (const body of [{ error: 'invalid_grant', error_description: echo, echo: { [refresh]: code } }, echo]) {
            const failure = await failureOf(
              inputWith(vendor(status, body).transport, {
                client: { id: 'client-1', secret: own },
                refreshToken: refresh,
                code: { code, redirectUri: 'https://r.test' },
              }),
            )
            const shown = `${failure.message} ${JSON.stringify(failure.options)}`
            for (const hidden of [own, refresh, code, Buffer.from(`client-1:${own}`).toString('base64')]) {
              expect(shown).not.toContain(hidden)
              expect(shown).not.toContain(JSON.stringify(hidden).slice(1, -1))
            }
          }
        },
      ),
    )
  })

  test('shows no new token of an answer that was cut off', async () => {
    const failure = await failureOf(
      inputWith(vendor(200, '{"access_token":"brand-new-1","refresh_token":"brand-new-2').transport),
    )
    expect(JSON.stringify(failure.options.remote)).not.toContain('brand')
  })

  test('of the transport stays unchanged', async () => {
    const timeout = new ProviderFailure(
      'provider-timeout',
      'api.acme.test did not answer before the deadline of the request.',
    )
    expect(await failureOf(inputWith(failing(timeout)))).toBe(timeout)
    const bug = new RangeError('a bug')
    await expect(requestToken(inputWith(failing(bug)))).rejects.toBe(bug)
  })

  test('of the transport does not claim that a write of the caller may have been applied', async () => {
    const dropped = new ProviderFailure('provider-unavailable', 'dropped', {
      mayHaveBeenApplied: true,
      isTransient: true,
    })
    expect(await failureOf(inputWith(failing(dropped)))).toMatchObject({
      slug: 'provider-unavailable',
      message: 'dropped',
      options: { mayHaveBeenApplied: false, isTransient: true },
    })
  })
})

describe('authorizeUrl', () => {
  const input = {
    adapter: adapterWith({ oauth2 }),
    variables: {},
    clientId: 'client 1',
    redirectUri: 'https://r.test/connect?a=1',
    state: 's+1',
  }

  test('requests a code, with blanks as %20', () => {
    expect(authorizeUrl(input)).toBe(
      'https://app.acme.test/oauth/authorize?client_id=client%201&redirect_uri=https%3A%2F%2Fr.test%2Fconnect%3Fa%3D1' +
        '&response_type=code&state=s%2B1&scope=users.read%20users.write',
    )
  })

  test('has an S256 challenge where the adapter declares pkce, and only there', () => {
    const codeVerifier = createCodeVerifier()
    expect(codeVerifier).toMatch(/^[\w-]{43}$/)
    expect(createCodeVerifier()).not.toBe(codeVerifier)
    const adapter = adapterWith({ oauth2: { ...oauth2, pkce: true } })
    const { searchParams } = new URL(authorizeUrl({ ...input, adapter, codeVerifier }))
    expect(searchParams.get('code_challenge')).toBe(createHash('sha256').update(codeVerifier).digest('base64url'))
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(new URL(authorizeUrl({ ...input, codeVerifier })).searchParams.has('code_challenge')).toBe(false)
    expect(() => authorizeUrl({ ...input, adapter })).toThrow('Acme needs a code verifier.')
  })

  test('has the adapter’s separator, parameters and templates, and the caller’s scopes', () => {
    const adapter = adapterWith({
      oauth2: {
        ...oauth2,
        authorizeUrl: template`https://${variable('region')}.acme.test/authorize?kept=1`,
        authorizeParameters: { access_type: 'offline', audience: variable('region') },
        scopes: [template`${variable('region')}/all`, 'offline'],
        scopeSeparator: ',',
      },
    })
    const url = new URL(authorizeUrl({ ...input, adapter, variables: { region: 'eu' } }))
    expect(url.host).toBe('eu.acme.test')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      kept: '1',
      access_type: 'offline',
      audience: 'eu',
      scope: 'eu/all,offline',
    })
    expect(authorizeUrl({ ...input, scopes: [] })).not.toContain('scope')
    expect(() => authorizeUrl({ ...input, adapter, variables: { region: 'evil.test/' } })).toThrow(/refused/)
  })

  test('is refused where there is no OAuth', () => {
    expect(() => authorizeUrl({ ...input, adapter: adapterWith({}) })).toThrow('Acme does not support OAuth.')
  })

  test('has the origin of the sandbox in tests and demos', () => {
    const url = authorizeUrl({ ...input, vendorOrigin: 'http://127.0.0.1:9090' })
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:9090\/[\w-]+\/oauth\/authorize\?client_id=client%201&/)
  })
})

describe('revoke', () => {
  const adapter = adapterWith({ oauth2: { ...oauth2, revokeUrl: 'https://api.acme.test/oauth/revoke' } })
  const revokeBy = (transport: Transport, more: Partial<Parameters<typeof revoke>[0]> = {}) =>
    revoke({ adapter, variables: {}, client, transport, context, refreshToken: 'rt', ...more })

  test('sends the refresh token to the vendor', async () => {
    const { requests, transport } = vendor(200, '')
    expect(await revokeBy(transport)).toBe(true)
    expect(requests[0]?.url.href).toBe('https://api.acme.test/oauth/revoke')
    expect(formOf(requests[0])).toEqual({
      client_id: 'client-1',
      client_secret: 'client-secret-1',
      token: 'rt',
      token_type_hint: 'refresh_token',
    })
  })

  test('sends the access token where the vendor revokes by it, and where there is no other', async () => {
    const byAccess = adapterWith({
      oauth2: { ...oauth2, revokeUrl: 'https://api.acme.test/r', revokesBy: 'access_token' },
    })
    const { requests, transport } = vendor(200, '')
    expect(await revokeBy(transport, { adapter: byAccess, accessToken: 'at' })).toBe(true)
    expect(await revokeBy(transport, { accessToken: 'at', refreshToken: undefined })).toBe(true)
    for (const request of requests) {
      expect(formOf(request)).toMatchObject({ token: 'at', token_type_hint: 'access_token' })
    }
    expect(await revokeBy(transport, { adapter: byAccess })).toBe(false)
    expect(requests).toHaveLength(2)
  })

  test('reports a failure, and never throws', async () => {
    expect(await revokeBy(vendor(400, { error: 'x' }).transport)).toBe(false)
    expect(await revokeBy(vendor(302, '').transport)).toBe(false)
    expect(await revokeBy(vendor(503, '').transport)).toBe(false)
    expect(await revokeBy(vendor(200, { error: 'invalid_token' }).transport)).toBe(false)
    expect(await revokeBy(failing(new Error('down')))).toBe(false)
    expect(await revokeBy(vendor(200, '').transport, { refreshToken: '' })).toBe(false)
    expect(await revokeBy(vendor(200, '').transport, { adapter: adapterWith({ oauth2 }) })).toBe(false)
    const elsewhere = adapterWith({ oauth2: { ...oauth2, revokeUrl: 'https://evil.test/revoke' } })
    const { requests, transport } = vendor(200, '')
    expect(await revokeBy(transport, { adapter: elsewhere })).toBe(false)
    expect(requests).toEqual([])
  })
})

describe('afterConsent', () => {
  const region = { description: '', example: 'eu', pattern: /[a-z]{2}/ }
  const adapter = {
    ...adapterWith({ oauth2: { ...oauth2, callback: ({ zone }) => (zone === undefined ? {} : { region: zone }) } }),
    account: { region },
  }

  test("adds the values of the vendor's redirect to the account's variables", () => {
    expect(afterConsent(adapter, { region: 'us', kept: '1' }, { zone: 'eu' })).toEqual({ region: 'eu', kept: '1' })
    expect(afterConsent(adapter, { region: 'us' }, { code: 'c' })).toEqual({ region: 'us' })
    expect(afterConsent(adapterWith({ oauth2 }), { region: 'us' }, { zone: 'eu' })).toEqual({ region: 'us' })
  })

  test('refuses a value that as a whole does not match its pattern', () => {
    expect(() => afterConsent(adapter, {}, { zone: 'eu.evil.test' })).toThrow(
      '"region" that does not have the expected form',
    )
  })
})
