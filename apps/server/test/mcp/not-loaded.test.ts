import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { inheritedEnvironment, startScript } from '../support/start-script.ts'

const recorder = join(import.meta.dirname, '../support/record-modules.ts')

/** Runs a demo and some work on it. @returns the modules that it has loaded at its end */
const loadedBy = async (work: (origin: string) => Promise<void>): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-modules-'))
  const modules = join(folder, 'modules')
  const child = spawn(process.execPath, ['--import', recorder, startScript], {
    env: { ...inheritedEnvironment(), DATA_DIR: folder, PORT: '0', LOADED_MODULES: modules, ROLLCALL_DEMO: '1' },
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += String(chunk)
  })
  const origin = await vi.waitFor(
    () => {
      const [found] = /http:\/\/\S+:\d+/.exec(output) ?? []
      if (found === undefined) throw new Error('It does not listen.')
      return found
    },
    { timeout: 25_000, interval: 20 },
  )
  await work(origin)
  child.kill('SIGTERM')
  await once(child, 'close')
  return readFileSync(modules, 'utf8')
}

const headers = { authorization: 'Bearer demo-token', 'content-type': 'application/json' }
const ofMcp = /\/node_modules\/(?:@modelcontextprotocol|zod)\//

test('nothing of the SDK is loaded before the first message comes; a notification needs none of it', {
  timeout: 60_000,
}, async () => {
  const without = await loadedBy(async (origin) => {
    expect((await fetch(`${origin}/unified/crm/people?email=x@y.example`, { headers })).status).toBe(200)
    const body = '{"jsonrpc":"2.0","method":"notifications/initialized"}'
    expect((await fetch(`${origin}/mcp`, { method: 'POST', headers, body })).status).toBe(202)
    expect((await fetch(`${origin}/mcp`, { method: 'POST', headers, body: '[]' })).status).toBe(400)
  })
  expect(without).toContain('/node_modules/express/')
  expect(without).not.toMatch(ofMcp)
  expect(without).not.toContain('/mcp/answer-message.ts')
  const withMessage = await loadedBy(async (origin) => {
    const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}'
    expect((await fetch(`${origin}/mcp`, { method: 'POST', headers, body })).status).toBe(200)
  })
  expect(withMessage).toMatch(ofMcp)
})
