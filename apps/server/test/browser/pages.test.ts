import { providerSlugs } from '@rollcall/contract'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { referencePage } from '../../src/pages/reference.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** The pages in Debian's Chromium, against a demo. `npm run build` makes what /docs needs. */

let server: TestServer
let browser: Browser
beforeAll(async () => {
  server = await startTestServer()
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
})
afterAll(async () => {
  await browser.close()
  await server.stop()
})

interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** What the browser complained of, and addresses that are not this server's. */
  readonly faults: readonly string[]
}

const visit = async (path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Visit> => {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(20_000)
  const faults: string[] = []
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(server.origin) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(url)
  })
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  context.on('weberror', (error) => faults.push(String(error.error())))
  const page = await context.newPage()
  await page.goto(`${server.origin}${path}`)
  return { page, context, faults }
}

/** What axe finds in elements of Scalar, which this repository cannot change: the rule, and the elements that it is left out for. */
const ofScalar: readonly (readonly [rule: string, elements: string])[] = [
  // The copy buttons in front of the names of nested fields are symbols without a name.
  ['button-name', String.raw`#reference button.group\/copy-button`],
  // The lists of the calls of a group can have too many for their height, and the keyboard scrolls them by their links alone.
  ['scrollable-region-focusable', '#reference ul.endpoints'],
]

/** What axe finds. */
const violations = async (page: Page): Promise<unknown> => {
  await page.evaluate(axe.source)
  return page.evaluate(`(() => {
    const isScalars = (rule, { target }) =>
      ${JSON.stringify(ofScalar)}.some(([id, elements]) => id === rule && document.querySelector(target[0])?.matches(elements))
    return axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
      violations
        .map(({ id, nodes }) => [id, ...nodes.filter((node) => !isScalars(id, node)).map(({ html }) => html)])
        .filter(({ length }) => length > 1),
    )
  })()`)
}

const phone = { viewport: { width: 375, height: 700 } }
const screens = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['on a phone', phone],
  ['on a phone, dark', { ...phone, colorScheme: 'dark' }],
] as const

const tokenForm = (page: Page) => page.getByText('Bearer Token').first()

const places = ['/', '/docs', '/providers', '/providers/salesforce', '/errors', '/errors/invalid-request']

describe.each(places)('%s', (path) => {
  test.each(screens)(
    '%s: readable for all, nothing sideways, nothing from elsewhere, nothing forbidden',
    async (_, options) => {
      const { page, context, faults } = await visit(path, options)
      if (path === '/docs') await tokenForm(page).waitFor()
      expect(await violations(page)).toEqual([])
      const width = page.viewportSize()?.width ?? 0
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(faults).toEqual([])
      await context.close()
    },
  )
})

test('a call of the home page names the address that the browser has used', async () => {
  const { page, context } = await visit('/')
  await page.getByText(`${server.origin}/unified/crm/users`).waitFor()
  await context.close()
})

describe('/providers', () => {
  const rows = (page: Page) => page.getByRole('region', { name: 'Operations' }).locator('tbody tr:visible')

  test('finds providers by name, operation and field, and keeps what was asked in the address', async () => {
    const { page, context, faults } = await visit('/providers')
    const status = page.getByRole('status')
    expect(await rows(page).count()).toBe(providerSlugs.length)
    await page.getByLabel('Search a provider').fill('zo')
    await status.getByText(`1 of ${providerSlugs.length} providers`).waitFor()
    expect(await rows(page).allInnerTexts()).toEqual([expect.stringContaining('Zoho CRM')])
    await page.getByLabel('Search a provider').fill('')
    await page.getByLabel('Supports the operation').selectOption('delete')
    await page.getByLabel('Supports the field').selectOption('update:is_active')
    const found = await rows(page).count()
    expect(found).toBeGreaterThan(0)
    expect(found).toBeLessThan(providerSlugs.length)
    await page.reload()
    expect(await rows(page).count()).toBe(found)
    await page.getByLabel('Search a provider').fill('no such provider')
    await status.getByText('No provider is like this').waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  test('shows everything without scripts', async () => {
    const { page, context } = await visit('/providers', { javaScriptEnabled: false })
    expect(await rows(page).count()).toBe(providerSlugs.length)
    expect(await page.getByLabel('Search a provider').isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Note 1', exact: true }).first().click()
    expect(page.url()).toMatch(/#note-1$/)
    await context.close()
  })

  test('is reached and left by the keyboard', async () => {
    const { page, context } = await visit('/')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.getByRole('link', { name: 'Providers' }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Providers' }).waitFor()
    await context.close()
  })
})

describe('/docs', () => {
  test.each([
    ['users', 'GET', '/unified/crm/users', 200, '"result"'],
    ['users', 'POST', '/unified/crm/users', 201, '"email":"ann.lee@example.com"'],
    ['users', 'PATCH', '/unified/crm/users/{id}', 200, '"last_name":"Lovelace"'],
    ['people', 'GET', '/unified/crm/people', 200, '"outcome":"found"'],
    ['people', 'POST', '/unified/crm/people/deactivate', 200, '"outcome":"would-be-switched-off"'],
    ['accounts', 'GET', '/integrated-account', 200, '"result"'],
  ])('%s: sends %s %s to the demo without a change', async (tag, method, path, status, expected) => {
    const { page, context, faults } = await visit(`/docs#tag/${tag}/${method}${path}`)
    await page
      .getByRole('button', { name: `Test Request (${method.toLowerCase()} ${path})` })
      .first()
      .click()
    const answer = page.waitForResponse(
      (response) => response.request().method() === method && response.url().includes(path.split('{')[0] ?? path),
    )
    await page.getByRole('button', { name: 'Send' }).first().click()
    const response = await answer
    expect(response.status()).toBe(status)
    expect(await response.text()).toContain(expected)
    await page.getByText(status === 201 ? '201 Created' : '200 OK').waitFor()
    expect(faults).toEqual([])
    await context.close()
  })

  test('shows support beside a field, and a sample with the address of this server', async () => {
    const { page, context } = await visit('/docs#tag/users/GET/unified/crm/users')
    await page.getByText(`All ${providerSlugs.length} providers support this`).first().waitFor()
    await page.getByText(`curl '${server.origin}/unified/crm/users?`).first().waitFor()
    await context.close()
  })

  test('is shown in a demo whose account has been deleted', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.route('**/unified/crm/users?*', (route) =>
      route.fulfill({ status: 404, contentType: 'application/problem+json', body: '{}' }),
    )
    await page.goto(`${server.origin}/docs`)
    await tokenForm(page).waitFor()
    await context.close()
  })

  test('asks for a token outside a demo', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.route('**/docs', (route) =>
      route.fulfill({ contentType: 'text/html', body: referencePage({ demo: undefined }) }),
    )
    await page.goto(`${server.origin}/docs`)
    await page.getByPlaceholder('Token').first().waitFor()
    expect(await page.getByPlaceholder('Token').first().inputValue()).toBe('')
    await context.close()
  })
})
