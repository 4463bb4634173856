import type { Fault } from '@rollcall/providers'
import { describe, expect, it } from 'vitest'
import { type ImportAdapter, parseImport } from './parse-import.ts'

const placement = { headers: {} }
const endpoint = {
  tokenUrl: 'https://vendor.example/token',
  clientAuthentication: 'body' as const,
  format: 'form' as const,
  placement,
}
const adapter: ImportAdapter = {
  name: 'Vendor',
  account: {
    subdomain: { description: 'The part before .vendor.example.', example: 'acme', pattern: /[a-z0-9-]+|test/ },
    region: { description: 'Where the data lies.', example: 'eu', pattern: /^(eu|us)$/im, optional: true },
  },
  authentication: {
    oauth2: {
      ...endpoint,
      authorizeUrl: 'https://vendor.example/authorize',
      scopes: [],
    },
    client_credentials: endpoint,
    api_key: placement,
    basic: placement,
  },
}
const nowMs = Date.parse('2026-11-22T10:00:00.000Z')

const parse = (
  method: Parameters<typeof parseImport>[1],
  context: unknown,
  options: { environmentHasClient?: boolean } = {},
) => parseImport(adapter, method, context, { nowMs, ...options })

const faultsOf = (...parameters: Parameters<typeof parse>): readonly Fault[] => {
  const result = parse(...parameters)
  return 'faults' in result ? result.faults : []
}
const pointersOf = (...parameters: Parameters<typeof parse>): (string | undefined)[] =>
  faultsOf(...parameters).map(({ pointer }) => pointer)

describe('an import with oauth2', () => {
  const token = { access_token: 'access', refresh_token: 'refresh', expires_in: 3600 }

  it('reads tokens, client and account variables', () => {
    const oauth = { token, client: { id: 'client', secret: 'secret' } }
    expect(parse('oauth2', { oauth, subdomain: 'acme', region: 'eu' })).toEqual({
      account: {
        method: 'oauth2',
        credential: {
          kind: 'token',
          accessToken: 'access',
          refreshToken: 'refresh',
          expiresAtMs: nowMs + 3_600_000,
        },
        client: { id: 'client', secret: 'secret' },
        variables: { subdomain: 'acme', region: 'eu' },
      },
    })
  })

  it('accepts an access token alone, without expiry and without app', () => {
    expect(parse('oauth2', { oauth: { token: { access_token: 'access' } }, subdomain: 'acme' })).toEqual({
      account: {
        method: 'oauth2',
        credential: { kind: 'token', accessToken: 'access', refreshToken: undefined, expiresAtMs: undefined },
        client: undefined,
        variables: { subdomain: 'acme' },
      },
    })
  })

  it.each([
    [3600, 3_600_000],
    [0.5, 500],
    [0, 0],
    [-1, 0],
    [-1e300, 0],
    [1e300, 100 * 365 * 24 * 3600 * 1000],
  ])('counts expires_in %d from now', (seconds, milliseconds) => {
    const context = { oauth: { token: { ...token, expires_in: seconds } }, subdomain: 'acme' }
    expect(parse('oauth2', context)).toMatchObject({
      account: { credential: { expiresAtMs: nowMs + milliseconds } },
    })
  })

  it.each(['soon', Number.NaN, Number.POSITIVE_INFINITY, {}])('refuses expires_in %s', (seconds) => {
    const context = { oauth: { token: { ...token, expires_in: seconds } }, subdomain: 'acme' }
    expect(pointersOf('oauth2', context)).toEqual(['/context/oauth/token/expires_in'])
  })

  it("reads the vendor's whole token answer, and the account variables in it", () => {
    const reported = {
      ...adapter,
      authentication: {
        oauth2: {
          ...endpoint,
          authorizeUrl: 'https://vendor.example/authorize',
          scopes: [],
          account: (answer: Readonly<Record<string, unknown>>) => ({ subdomain: String(answer.domain) }),
          principal: (answer: Readonly<Record<string, unknown>>) => String(answer.user),
        },
      },
    }
    const whole = { access_token: 'access', expires_in: '60', token_type: 'bearer', domain: 'acme', user: 7 }
    const outcome = parseImport(reported, 'oauth2', { oauth: { token: whole } }, { nowMs })
    expect(outcome).toMatchObject({
      account: { variables: { subdomain: 'acme' }, principal: '7', credential: { expiresAtMs: nowMs + 60_000 } },
    })
  })

  it('fills in the default of an account variable', () => {
    const region = {
      description: 'Where the data lies.',
      example: 'eu',
      pattern: /eu|us/,
      default: 'us',
      optional: true as const,
    }
    const outcome = parseImport({ ...adapter, account: { region } }, 'api_key', { api_key: 'key' }, { nowMs })
    expect(outcome).toMatchObject({ account: { variables: { region: 'us' } } })
  })

  it('reports all faults at once, each by its pointer', () => {
    const oauth = {
      token: { access_token: '', refresh_token: 7, expires_in: 'soon', scope: 'all' },
      client: { id: 'client', extra: 1 },
      code: 'x',
    }
    expect(pointersOf('oauth2', { oauth, subdomain: 'ACME', region: 1, plan: 'gold', 'a/b~c': 1 })).toEqual([
      '/context/subdomain',
      '/context/region',
      '/context/plan',
      '/context/a~1b~0c',
      '/context/oauth/code',
      '/context/oauth/client/extra',
      '/context/oauth/client/secret',
      '/context/oauth/token/access_token',
      '/context/oauth/token/refresh_token',
      '/context/oauth/token/expires_in',
    ])
  })

  it('names what is missing', () => {
    expect(faultsOf('oauth2', {})).toEqual([
      { pointer: '/context/subdomain', detail: 'is required, for example acme: the part before .vendor.example' },
      { pointer: '/context/oauth/token/access_token', detail: 'is required' },
    ])
  })

  it.each([undefined, null, 'text', 7, []])('refuses %s as context', (context) => {
    expect(pointersOf('oauth2', context)).toEqual(['/context'])
  })

  it.each([
    [{ oauth: 'x' }, '/context/oauth'],
    [{ oauth: { token: 'x' } }, '/context/oauth/token'],
    [{ oauth: { token, client: 'x' } }, '/context/oauth/client'],
    [{ oauth: { token, client: null } }, '/context/oauth/client'],
  ])('refuses %j', (context, pointer) => {
    expect(pointersOf('oauth2', { subdomain: 'acme', ...context })).toEqual([pointer])
  })
})

describe('an import with client credentials', () => {
  const client = { id: 'client', secret: 'secret' }

  it('needs an app and no token', () => {
    expect(parse('client_credentials', { oauth: { client }, subdomain: 'acme' })).toMatchObject({
      account: { credential: { kind: 'token' }, client },
    })
    expect(pointersOf('client_credentials', { subdomain: 'acme' })).toEqual(['/context/oauth/client'])
  })

  it('needs no app of its own where the environment has one', () => {
    expect(parse('client_credentials', { subdomain: 'acme' }, { environmentHasClient: true })).toMatchObject({
      account: { credential: { kind: 'token' }, client: undefined },
    })
  })

  it('accepts a token that was issued already', () => {
    const context = { oauth: { client, token: { access_token: 'access', expires_in: 60 } }, subdomain: 'acme' }
    expect(parse('client_credentials', context)).toMatchObject({
      account: { credential: { accessToken: 'access', expiresAtMs: nowMs + 60_000 } },
    })
  })
})

describe('an import with a key or password', () => {
  it('reads it', () => {
    expect(parse('api_key', { api_key: 'key', subdomain: 'acme' })).toMatchObject({
      account: { credential: { kind: 'api_key', apiKey: 'key' }, client: undefined },
    })
    expect(parse('basic', { username: 'ann', password: 'pass', subdomain: 'acme' })).toMatchObject({
      account: { credential: { kind: 'basic', username: 'ann', password: 'pass' } },
    })
  })

  it('accepts an empty password, which some vendors require, but not a missing one', () => {
    expect(pointersOf('basic', { username: 'ann', password: '', subdomain: 'acme' })).toEqual([])
    expect(pointersOf('basic', { username: '', subdomain: 'acme' })).toEqual(['/context/username', '/context/password'])
  })

  it('refuses what belongs to another method', () => {
    const faults = faultsOf('api_key', { api_key: 'key', password: 'x', oauth: {}, subdomain: 'acme' })
    expect(faults).toEqual([
      {
        pointer: '/context/password',
        detail: 'is not a field that Vendor has with api_key; the known names are api_key, subdomain and region',
      },
      {
        pointer: '/context/oauth',
        detail: 'is not a field that Vendor has with api_key; the known names are api_key, subdomain and region',
      },
    ])
  })

  it.each([
    ['k\r\nx-evil: 1', 'must not have a line break or another control character'],
    ['k'.repeat(16_385), 'must not be longer than 16384 characters'],
    ['k\u2026y', 'must have ASCII characters only, because it is sent in a header'],
    [null, 'must be a text, but null was sent'],
  ])('refuses %j, which cannot be sent in a header', (key, detail) => {
    expect(faultsOf('api_key', { api_key: key, subdomain: 'acme' })).toEqual([{ pointer: '/context/api_key', detail }])
  })
})

describe('what people paste', () => {
  const keyOf = (api_key: string) => parse('api_key', { api_key, subdomain: 'acme' })
  it.each([
    'key-1',
    ' key-1',
    'key-1\n',
    '\ufeffkey-1\u00a0',
    'Bearer key-1',
    'bearer  key-1 ',
    'Bearer\tkey-1',
    'Token key-1',
    'Token token=key-1',
    'Acme-oauthtoken key-1',
    'Authorization: Bearer key-1\n',
  ])('%j is a key', (pasted) => {
    expect(keyOf(pasted)).toMatchObject({ account: { credential: { kind: 'api_key', apiKey: 'key-1' } } })
  })

  it('may be a whole token answer, with texts as numbers and null as no value', () => {
    const token = {
      access_token: 'Bearer at-1',
      refresh_token: null,
      expires_in: '3600',
      token_type: 'Bearer',
      scope: 'a b',
      issued_at: '1700000000000',
    }
    const { account } = { account: undefined, ...parse('oauth2', { oauth: { token }, subdomain: 'acme' }) }
    expect(account?.credential).toEqual({
      kind: 'token',
      accessToken: 'at-1',
      refreshToken: undefined,
      expiresAtMs: nowMs + 3_600_000,
    })
  })

  it.each(['3600.5', ' 3600', 3600, null, undefined])('accepts %j as expires_in', (expires_in) => {
    const token = { access_token: 'at-1', expires_in }
    expect(pointersOf('oauth2', { oauth: { token }, subdomain: 'acme' })).toEqual([])
  })

  it.each(['Bearer', 'Bearer ', 'Bearer two words'])(
    'removes nothing from a key that is not a header: %j',
    (pasted) => {
      expect(keyOf(pasted)).toMatchObject({ account: { credential: { apiKey: pasted.trim() } } })
    },
  )

  it('may have white space around tokens, user names and the OAuth app, which is removed', () => {
    const client = { id: ' client\n', secret: '\tsecret ' }
    const token = { access_token: 'at-1\n', refresh_token: ' rt-1\r\n' }
    expect(parse('oauth2', { oauth: { token, client }, subdomain: 'acme' })).toMatchObject({
      account: {
        credential: { accessToken: 'at-1', refreshToken: 'rt-1' },
        client: { id: 'client', secret: 'secret' },
      },
    })
    expect(parse('basic', { username: ' ann ', password: 'pass\n', subdomain: 'acme' })).toMatchObject({
      account: { credential: { username: 'ann', password: 'pass' } },
    })
  })

  it('may be null, and then the value of the token answer is used', () => {
    const account = { subdomain: { description: '', example: 'acme', pattern: /[a-z]+/ } }
    const oauth2 = {
      ...endpoint,
      authorizeUrl: 'https://vendor.example/authorize',
      scopes: [],
      account: (answer: Readonly<Record<string, unknown>>) => ({ subdomain: String(answer.domain) }),
    }
    const oauth = { token: { access_token: 'at-1', domain: 'acme' } }
    const imported = parseImport(
      { name: 'Vendor', account, authentication: { oauth2 } },
      'oauth2',
      { oauth, subdomain: null },
      { nowMs },
    )
    expect(imported).toMatchObject({ account: { variables: { subdomain: 'acme' } } })
  })

  it('keeps the blanks of a password, which may belong to it', () => {
    expect(parse('basic', { username: 'ann', password: ' pass ', subdomain: 'acme' })).toMatchObject({
      account: { credential: { password: ' pass ' } },
    })
  })

  it('is stored in the spelling of the adapter, and other variables are derived from it', () => {
    const account = {
      subdomain: {
        description: 'The subdomain.',
        example: 'acme',
        pattern: /[a-z]+/,
        canonical: (pasted: string) => pasted.trim().toLowerCase(),
      },
      login: {
        description: 'Where tokens come from.',
        example: 'eu',
        pattern: /[a-z]+/,
        optional: true as const,
        default: ({ subdomain = '' }: Readonly<Record<string, string>>) => `login${subdomain}`,
      },
    }
    const imported = parseImport({ ...adapter, account }, 'api_key', { api_key: 'k', subdomain: ' ACME ' }, { nowMs })
    expect(imported).toMatchObject({ account: { variables: { subdomain: 'acme', login: 'loginacme' } } })
    const named = { api_key: 'k', subdomain: 'acme', login: 'own' }
    expect(parseImport({ ...adapter, account }, 'api_key', named, { nowMs })).toMatchObject({
      account: { variables: { login: 'own' } },
    })
  })
})

describe('an import', () => {
  it('with a method that the provider lacks names those that it has', () => {
    const keyOnly = { ...adapter, authentication: { api_key: placement } }
    expect(parseImport(keyOnly, 'oauth2', {}, { nowMs })).toEqual({
      faults: [{ pointer: '/authentication_method', detail: 'must be api_key for Vendor, but oauth2 was sent' }],
    })
  })

  it.each(['acme.evil.example', 'acme/', '', 'acme\nx', 'x test'])(
    'refuses %j, of which only a part matches the pattern',
    (subdomain) => {
      expect(pointersOf('api_key', { api_key: 'key', subdomain })).toEqual(['/context/subdomain'])
    },
  )

  it('matches the whole value where the pattern would take a line of it', () => {
    expect(pointersOf('api_key', { api_key: 'key', subdomain: 'acme', region: 'EU' })).toEqual([])
    expect(pointersOf('api_key', { api_key: 'key', subdomain: 'acme', region: 'eu\n.evil' })).toEqual([
      '/context/region',
    ])
  })

  it('never throws, and never repeats a secret in a fault', () => {
    const secret = 'S3CR3T'
    const odd = [
      secret,
      ` ${secret}`,
      `${secret}\n`,
      null,
      7,
      [secret],
      { token: secret },
      { token: { access_token: [secret] } },
    ]
    for (const method of ['oauth2', 'client_credentials', 'api_key', 'basic'] as const) {
      for (const key of ['oauth', 'api_key', 'username', 'password', 'subdomain', '__proto__']) {
        for (const value of odd) {
          const context: unknown = JSON.parse(JSON.stringify({ [key]: value }))
          const faults = faultsOf(method, context)
          expect(faults.length).toBeGreaterThan(0)
          expect(JSON.stringify(faults)).not.toContain(secret)
        }
      }
    }
  })
})
