import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/**
 * Executes every command and sample of README.md against the product that its first command starts, on the ports that it
 * names. `npm ci` is left out of the commands: it has just run when this does, and would pull this program's own Node away.
 * `npm test` is left out too: it is what runs first in CI.
 */

const root = fileURLToPath(new URL('../../..', import.meta.url))
const data = mkdtempSync(join(tmpdir(), 'rollcall-readme-'))
const environment = { ...process.env, DATA_DIR: data }

interface Sample {
  readonly language: string
  readonly code: string
}

const samples: readonly Sample[] = [
  ...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm),
].map(([, language = '', code = '']) => ({ language, code: code.trim() }))

const run = async (command: string, parameters: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<string> => {
  const { stdout } = await promisify(execFile)(command, parameters, { cwd: root, env: { ...environment, ...extra } })
  return stdout
}

/** A curl that fails on an error status, so that a sample which only prints a problem is found. */
const failing = (code: string): string => code.replaceAll(/^curl /gm, 'curl --fail-with-body --silent --show-error ')

const started = async (command: string): Promise<ChildProcess> => {
  const child = spawn('sh', ['-c', `exec ${command}`], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const until = Date.now() + 10_000
  while (Date.now() < until) {
    const isReady = await fetch('http://127.0.0.1:8080/readyz')
      .then(({ ok }) => ok)
      .catch(() => false)
    if (isReady) return child
    if (child.exitCode !== null) throw new Error(`"${command}" ended with ${child.exitCode}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`"${command}" was not ready within 10 s.`)
}

const execute = async ({ language, code }: Sample): Promise<string> => {
  if (language === 'sh') return run('sh', ['-c', failing(code)])
  const file = join(root, `apps/server/readme-sample.${language === 'ts' ? 'ts' : 'mjs'}`)
  writeFileSync(file, code)
  try {
    return await run(process.execPath, [file])
  } finally {
    rmSync(file)
  }
}

let server: ChildProcess | undefined
try {
  for (const sample of samples) {
    const code = sample.code.replaceAll('npm ci && ', '')
    process.stdout.write(`\n$ ${code.split('\n')[0]}\n`)
    if (code === 'npm test') continue
    if (code === 'npm start') {
      server = await started(code)
      continue
    }
    // Bootstrap is another installation's first command: it gets a folder of its own.
    const output =
      code === 'npm run bootstrap'
        ? await run('sh', ['-c', code], { DATA_DIR: join(data, 'production') })
        : await execute({ language: sample.language, code })
    if (output.trim() === '') throw new Error('It printed nothing.')
    process.stdout.write(`${output.trim().slice(0, 300)}\n`)
  }
  process.stdout.write(`\nAll ${samples.length} samples of README.md work.\n`)
} finally {
  if (server !== undefined && server.exitCode === null) {
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
  rmSync(data, { recursive: true, force: true })
}
