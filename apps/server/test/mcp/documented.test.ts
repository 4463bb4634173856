import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { variables } from '../../src/config.ts'
import { demoAccountId } from '../../src/demo-ids.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { call, connectClient, openMcpClient } from './mcp-client.ts'

/** The samples of docs/mcp.md, unchanged. */

const root = join(import.meta.dirname, '../../../..')
const page = readFileSync(join(root, 'docs/mcp.md'), 'utf8')
const samples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = '']) => JSON.parse(text) as unknown)

interface Program {
  readonly mcpServers: {
    readonly rollcall: {
      readonly command: string
      readonly args: readonly string[]
      readonly env: Record<string, string>
    }
  }
}
interface Remote {
  readonly mcpServers: { readonly rollcall: { readonly url: string; readonly headers: Record<string, string> } }
}

let server: TestServer
let token: string
beforeAll(async () => {
  server = await startTestServer()
  token = (await server.store.tokens.create(server.environmentId, { name: 'agent', scopes: ['read'] })).token
})
afterAll(() => server.stop())

test('an agent that starts the program', { timeout: 60_000 }, async () => {
  const { command, args, env } = (samples[0] as Program).mcpServers.rollcall
  expect(Object.keys(env).filter((name) => !(name in variables))).toEqual([])
  const given = args.map((word) => (word === '/opt/rollcall' ? root : word))
  expect(given).toContain(root)
  const { ROLLCALL_TOKEN_FILE: _file, ...others } = env
  const { PATH = '', HOME = '' } = process.env
  const client = await connectClient(
    new StdioClientTransport({
      command,
      args: given,
      env: { PATH, HOME, ...others, ROLLCALL_URL: server.origin, ROLLCALL_TOKEN: token },
    }),
  )
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain('find_people')
})

test('an agent that connects over HTTP', async () => {
  const { url, headers } = (samples[1] as Remote).mcpServers.rollcall
  const { pathname } = new URL(url)
  const filled = Object.entries(headers).map(([name, value]) => [name, value.replace(/\$\{ROLLCALL_TOKEN\}/, token)])
  const client = await connectClient(
    new StreamableHTTPClientTransport(new URL(pathname, server.origin), {
      requestInit: { headers: Object.fromEntries(filled) },
    }),
  )
  expect((await client.listTools()).tools.map(({ name }) => name)).toContain('find_people')
})

test('a refusal', async () => {
  const client = await openMcpClient(server.origin, token)
  const args = { integrated_account_id: demoAccountId('pipedrive'), id: '2', body: { is_active: false } }
  expect(await call(client, 'update_user', args)).toMatchObject(samples[2] as object)
  expect(samples).toHaveLength(3)
})

test('the call by curl', async () => {
  const [, body = ''] = /-d '(\{"jsonrpc".*\})'$/m.exec(page) ?? []
  const headers = { 'content-type': 'application/json' }
  const { json } = await server.call('POST', '/mcp', { rawBody: body, headers })
  expect(json).toMatchObject({ result: { structuredContent: { result: expect.arrayContaining([]) } } })
})
