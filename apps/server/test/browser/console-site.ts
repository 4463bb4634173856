import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** A demo with the sandbox as every vendor, and browsers that look at its console as it was built. */
export interface ConsoleSite {
  readonly server: TestServer
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
  return {
    server,
    async visit(place, options = desktop) {
      const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
      context.setDefaultTimeout(10_000)
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
          expect(addresses.filter((address) => /demo-token|rollcall_[0-9a-f]{20}/.test(address))).toEqual([])
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

/** Nothing that axe finds, and no sideways scrolling; a picture is kept. */
export const expectAccessible = async (page: Page, picture: string): Promise<void> => {
  await page.evaluate('scrollTo(0, 0)')
  await page.screenshot({ path: join(pictures, `${picture}.png`), fullPage: true })
  // Mantine fades in and out; axe would measure the colours between.
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)))')
  await page.evaluate(axe.source)
  const found = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join(' | ')))`,
  )
  expect(found, picture).toEqual([])
  const width = Number(await page.evaluate('innerWidth'))
  expect(await page.evaluate('document.documentElement.scrollWidth'), picture).toBeLessThanOrEqual(width)
}
