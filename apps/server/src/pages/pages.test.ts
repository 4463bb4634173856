import { join } from 'node:path'
import { problemTypes, providerSlugs } from '@rollcall/contract'
import { adapters, capabilitiesOf, guides } from '@rollcall/providers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { fileAnswer } from './answers.ts'
import { homePage } from './home.ts'
import { referencePage } from './reference.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const browserAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
const open = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  server.call('GET', path, { token: null, headers: { accept: browserAccept, ...headers } })

/** As a reader sees it. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const places = ['/', '/docs', '/providers', '/providers/hubspot', '/errors', '/errors/user-not-found']

describe.each(places)('%s', (path) => {
  test('is a page without a token, an inline script or anything from elsewhere', async () => {
    const { status, headers, text } = await open(path)
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    const policy = String(headers['content-security-policy'])
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'/)
    expect(policy).not.toMatch(/unsafe-eval|https?:/)
    expect(policy.includes("'unsafe-inline'")).toBe(path === '/docs')
    for (const [, script = ''] of text.matchAll(/<script([^>]*)>/g))
      expect(script).toMatch(/^ src="\/assets\/[a-z]+\.js" defer$/)
    expect(text).not.toMatch(/ (?:style|on\w+)="/)
    expect(text).not.toMatch(/(?:src|<link[^>]* href)="(?!\/)/)
  })

  test('loads files that are there', async () => {
    const { text } = await open(path)
    const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file = '']) => file)
    expect(files).toContain('/assets/base.css')
    for (const file of files) expect((await open(file, { accept: '*/*' })).status, file).toBe(200)
  })

  test('leads to pages that are there', async () => {
    const { text } = await open(path)
    const links = new Set([...text.matchAll(/href="(\/[^"#]*)"/g)].map(([, link = '']) => link))
    for (const link of links) expect((await open(link)).status, link).toBe(200)
  })
})

test('the home page of a demo has the token, and a call with the address of this server', async () => {
  const { text } = await open('/', { host: 'elsewhere.example' })
  expect(textOf(text)).toContain("curl -H 'Authorization: Bearer demo-token'")
  expect(text).not.toContain('elsewhere.example')
})

test('in production no page has a token', () => {
  const config = { demo: undefined, host: '127.0.0.1', port: 8080, publicUrl: undefined }
  expect(homePage(config, adapters)).toContain('Calls need an API token')
  expect(homePage(config, adapters) + referencePage(config)).not.toMatch(/demo-token|data-token|data-account/)
})

test('the providers page has every provider in each table, and the reasons in notes that are referred to', async () => {
  const { text } = await open('/providers')
  const tables = text.split('<table').slice(1)
  expect(tables).toHaveLength(7)
  for (const table of tables) {
    for (const slug of providerSlugs) expect(table).toContain(`href="/providers/${slug}">${adapters[slug].name}</a>`)
  }
  const marks = new Set([...text.matchAll(/href="#(note-\d+)"/g)].map(([, id]) => id))
  const notes = new Set([...text.matchAll(/<li id="(note-\d+)"/g)].map(([, id]) => id))
  expect(marks).toEqual(notes)
  const { update } = adapters.attio.users
  expect(textOf(text)).toContain('absent' in update ? update.absent : 'never')
})

/** The part of a provider's page under a heading, as a reader sees it. */
const partOf = (page: string, heading: string): string =>
  textOf(page.split(new RegExp(`<h2[^>]*>${heading}</h2>`))[1]?.split('<h2')[0] ?? '').trim()

describe.each(providerSlugs)('the page of %s', (slug) => {
  const { name, authentication, account, limits } = adapters[slug]
  const can = capabilitiesOf(adapters[slug])
  let page: string
  beforeAll(async () => {
    page = (await open(`/providers/${slug}`)).text
  })

  test('says of each login where its key is found, what it needs, its scopes and the page of the vendor', () => {
    const logins = partOf(page, 'Connect an account')
    const methods = Object.keys(authentication)
    expect(Object.keys(guides[slug]).sort()).toEqual([...methods].sort())
    const cards = (page.split('<h2 id="connect">')[1]?.split('<h2')[0] ?? '').split('<section class="card">').slice(1)
    expect(cards).toHaveLength(methods.length)
    for (const [method, guide] of Object.entries(guides[slug])) {
      const card = cards.find((html) => html.includes(`<dt>Method</dt><dd><code>${method}</code>`)) ?? ''
      for (const part of [guide.where, guide.rights]) {
        expect(part).toMatch(/^\S.{20,}\.$/)
        expect(textOf(card)).toContain(part.replaceAll('`', ''))
      }
      expect(card).toContain(new URL(guide.source).host)
      expect(card).toContain('POST /integrated-account')
      const scheme = can.authentication_methods.find((candidate) => candidate.method === method)
      for (const scope of scheme !== undefined && 'scopes' in scheme ? (scheme.scopes ?? []) : [])
        expect(card).toContain(`<code>${scope}</code>`)
      expect(card.includes('<dt>Scopes</dt>')).toBe(method === 'oauth2')
    }
    expect(logins).not.toMatch(/undefined|\[object|NaN/)
  })

  test('names every account variable, or that there is none', () => {
    const variables = partOf(page, 'Account variables')
    expect(variables.startsWith('None: the credential is all that is needed.')).toBe(Object.keys(account).length === 0)
    for (const [variable, { description, example }] of Object.entries(account)) {
      for (const part of [variable, description.replaceAll('`', ''), example]) expect(variables).toContain(part)
    }
  })

  test('says which limits the vendor has, which it reports, and how long a refusal lasts', () => {
    const text = partOf(page, 'Limits of the vendor')
    for (const { requests } of limits.windows ?? []) expect(text).toContain(`${requests} requests`)
    if ((limits.windows ?? []).length === 0) expect(text).toContain(`${name} publishes no fixed number`)
    const { limit, remaining, reset } = limits.headers ?? {}
    for (const header of [limit, remaining, reset]) expect(text).toContain(header ?? '')
    expect(text).toMatch(/After a refusalthe time that the vendor names, else \d+ seconds\.$/)
  })

  test('has each operation and each field, with what can be done with it', () => {
    const operations = page.split('<h2 id="operations">')[1]?.split('<h2')[0] ?? ''
    expect(operations.match(/<span class="(?:yes|no)">/g)).toHaveLength(6)
    const fields = page.split('<h2 id="fields">')[1]?.split('<h2')[0] ?? ''
    const rows = [
      ...fields.matchAll(/<th scope="row"><code>(\w+)<\/code><\/th>((?:<td><span[^>]*>[^<]+<\/span><\/td>){5})/g),
    ]
    expect(rows.map(([, field]) => field)).toEqual(expect.arrayContaining(['id', 'name', 'email', 'is_active']))
    expect(rows).toHaveLength((fields.match(/<tr>/g)?.length ?? 0) - 1)
  })
})

test('a name of no provider is refused with the nearest one', async () => {
  const { status, json } = await open('/providers/hubspto')
  expect(status).toBe(400)
  expect(json).toMatchObject({ type: '/errors/invalid-request' })
})

test('the index names every error once', async () => {
  const { text } = await open('/errors')
  const links = [...text.matchAll(/href="(\/errors\/[^"]+)"/g)].map(([, link]) => link)
  expect(links.sort()).toEqual([...problemTypes].sort())
})

test('files: an unknown name is a 404, and so is Scalar where it was not built', async () => {
  for (const name of ['none.css', '..%2Fanswers.ts', '%2Fetc%2Fpasswd']) {
    expect((await open(`/assets/${name}`, { accept: '*/*' })).status, name).toBe(404)
  }
  const missing = join(server.dataDirectory, 'scalar.js')
  await expect(fileAnswer('scalar.js', missing)).rejects.toThrow('The pages have no file with this name.')
})

test('/docs without Scalar says what to run, and leads to the contract', () => {
  const page = referencePage({ demo: undefined }, join(server.dataDirectory, 'scalar.js'))
  expect(textOf(page)).toContain('npm ci && npm run build')
  expect(page).toContain('href="/openapi.json"')
  expect(page).not.toContain('<script')
})

describe('the contract of /docs', () => {
  type Json = { readonly [key: string]: Json }
  let contract: Json
  beforeAll(async () => {
    contract = (await open('/docs/openapi.json', { accept: '*/*' })).json as Json
  })
  const descriptionOf = (...place: readonly string[]): string =>
    String(place.reduce<Json | undefined>((part, key) => part?.[key], contract)?.description)

  test('says beside fields, filters and operations which providers support them, and why others do not', () => {
    expect(descriptionOf('components', 'schemas', 'User', 'properties', 'id')).toContain(
      'All 25 providers support this',
    )
    const active = descriptionOf('components', 'schemas', 'User', 'properties', 'is_active')
    expect(active).toMatch(/\d+ of 25 providers support this/)
    expect(active).toContain('[HubSpot](/providers/hubspot)')
    expect(active).not.toContain('[Copper](/providers/copper)')
    expect(descriptionOf('components', 'parameters', 'EmailFilter')).toMatch(
      /- \[\w+\]\(\/providers\/\w+\): By the vendor\./,
    )
    const { update } = adapters.attio.users
    expect(descriptionOf('paths', '/unified/crm/users/{id}', 'patch')).toContain(
      `- [Attio](/providers/attio): ${'absent' in update ? update.absent : 'never'}`,
    )
  })

  test.each(['User', 'NormalizedUser', 'UserCreate', 'UserPatch', 'SortBy'])(
    'says beside every field of %s which providers support it',
    (schema) => {
      const fields = Object.keys(contract.components?.schemas?.[schema]?.properties ?? {})
      expect(fields.length).toBeGreaterThanOrEqual(4)
      for (const field of fields)
        expect(descriptionOf('components', 'schemas', schema, 'properties', field), field).toMatch(
          /<summary>(?:All 25|\d+ of 25) providers supports? this<\/summary>/,
        )
    },
  )

  test('says beside every filter of users which providers support it', () => {
    for (const filter of ['Email', 'Name', 'IsActive', 'CreatedAt', 'UpdatedAt'])
      expect(descriptionOf('components', 'parameters', `${filter}Filter`)).toMatch(/ of 25|All 25/)
  })

  test('gives the search for a person an e-mail address to send, and the list of users none', () => {
    const of = (path: string) => Object.values(contract.paths?.[path]?.get?.parameters ?? {})
    expect(of('/unified/crm/people')).toContainEqual(
      expect.objectContaining({ name: 'email', example: 'ann.lee@example.com' }),
    )
    expect(of('/unified/crm/users')).toContainEqual({ $ref: '#/components/parameters/EmailFilter' })
  })

  test('gives no example to a parameter that need not be sent, since the form would send it', () => {
    const parameters = Object.values(contract.components?.parameters ?? {})
    const optional = parameters.filter(({ required }) => String(required) !== 'true')
    expect(optional.length).toBeGreaterThan(20)
    for (const parameter of optional) {
      expect(parameter.example).toBeUndefined()
      expect(String(parameter.description)).toContain('For example: `')
    }
  })
})
