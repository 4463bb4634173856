import { join } from 'node:path'
import { problemTypes, providerSlugs } from '@rollcall/contract'
import { adapters, guides } from '@rollcall/providers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unwantedIn } from '../../../../scripts/plain-words.ts'
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

  test('is in plain words', async () => {
    expect(unwantedIn(textOf((await open(path)).text))).toEqual([])
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
  expect(homePage(config)).toContain('Calls need an API token')
  expect(homePage(config) + referencePage(config)).not.toMatch(/demo-token|data-token|data-account/)
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

test.each(providerSlugs)(
  'the page of %s says what its guide says, and every login and account variable',
  async (slug) => {
    const text = textOf((await open(`/providers/${slug}`)).text)
    const { authentication, account } = adapters[slug]
    for (const method of Object.keys(authentication)) expect(text).toContain(method)
    for (const guide of Object.values(guides[slug])) {
      expect(text).toContain(guide.where)
      expect(text).toContain(guide.rights)
    }
    for (const [name, { description, example }] of Object.entries(account)) {
      for (const part of [name, description.replaceAll('`', ''), example]) expect(text).toContain(part)
    }
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  },
)

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
      `All ${providerSlugs.length} providers support this`,
    )
    const active = descriptionOf('components', 'schemas', 'User', 'properties', 'is_active')
    expect(active).toMatch(/\d+ of \d+ providers support this/)
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
