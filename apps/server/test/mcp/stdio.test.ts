import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { portOf } from '../../src/http/listen.ts'
import { type CommandSite, importLine, openCommandSite } from '../commands/command-site.ts'
import { call, connectClient, textsOf } from './mcp-client.ts'

/** `rollcall mcp` as an agent starts it: the real program, on a running server and on the store itself. */

const program = join(import.meta.dirname, '../../rollcall.js')
const email = 'ada.archer@acme.example'

type Variables = Readonly<Record<string, string>>

let served: CommandSite
let atRest: CommandSite
let http: Variables
let accounts: Readonly<Record<'served' | 'atRest', string>>
beforeAll(async () => {
  served = await openCommandSite()
  atRest = await openCommandSite()
  http = await served.serve()
  const importTo = async (site: CommandSite, variables: Variables) => {
    const { output } = await site.run(['accounts', 'import', '-', '--json'], variables, importLine('pipedrive', 'acme'))
    return String((JSON.parse(output) as { id: string }).id)
  }
  accounts = { served: await importTo(served, http), atRest: await importTo(atRest, {}) }
})
beforeEach(() => {
  for (const { sandbox } of [served, atRest]) sandbox.control('pipedrive').reset()
})
afterAll(async () => {
  await served.stop()
  await atRest.stop()
})

const environmentOf = (variables: Variables): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  NO_COLOR: '1',
  ...variables,
})

/** The SDK's own client, with the program behind it. */
const openClient = async (variables: Variables, ...options: string[]) => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'mcp', ...options],
    env: environmentOf(variables),
    stderr: 'pipe',
  })
  let errors = ''
  transport.stderr?.on('data', (chunk) => {
    errors += String(chunk)
  })
  return { client: await connectClient(transport), errors: () => errors }
}

interface Running {
  readonly child: ChildProcess
  /** Each line of the output, parsed. */
  readonly answers: () => readonly unknown[]
  readonly errors: () => string
  send(...lines: string[]): void
  /** The status that it ends with; `null` when a signal ended it. */
  readonly ended: Promise<number | null>
}

/** The program with lines that a test writes itself. */
const run = (variables: Variables, ...options: string[]): Running => {
  const child = spawn(process.execPath, [program, 'mcp', ...options], { env: environmentOf(variables) })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    errors += String(chunk)
  })
  return {
    child,
    answers: () =>
      output
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as unknown),
    errors: () => errors,
    send: (...lines) => child.stdin.write(lines.map((line) => `${line}\n`).join('')),
    ended: once(child, 'close').then(([status]) => status as number | null),
  }
}

const message = (id: unknown, method: string, params?: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) })
const toolCall = (id: unknown, name: string, args: object): string =>
  message(id, 'tools/call', { name, arguments: args })

describe.each(['served', 'atRest'] as const)('%s', (where) => {
  const siteOf = () => (where === 'served' ? served : atRest)
  const variablesOf = () => (where === 'served' ? http : atRest.environment)

  test('every tool works as by HTTP, and nothing else is written', { timeout: 30_000 }, async () => {
    const { client, errors } = await openClient(variablesOf())
    const site = siteOf()
    const { tools } = await client.listTools()
    expect(tools).toHaveLength(7)
    const ofAccount = { integrated_account_id: accounts[where], truto_ignore_remote_data: true }
    const result = async (name: string, args: Record<string, unknown>) => {
      const { isError, structuredContent } = await call(client, name, args)
      expect(isError).toBeUndefined()
      return structuredContent
    }
    expect(await result('list_integrated_accounts', {})).toMatchObject({ result: [{ id: accounts[where] }] })
    expect(await result('list_users', { ...ofAccount, email })).toMatchObject({ result: [{ id: '1', email }] })
    expect(await result('get_user', { ...ofAccount, id: '1' })).toMatchObject({ id: '1', email })
    expect(await result('get_me', ofAccount)).toMatchObject({ id: expect.stringMatching(/^\d+$/) })
    expect(await result('find_people', { email })).toMatchObject({ result: [{ outcome: 'found' }] })
    site.sandbox.control('pipedrive').clearRequests()
    const changed = await result('update_user', { ...ofAccount, id: '2', body: { is_active: false } })
    expect(changed).toMatchObject({ id: '2', is_active: false })
    const dry = await result('deactivate_person', { body: { email, dry_run: true } })
    expect(dry).toMatchObject({ result: [{ outcome: 'would-be-switched-off' }] })
    const writes = site.sandbox
      .control('pipedrive')
      .requests()
      .filter(({ method }) => method !== 'GET')
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual(['PUT /api/v1/users/2'])
    const refused = await call(client, 'get_user', { ...ofAccount, id: '99999' })
    expect(refused).toMatchObject({ isError: true, structuredContent: { type: '/errors/user-not-found' } })
    expect(errors()).toBe('')
  })

  test('a call that is cancelled ends at the vendor, and the next one is answered', { timeout: 30_000 }, async () => {
    const { client } = await openClient(variablesOf())
    const vendor = siteOf().sandbox.control('pipedrive')
    vendor.fault({ hang: true })
    const controller = new AbortController()
    const args = { integrated_account_id: accounts[where] }
    const listed = call(client, 'list_users', args, controller.signal)
    await vi.waitFor(() => expect(vendor.status().waiting).toBe(1), { timeout: 5000 })
    controller.abort('enough')
    await expect(listed).rejects.toThrow('enough')
    await vi.waitFor(() => expect(vendor.status().waiting).toBe(0), { timeout: 5000 })
    vendor.clearFaults()
    expect((await call(client, 'get_user', { ...args, id: '1' })).structuredContent).toHaveProperty('id', '1')
  })

  test('lines that are no messages are answered with errors; it ends when the input has ended and all is answered', {
    timeout: 30_000,
  }, async () => {
    const running = run(variablesOf())
    running.send(
      '{"jsonrpc"',
      '',
      '[]',
      message(1, 'tools/cal'),
      '{"jsonrpc":"2.0","method":"notifications/initialized"}',
      `"${'x'.repeat(1_100_000)}"`,
      message('last', 'ping'),
    )
    running.child.stdin?.end(toolCall(2, 'list_users', { integrated_account_id: accounts[where], limit: 1 }))
    expect(await running.ended).toBe(0)
    expect(running.errors()).toBe('')
    const byId = Map.groupBy(running.answers() as { id: unknown; error?: { code: number } }[], ({ id }) => id)
    expect(
      byId
        .get(null)
        ?.map(({ error }) => error?.code)
        .sort(),
    ).toEqual([-32600, -32600, -32700])
    expect(byId.get(1)).toMatchObject([{ error: { code: -32601, message: expect.stringContaining('tools/call') } }])
    expect(byId.get('last')).toMatchObject([{ result: {} }])
    expect(byId.get(2)).toMatchObject([{ result: { structuredContent: { result_count: 1 } } }])
    expect(byId.size).toBe(4)
  })

  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0, and the call that runs', async (signal) => {
    const running = run(variablesOf())
    const vendor = siteOf().sandbox.control('pipedrive')
    vendor.fault({ hang: true })
    running.send(toolCall(1, 'list_users', { integrated_account_id: accounts[where] }))
    await vi.waitFor(() => expect(vendor.status().waiting).toBe(1), { timeout: 10_000 })
    running.child.kill(signal)
    expect(await running.ended).toBe(0)
    await vi.waitFor(() => expect(vendor.status().waiting).toBe(0), { timeout: 5000 })
    expect([running.answers(), running.errors()]).toEqual([[], ''])
  })
})

describe('on the store', () => {
  test('the audit log names the command line', async () => {
    const { client } = await openClient(atRest.environment)
    const args = { integrated_account_id: accounts.atRest, id: '3', body: { is_active: false } }
    expect((await call(client, 'update_user', args)).isError).toBeUndefined()
    await client.close()
    const variables = await atRest.serve()
    const answer = await fetch(`${variables.ROLLCALL_URL}/log?limit=1`, {
      headers: { authorization: `Bearer ${atRest.token}` },
    })
    await atRest.stopServer()
    expect(await answer.json()).toMatchObject({
      result: [{ operation: 'updateUser', actor: 'command_line', outcome: 'succeeded' }],
    })
  })

  test('--read-only offers what reads, and refuses all else', async () => {
    const { client } = await openClient(atRest.environment, '--read-only')
    const { tools } = await client.listTools()
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true)
    expect(tools.map(({ name }) => name)).toContain('find_people')
    const args = { integrated_account_id: accounts.atRest, id: '3', body: { is_active: false } }
    expect(await call(client, 'update_user', args)).toMatchObject({
      isError: true,
      structuredContent: { type: '/errors/forbidden', status: 403 },
    })
  })
})

test('on a terminal it says what it waits for', async () => {
  const { code, output, errors } = await served.run(['mcp'], http, '', { isInteractive: true })
  expect([code, output]).toEqual([0, ''])
  expect(errors).toBe('Rollcall waits for the messages of an agent, one JSON-RPC message a line; Ctrl-C ends it.\n')
})

describe('over HTTP', () => {
  const openWith = async (token: string): Promise<Client> =>
    (await openClient({ ...http, ROLLCALL_TOKEN: token })).client

  test('a token that is revoked meanwhile is refused in the result', async () => {
    const made = await served.run(['tokens', 'create', '--name', 'agent', '--json'], http)
    const { id, token } = made.json() as { id: string; token: string }
    const client = await openWith(token)
    const args = { integrated_account_id: accounts.served, id: '1' }
    expect((await call(client, 'get_user', args)).isError).toBeUndefined()
    await served.run(['tokens', 'revoke', id], http)
    const refused = await call(client, 'get_user', args)
    expect(refused).toMatchObject({
      isError: true,
      structuredContent: { type: '/errors/unauthenticated', status: 401 },
    })
    expect(textsOf(refused)[0]).toContain('revoked')
    await expect(client.listTools()).rejects.toMatchObject({ code: -32603, data: { type: '/errors/unauthenticated' } })
  })

  test('a server that is gone, or is no Rollcall, is reported for each message', async () => {
    let answers: 'ping' | 'page' | 'redirect' = 'ping'
    const seen: string[] = []
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      if (answers === 'redirect') response.writeHead(307, { location: '/elsewhere' })
      if (request.url === '/ping') response.setHeader('content-type', 'application/json')
      response.end(request.url === '/ping' ? '{"message":"pong","environment_id":"x"}' : '<h1>Hello</h1>')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const running = run({ ROLLCALL_URL: `http://127.0.0.1:${portOf(server)}`, ROLLCALL_TOKEN: 'made-up-token' })
    const next = async (line: string): Promise<unknown> => {
      const before = running.answers().length
      running.send(line)
      await vi.waitFor(() => expect(running.answers()).toHaveLength(before + 1), { timeout: 10_000 })
      return running.answers().at(-1)
    }
    answers = 'page'
    expect(await next(message(1, 'tools/list'))).toMatchObject({
      id: 1,
      error: { code: -32603, message: expect.stringContaining('did not answer as a Rollcall server') },
    })
    answers = 'redirect'
    expect(await next(message(2, 'tools/list'))).toMatchObject({ id: 2, error: { code: -32603 } })
    server.closeAllConnections()
    server.close()
    expect(await next(message(3, 'tools/list'))).toMatchObject({
      id: 3,
      error: { code: -32603, message: expect.stringMatching(/does not answer as a Rollcall server \(ECONN\w+\)/) },
    })
    expect(seen).not.toContain('POST /elsewhere')
    running.child.stdin?.end()
    expect(await running.ended).toBe(0)
    expect(JSON.stringify([running.answers(), running.errors()])).not.toContain('made-up-token')
  })
})

test.each<[what: string, variables: () => Variables, options: string[], status: number, sentence: RegExp]>([
  ['a token that is wrong', () => ({ ...http, ROLLCALL_TOKEN: 'rollcall_wrong' }), [], 4, /token is not valid/],
  ['no token', () => ({ ROLLCALL_URL: http.ROLLCALL_URL ?? '' }), [], 1, /ROLLCALL_TOKEN is not set/],
  [
    'no server',
    () => ({ ROLLCALL_URL: 'http://127.0.0.1:1', ROLLCALL_TOKEN: 'x' }),
    [],
    5,
    /does not answer as a Rollcall server/,
  ],
  ['no store', () => ({ DATA_DIR: join(atRest.folder, 'none'), ROLLCALL_KEYS: atRest.key }), [], 1, /has no store/],
  ['a store that a server has', () => served.environment, [], 1, /set ROLLCALL_URL/],
  ['--read-only over HTTP', () => http, ['--read-only'], 1, /scopes of the token/],
  ['an option that there is not', () => http, ['--json'], 2, /Unknown option '--json'/],
])('%s is one sentence on the errors, and a status', async (_what, variables, options, status, sentence) => {
  const running = run(variables(), ...options)
  expect(await running.ended).toBe(status)
  expect(running.errors()).toMatch(sentence)
  expect(running.errors().trimEnd().split('\n')).toHaveLength(1)
  expect(running.answers()).toEqual([])
})
