import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ProviderSlug } from '@rollcall/contract'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** A demo with the sandbox as every vendor, and browsers that look at its console as it was built. */
export interface ConsoleSite {
  readonly server: TestServer
  /** The id of a provider's demo account. */
  idOf(provider: ProviderSlug): string
  /** A user as the API has it now. */
  userOf(provider: ProviderSlug, id: string): Promise<unknown>
  /** What a list of the API holds now. */
  resultOf(path: string, query?: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Makes an API token. */
  tokenOf(body: object): Promise<{ readonly id: string; readonly token: string }>
  /** A fresh browser profile at the console. */
  visit(place: string, options?: Parameters<Browser['newContext']>[0]): Promise<Visitor>
  stop(): Promise<void>
}

export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Goes to another place of the console. */
  go(place: string): Promise<void>
  /** Ends the visit. Fails for what a page should not have done: other origins, complaints of the browser, a token left somewhere. */
  leave(): Promise<void>
}

export const desktop = { viewport: { width: 1280, height: 800 } }
export const phone = { viewport: { width: 375, height: 667 } }

const built = join(import.meta.dirname, '../../../console/dist')
/** Ignored by git: what the views look like, for people who look. */
const pictures = join(import.meta.dirname, 'screenshots')

/** Starts one; outside a demo the page has no token. */
export const startConsoleSite = async (isDemo = true): Promise<ConsoleSite> => {
  if (!existsSync(join(built, 'index.html'))) throw new Error('The console is not built: run `npm run build` first.')
  mkdirSync(pictures, { recursive: true })
  const server = await startTestServer({
    config: { consoleDirectory: built, ...(isDemo ? {} : { demo: undefined }) },
  })
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  const idOf = (provider: ProviderSlug): string => server.account(provider).replace('integrated_account_id=', '')
  return {
    server,
    idOf,
    async userOf(provider, id) {
      return (await server.call('GET', `/unified/crm/users/${id}`, { query: server.account(provider) })).json
    },
    async resultOf(path, query = '') {
      const { json } = await server.call('GET', path, { query })
      return typeof json === 'object' && json !== null ? Reflect.get(json, 'result') : []
    },
    async tokenOf(body) {
      const { id, token } = Object.fromEntries(
        Object.entries((await server.call('POST', '/api-token', { body })).json ?? {}),
      )
      return { id: String(id), token: String(token) }
    },
    async visit(place, options = desktop) {
      const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
      context.setDefaultTimeout(20_000)
      const addresses: string[] = []
      const complaints: string[] = []
      context.on('request', (request) => addresses.push(request.url()))
      context.on('console', (message) => {
        // The browser reports each answer of 400 and more, which the API may well give.
        const isStatus = message.text().startsWith('Failed to load resource: the server responded with a status')
        if (['error', 'warning'].includes(message.type()) && !isStatus) complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(String(error.error())))
      const page = await context.newPage()
      await page.goto(`${server.origin}/console#/${place}`)
      return {
        page,
        context,
        async go(other) {
          await page.evaluate(`location.hash = ${JSON.stringify(`#/${other}`)}`)
        },
        async leave() {
          const origins = new Set(
            addresses
              .map((address) => new URL(address))
              .filter(({ protocol }) => protocol !== 'data:')
              .map(({ origin }) => origin),
          )
          expect([...origins]).toEqual([server.origin])
          // A link token is made to be in an address; the hosted page's own test looks at what becomes of it.
          const given = addresses.filter((address) => !address.startsWith(`${server.origin}/connect?link_token=`))
          expect(given.filter((address) => /demo-token|rollcall_[0-9a-f]{20}/.test(address))).toEqual([])
          expect(complaints).toEqual([])
          const kept = await page.evaluate(
            'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href])',
          )
          expect(kept).not.toMatch(/demo-token|rollcall_[0-9a-f]{20}/)
          await context.close()
        },
      }
    },
    async stop() {
      await browser.close()
      await server.stop()
    },
  }
}

/** The heading of a view. */
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })

/** Opens a dialog by its button; the fields of the list behind it may have the same labels. */
export const openDialog = async (page: Page, button: string, name: string | RegExp = button): Promise<Locator> => {
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog', { name })
  await dialog.waitFor()
  return dialog
}

/** Waits until a view has all that it loads. */
export const loaded = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.locator('.loading, [aria-busy="true"]').first().waitFor({ state: 'detached' })
}

/** Waits for what moves and ends: Mantine fades in and out, and axe would measure the colours between. */
const still =
  'Promise.all(document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished.catch(() => undefined)))'

/** Nothing that axe finds, and no sideways scrolling; a picture is kept. */
export const expectAccessible = async (page: Page, picture: string): Promise<void> => {
  await page.evaluate('scrollTo(0, 0)')
  await page.evaluate(still)
  await page.screenshot({ path: join(pictures, `${picture}.png`), fullPage: true })
  await page.evaluate(axe.source)
  const found = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join(' | ')))`,
  )
  expect(found, picture).toEqual([])
  const width = Number(await page.evaluate('innerWidth'))
  expect(await page.evaluate('document.documentElement.scrollWidth'), picture).toBeLessThanOrEqual(width)
}
