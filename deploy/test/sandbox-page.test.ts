import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { deployed, root } from './deployed.ts'
import { freePort } from './proxied.ts'

/** Every sample of docs/sandbox.md, from top to bottom, with the output on the page; its port is that of the test. */

const page = deployed('../docs/sandbox.md')
const samples = [...page.matchAll(/^```sh\n([\s\S]*?)^```\n\n```\n([\s\S]*?)^```$/gm)].map(
  ([, code = '', printed = '']) => ({
    code,
    printed,
  }),
)
const [, start = ''] = /^```sh start\n([\s\S]*?)^```$/m.exec(page) ?? []

let port = 0
let child: ChildProcess
let output = ''
const onPort = (text: string): string => text.replaceAll('9090', String(port))

beforeAll(async () => {
  port = await freePort()
  child = spawn('sh', ['-c', `exec ${onPort(start)}`], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout?.on('data', (chunk) => {
    output += String(chunk)
  })
  await vi.waitFor(() => expect(output).toContain('"vendor":"salesforce"'), { timeout: 20_000, interval: 50 })
})
afterAll(async () => {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
})

test('the command prints the address and a login of each vendor', () => {
  const lines = output
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
  expect(lines).toMatchObject([
    { vendor: 'pipedrive', origin: `http://127.0.0.1:${port}/pipedrive`, authentication_method: 'api_key' },
    { vendor: 'salesforce', origin: `http://127.0.0.1:${port}/salesforce` },
  ])
})

test('every sample prints the output on the page', () => {
  expect(samples.length).toBeGreaterThan(6)
  for (const { code, printed } of samples) {
    expect(execFileSync('sh', ['-c', onPort(code)], { cwd: root, encoding: 'utf8' }), code).toBe(printed)
  }
})

test.each([
  [['nosuch'], 'The sandbox has no vendor "nosuch"; it has '],
  [['--port', 'x'], '"x" is not a port; give one from 0 to 65535.\n'],
  [['--colour'], 'write: npm run sandbox -- --port 9090 pipedrive.\n'],
])('%j is refused in one sentence', (parameters, sentence) => {
  const run = () =>
    execFileSync(process.execPath, ['apps/sandbox/start.ts', ...parameters], { cwd: root, stdio: 'pipe' })
  expect(run).toThrow(sentence)
})

test('the page has every call of the control API', () => {
  const asked = execFileSync('sh', ['-c', onPort('curl -s http://127.0.0.1:9090/_control/pipedrive/nosuch')], {
    encoding: 'utf8',
  })
  const [, list = ''] = /there are: (.*)"/.exec(asked) ?? []
  const names = new Set(list.split('; ').map((call) => call.split(' ')[1] ?? ''))
  expect(names.size).toBeGreaterThan(6)
  const documented = new Set([...page.matchAll(/_control\/<vendor>\/?([a-z-]*)`/g)].map(([, name = '']) => name))
  expect([...documented].sort()).toEqual([...names].sort())
})
