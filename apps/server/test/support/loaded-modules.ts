import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { inheritedEnvironment, startScript } from './start-script.ts'

const recorder = join(import.meta.dirname, 'record-modules.ts')

/** Runs a server with these settings and some work on it. @returns the modules that it has loaded at its end */
export const loadedBy = async (
  settings: Readonly<Record<string, string>>,
  work: (origin: string) => Promise<void>,
): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-modules-'))
  const modules = join(folder, 'modules')
  const child = spawn(process.execPath, ['--import', recorder, startScript], {
    env: { ...inheritedEnvironment(), DATA_DIR: folder, PORT: '0', LOADED_MODULES: modules, ...settings },
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
