import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Credential } from '../../account.ts'
import type { OAuth2, Placement } from '../../contract.ts'
import { redact } from '../secrets/redact.ts'
import { authorise, placementOf, secretsOf } from './authorise.ts'
import { accessToken, apiKey, password, template, username, variable } from './template.ts'

const token: Credential = { kind: 'token', accessToken: 'at-1' }
const key: Credential = { kind: 'api_key', apiKey: 'key-1' }
const login: Credential = { kind: 'basic', username: 'ann@acme.test', password: 'pw:1' }
const bearer: Placement = { headers: { Authorization: template`Bearer ${accessToken}` } }
const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('authorise', () => {
  test('fills the templates and returns header names in lower case', () => {
    expect(authorise(bearer, token, {})).toEqual({ authorization: 'Bearer at-1' })
    expect(
      authorise({ headers: { 'X-PW-AccessToken': apiKey, 'X-PW-UserEmail': variable('user_email') } }, key, {
        user_email: 'a@b.test',
      }),
    ).toEqual({
      'x-pw-accesstoken': 'key-1',
      'x-pw-useremail': 'a@b.test',
    })
  })

  test('makes HTTP Basic of a login, and of a key without password', () => {
    expect(authorise({ basic: { username: username, password: password } }, login, {})).toEqual({
      authorization: `Basic ${base64('ann@acme.test:pw:1')}`,
    })
    expect(authorise({ basic: { username: apiKey, password: '' } }, key, {})).toEqual({
      authorization: `Basic ${base64('key-1:')}`,
    })
  })

  test('carries any login in Basic, as UTF-8', () => {
    const credential: Credential = { kind: 'basic', username: 'jürgen', password: 'пароль\n' }
    expect(authorise({ basic: { username: username, password: password } }, credential, {})).toEqual({
      authorization: `Basic ${base64('jürgen:пароль\n')}`,
    })
  })

  test('lets no account variable replace the credential, and fills nothing twice', () => {
    expect(authorise(bearer, token, { access_token: 'other' })).toEqual({ authorization: 'Bearer at-1' })
    expect(authorise(bearer, { kind: 'token', accessToken: '{secret}' }, { secret: 'x' })).toEqual({
      authorization: 'Bearer {secret}',
    })
  })

  test('is nothing for an empty placement', () => {
    expect(authorise({}, token, {})).toEqual({})
  })

  test('refuses a template whose value the account lacks', () => {
    expect(() => authorise(bearer, key, {})).toThrow('The account has no "access_token".')
  })

  test.each([['a\r\nx-evil: 1'], ['a\n'], ['a\u0000b'], ['a\u0007'], ['ключ'], ['a\u007f'], ['€']])(
    'refuses %j, which a header cannot hold, without showing it',
    (accessToken) => {
      expect(() => authorise(bearer, { kind: 'token', accessToken }, {})).toThrow(
        expect.objectContaining({
          slug: 'account-needs-reauth',
          message: 'The credential has characters that a header cannot hold.',
        }),
      )
    },
  )

  test('leaves latin1 and tabs unchanged', () => {
    expect(authorise(bearer, { kind: 'token', accessToken: 'é\tÿ' }, {})).toEqual({ authorization: 'Bearer é\tÿ' })
  })

  test('returns only values that a header can hold, for any credential', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (accessToken) => {
        try {
          const { authorization } = authorise(bearer, { kind: 'token', accessToken }, {})
          expect(() => new Headers({ authorization: authorization ?? '' })).not.toThrow()
        } catch (error) {
          expect(error).toMatchObject({ slug: 'account-needs-reauth' })
        }
      }),
    )
  })
})

describe('secretsOf', () => {
  test('has the token, key and password, and no user name', () => {
    expect(secretsOf({ kind: 'token', accessToken: 'a/b' })).toEqual(['a/b'])
    expect(secretsOf(key)).toEqual(['key-1'])
    expect(secretsOf(login)).toEqual(['pw:1'])
  })

  test('never has an empty text, which would hide everything', () => {
    expect(secretsOf({ kind: 'token', accessToken: '' })).toEqual([])
    expect(secretsOf({ kind: 'api_key', apiKey: '' })).toEqual([])
    expect(secretsOf({ kind: 'basic', username: 'key', password: '' })).toEqual([])
  })

  test('hides the value of Basic that is made of an account variable and a key', () => {
    const headers = authorise({ basic: { username: variable('user_id'), password: apiKey } }, key, { user_id: 'u7' })
    expect(secretsOf(key, headers)).toContain(base64('u7:key-1'))
  })

  test('with redact, shows no header that authorise made', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{8,40}$/), fc.constantFrom('token', 'api_key', 'basic'), (secret, kind) => {
        const credential: Credential =
          kind === 'token'
            ? { kind, accessToken: secret }
            : kind === 'api_key'
              ? { kind, apiKey: secret }
              : { kind: 'basic', username: 'ann', password: secret }
        const placement: Placement =
          kind === 'token'
            ? bearer
            : {
                basic: {
                  username: kind === 'basic' ? username : apiKey,
                  password: kind === 'basic' ? password : '',
                },
              }
        const headers = authorise(placement, credential, {})
        const shown = JSON.stringify(redact(`got ${headers.authorization}`, secretsOf(credential, headers)))
        expect(shown).toMatch(/^"got (?:Bearer|Basic) \[redacted\]"$/)
      }),
    )
  })
})

describe('placementOf', () => {
  const oauth2: OAuth2 = {
    authorizeUrl: 'https://acme.test/authorize',
    tokenUrl: 'https://acme.test/token',
    clientAuthentication: 'body',
    format: 'form',
    scopes: [],
    placement: bearer,
  }
  const adapter = { name: 'Acme', authentication: { oauth2, api_key: { headers: { 'api-token': apiKey } } } }

  test('finds the placement of a method', () => {
    expect(placementOf(adapter, 'oauth2')).toBe(bearer)
    expect(placementOf(adapter, 'api_key')).toEqual({ headers: { 'api-token': apiKey } })
  })

  test('is the bearer scheme for a token without a place in the adapter', () => {
    const { placement: _p, ...silent } = oauth2
    const client_credentials = { tokenUrl: silent.tokenUrl }
    const of = (method: 'oauth2' | 'client_credentials') =>
      placementOf({ name: 'Acme', authentication: { oauth2: silent, client_credentials } }, method)
    expect(authorise(of('oauth2'), token, {})).toEqual({ authorization: 'Bearer at-1' })
    expect(authorise(of('client_credentials'), token, {})).toEqual({ authorization: 'Bearer at-1' })
  })

  test('refuses a method that the adapter does not support', () => {
    expect(() => placementOf(adapter, 'basic')).toThrow(
      expect.objectContaining({
        slug: 'account-needs-reauth',
        message: 'Acme does not support credentials of the method "basic".',
      }),
    )
  })
})
