import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { adapters } from '@rollcall/providers'
import { demoLogins } from '@rollcall/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FakeVendor, startVendor, type VendorCall } from '../promises/fake-vendor.ts'
import { isInFull } from '../support/in-full.ts'
import { type Sent, startTestServer, type TestServer } from '../support/test-server.ts'

/**
 * No text of a caller is a template: every text that a caller can send, set to the name of a placeholder, is sent to the
 * vendor unchanged or is refused, for every provider, login and operation; no answer, log line or stored row holds a secret
 * of the account.
 */

const mark = 'MARKED-secret-5f0c9a7e1d'
const marked: Readonly<Record<string, string>> = {
  access_token: `${mark}-access`,
  refresh_token: `${mark}-refresh`,
  api_key: `${mark}-key`,
  password: `${mark}-password`,
}

/** A login of the sandbox with a mark in every secret; the tokens never expire. */
const withMarks = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withMarks)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name]) => name !== 'expires_in')
  return Object.fromEntries(entries.map(([name, member]) => [name, marked[name] ?? withMarks(member)]))
}

/** The names of a login's secrets. */
const credentialTexts = ['{credential}', '{access_token}', '{api_key}', '{password}', '{username}']

/** Texts that the engine, which fills the addresses of all providers in the same way, could read as a placeholder. */
const otherTexts: readonly string[] = [
  ...['{id}', '{user id}', '{{credential}}', '%7Bcredential%7D', '$&', '$1', '$`', "$'", '$<credential>'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself is what is sent.
  '${credential}',
]

/** The other texts are distributed among the providers, two for each text; `isInFull` combines each with each. */
const textsFor = (provider: ProviderSlug): readonly string[] => [
  ...credentialTexts,
  ...Object.keys(adapters[provider].account).map((name) => `{${name}}`),
  ...otherTexts.filter((_, index) => isInFull || (index + providerSlugs.indexOf(provider)) % 12 === 0),
]

const encoded = encodeURIComponent

/** One request for each operation, with the text at every place that a caller can write to. */
const requestsWith = (text: string, account: string): readonly (readonly [string, string, Sent])[] => {
  const path = `/unified/crm/users/${encoded(text)}`
  const query = `${account}&remote_query[note]=${encoded(text)}&remote_query[${encoded(text)}]=x`
  const body = {
    first_name: text,
    last_name: text,
    name: undefined,
    custom_fields: { [text]: text },
    remote_data: { note: text, [text]: text, nested: [{ deep: text }] },
  }
  const headers = { 'idempotency-key': text.slice(0, 200) }
  const filters = `name=${encoded(text)}&email=${encoded(text)}`
  const ofId = (id: string) => `/unified/crm/users/${id}`
  return [
    ['GET', path, { query }],
    ['GET', path, { query: `${query}&truto_response_format=stream` }],
    ['GET', '/unified/crm/users', { query: `${query}&${filters}` }],
    ['GET', '/unified/crm/users', { query: `${account}&name=${encoded(text)}&truto_response_format=raw` }],
    ['GET', '/unified/crm/users', { query: `${account}&workspace[id]=${encoded(text)}` }],
    ['GET', '/unified/crm/users', { query: `${account}&next_cursor=${encoded(text)}` }],
    ['POST', '/unified/crm/users', { query, headers, body: { ...body, email: 'ann@example.com' } }],
    ['PATCH', path, { query, headers, body }],
    ['PATCH', ofId('1'), { query: account, body: { ...body, custom_fields: undefined } }],
    ['PATCH', ofId('1'), { query: account, body: { first_name: text, remote_data: { note: text } } }],
    ['PATCH', ofId('1'), { query: account, body: { name: text, email: text } }],
    ['DELETE', path, { query }],
    ['GET', '/unified/crm/users/me', { query: account }],
  ]
}

describe('a text that looks like a placeholder', () => {
  let vendor: FakeVendor
  let server: TestServer
  let dataDirectory: string

  beforeAll(async () => {
    // The record has the requested id and repeats the sent values.
    vendor = await startVendor((call) => {
      const id = decodeURIComponent(call.path.split('/').at(-1) ?? '')
      const record = { id, Id: id, first_name: call.body, name: call.body, note: call.query.toString() }
      call.json({ ...record, user: record, data: record, users: [record], records: [record], results: [record] })
    })
    server = await startTestServer({
      environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin, ROLLCALL_DEADLINE_MS: '5000' },
      config: { checksAnswers: false },
    })
    dataDirectory = server.dataDirectory
  })
  afterAll(async () => {
    await server.stop()
    await vendor.close()
  })

  const imported = async (provider: ProviderSlug, login: ReturnType<typeof demoLogins>[number]): Promise<string> => {
    const { authentication_method } = login
    const body = {
      integration: provider,
      tenant_id: 'marked',
      authentication_method,
      context: withMarks(login.context),
    }
    const { json, text } = await server.call('POST', '/integrated-account', { body })
    expect(text).not.toContain(mark)
    if (typeof json !== 'object' || json === null || !('id' in json)) throw new Error(text)
    return `integrated_account_id=${String(json.id)}`
  }

  /** Where the secrets of an account may be: headers, and calls that ask for the credential's user. */
  const leaksOf = (call: VendorCall): readonly string[] =>
    [call.path, call.query.toString(), call.body].filter((part) =>
      decodeURIComponent(part.replaceAll('%', '%25')).includes(mark),
    )

  describe.each(providerSlugs)('at %s', (provider) => {
    const logins = demoLogins(provider)

    it.each(logins.map((login) => [login.authentication_method, login] as const))(
      'stays a text with %s',
      async (_method, login) => {
        // Logins of one provider differ only in their secrets, so the other texts are tried with the first.
        for (const text of login === logins[0] ? textsFor(provider) : credentialTexts) {
          // A new account, so that a limit or a credential that one request found does not delay another.
          const account = await imported(provider, login)
          for (const [method, path, sent] of requestsWith(text, account)) {
            vendor.clear()
            const answer = await server.call(method, path, sent)
            expect(`${answer.text}${JSON.stringify(answer.headers)}`, `${method} ${path} with ${text}`).not.toContain(
              mark,
            )
            expect(answer.text).not.toContain('/errors/internal')
            if (path !== '/unified/crm/users/me') expect(vendor.calls.flatMap(leaksOf)).toEqual([])
            // The vendor got the whole text: a filled or cut one would lack its first half.
            for (const { body } of vendor.calls.filter((call) => call.method !== 'GET')) {
              if (body.includes('"note"')) expect(body).toContain(JSON.stringify(text))
            }
          }
        }
      },
      60_000,
    )
  })

  it.each(
    providerSlugs.flatMap((provider) =>
      Object.keys(adapters[provider].account).map((name) => [provider, name] as const),
    ),
  )('stays a text as a variable of an account of %s: %s', async (provider, name) => {
    for (const login of demoLogins(provider)) {
      for (const text of textsFor(provider)) {
        const body = {
          integration: provider,
          tenant_id: 'marked',
          authentication_method: login.authentication_method,
          context: { ...Object(withMarks(login.context)), [name]: text },
        }
        const { status, text: shown } = await server.call('POST', '/integrated-account', { body })
        // Where any text is allowed, it is stored unchanged and becomes one segment of a path.
        expect([201, 400], text).toContain(status)
        expect(shown).not.toContain(mark)
      }
    }
  })

  it('leaves no secret in a log line or a stored row', () => {
    expect(server.logs.length).toBeGreaterThan(1000)
    expect(server.logs.join('')).not.toContain(mark)
    const files = readdirSync(dataDirectory)
    expect(files).toContain('rollcall.sqlite')
    for (const file of files) expect(readFileSync(join(dataDirectory, file)).includes(mark), file).toBe(false)
  })
})
