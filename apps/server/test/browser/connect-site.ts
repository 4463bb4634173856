import { createServer, type Server } from 'node:http'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** A Rollcall that a real browser visits, the sandbox as every vendor, and the site of a company that embeds the page. */
export interface ConnectSite {
  readonly server: TestServer
  /** Where browsers reach Rollcall: another site than the vendors and the company. */
  readonly origin: string
  readonly appOrigin: string
  /** Makes a link token; the address of its page. */
  link(body: object): Promise<{ readonly url: string; readonly token: string; readonly id: string }>
  /** A fresh browser profile; `check` fails for whatever a page should not have done. */
  visitor(options?: Parameters<Browser['newContext']>[0]): Promise<Visitor>
  stop(): Promise<void>
}

export interface Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Addresses that were asked for, and what the browser complained of. */
  readonly requests: readonly string[]
  readonly complaints: readonly string[]
}

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const listening = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(portOf(server))))

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

const freePort = async (): Promise<number> => {
  const server = createServer()
  const port = await listening(server)
  await closed(server)
  return port
}

/** Opens the page in a window of its own, and keeps what that window says. */
const appPage = `<!doctype html><html lang="en"><title>App</title><button>Connect</button><script>
  window.heard = []
  addEventListener('message', ({ data, origin }) => heard.push({ data, origin }))
  document.querySelector('button').onclick = () => open(new URLSearchParams(location.search).get('url'), 'connect', 'popup,width=480,height=720')
</script></html>`

const memberOf = (json: unknown, name: string): string =>
  String(typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined)

export const startConnectSite = async (): Promise<ConnectSite> => {
  const app = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(appPage)
  })
  const appOrigin = `http://127.0.0.1:${await listening(app)}`
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const server = await startTestServer({
    environment: { PORT: String(port), ROLLCALL_PUBLIC_URL: origin, ROLLCALL_CONNECT_REDIRECTS: appOrigin },
  })
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
  return {
    server,
    origin,
    appOrigin,
    async link(body) {
      const { json } = await server.call('POST', '/link-token', { body })
      return { url: memberOf(json, 'url'), token: memberOf(json, 'link_token'), id: memberOf(json, 'id') }
    },
    async visitor(options) {
      const context = await browser.newContext(options)
      context.setDefaultTimeout(15_000)
      const requests: string[] = []
      const complaints: string[] = []
      context.on('request', (request) => requests.push(request.url()))
      context.on('console', (message) => {
        // Browsers ask the vendors' pages for a picture that the sandbox does not have.
        const isPicture = message.location().url.endsWith('/favicon.ico')
        if (message.type() === 'error' && !isPicture) complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(String(error.error())))
      return { page: await context.newPage(), context, requests, complaints }
    },
    async stop() {
      await browser.close()
      await server.stop()
      await closed(app)
    },
  }
}
