import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { consoleFiles } from './files.ts'
import { consoleAnswer } from './page.ts'

/** The served console, with two small files instead of a build. */

const built = join(import.meta.dirname, '../../test/support/console')

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  server.call('GET', path, { token: null, headers })

describe('GET /console', () => {
  test('returns the page without a token, with a policy that allows only files of the server', async () => {
    const { status, headers, text } = await get('/console')
    expect(status).toBe(200)
    expect(text).toContain('<title>Rollcall</title>')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    })
  })

  test('has the token in a demo, and in no other mode', async () => {
    expect((await get('/console')).text).toContain('<meta name="rollcall-demo-token" content="demo-token">')
    const files = consoleFiles(built)()
    expect(consoleAnswer(files, undefined).body).not.toContain('token')
    expect(consoleAnswer(files, '"><script>$&').body).toContain('content="&quot;>&lt;script>$&amp;">')
  })

  test('says how to build a missing console', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-console-'))
    const files = consoleFiles(folder)()
    await rm(folder, { recursive: true })
    expect(() => consoleAnswer(files, undefined)).toThrow('npm ci && npm run build')
  })
})

describe('GET /console/assets/{name}', () => {
  test.each([
    ['index-made-up.js', 'text/javascript; charset=utf-8'],
    ['index-made-up.css', 'text/css; charset=utf-8'],
  ])('%s may be cached by browsers without a limit', async (name, type) => {
    const { status, headers } = await get(`/console/assets/${name}`)
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' })
  })

  test.each(['none.js', '..%2Findex.html', '..%2F..%2Ftest-server.ts', '%2Fetc%2Fpasswd', 'index.html'])(
    '%s is not a file of the console',
    async (name) => {
      const { status, json } = await get(`/console/assets/${name}`)
      expect(status).toBe(404)
      expect(json).toMatchObject({ type: '/errors/not-found' })
    },
  )
})

test('the files are read once, when they are first requested', () => {
  const files = consoleFiles(built)
  expect(files()).toBe(files())
})
