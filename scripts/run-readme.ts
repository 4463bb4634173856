import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/**
 * Executes every command and sample of README.md, and then of each page in docs/recipes, from top to bottom in one fresh
 * clone of what is committed, on the ports and in the folders that they name. Only `npm test` is left out, since CI runs it
 * first. A sample of a recipe has to print the output on its page.
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const place = mkdtempSync(join(tmpdir(), 'rollcall-readme-'))
const clone = join(place, 'rollcall')
/** The Node on the path, of a reader that has installed one. */
const ownNode = join(place, 'own-node')

/** Debian's Python, which has its `requests`. */
const python = '/usr/bin/python3'

/** A program that uses the client: a folder with only a package.json. */
const program = join(place, 'program')

/** Without the variables that npm adds for this script, and without Rollcall's own variables. */
const environment: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_(?!config_)|npm_config_local_prefix|ROLLCALL_|(?:INIT_CWD|NODE|PORT|HOST|DATA_DIR|LOG_LEVEL|SANDBOX_PORT)$)/.test(
        name,
      ),
  ),
)
environment.PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter)

interface Sample {
  readonly language: string
  readonly code: string
}

const samplesOf = (page: string): readonly Sample[] =>
  [...readFileSync(join(clone, page), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', code = '']) => ({ language, code: code.trim() }),
  )

const run = async (command: string, parameters: readonly string[], cwd = clone): Promise<string> => {
  const { stdout } = await promisify(execFile)(command, parameters, { cwd, env: environment })
  return stdout
}

/** A curl that fails on an error status, so that a sample that only prints a problem is found. */
const failing = (code: string): string =>
  code.replaceAll(/^curl (?!--fail)/gm, 'curl --fail-with-body --silent --show-error ')

let server: ChildProcess | undefined
let token = 'demo-token'

const stop = async (): Promise<void> => {
  if (server === undefined || server.exitCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGTERM')
  await ended
}

const statusWith = async (bearer: string): Promise<number> =>
  (await fetch('http://127.0.0.1:8080/ping', { headers: { authorization: `Bearer ${bearer}` } })).status

const serve = async (command: string): Promise<string> => {
  await stop()
  server = spawn('sh', ['-c', `exec env ${command}`], {
    cwd: clone,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const until = Date.now() + 20_000
  for (;;) {
    const isReady = await fetch('http://127.0.0.1:8080/readyz')
      .then(({ ok }) => ok)
      .catch(() => false)
    if (isReady) break
    if (server.exitCode !== null) throw new Error(`"${command}" ended with ${server.exitCode}.`)
    if (Date.now() > until) throw new Error(`"${command}" was not ready within 20 s.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  if ((await statusWith(token)) !== 200) throw new Error(`After "${command}" the token is refused.`)
  if (token !== 'demo-token' && (await statusWith('demo-token')) !== 401) {
    throw new Error(`After "${command}" the demo's token opens something.`)
  }
  return 'It answers.'
}

const bootstrap = async (command: string): Promise<string> => {
  const output = await run('sh', ['-c', command])
  const [, keys] = /export ROLLCALL_KEYS='([^']+)'/.exec(output) ?? []
  const [made] = /rollcall_[0-9a-f]{72}/.exec(output) ?? []
  if (keys === undefined || made === undefined) throw new Error('It printed no key or no token.')
  environment.ROLLCALL_KEYS = keys
  environment.TOKEN = made
  token = made
  return 'It printed a key and a token.'
}

/** Installs, and checks which packages are left out. */
const install = async (command: string): Promise<string> => {
  await stop()
  if (command.includes('--omit=optional')) environment.PATH = `${ownNode}${delimiter}${environment.PATH}`
  await run('sh', ['-c', command])
  const { packages }: { packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>> } =
    JSON.parse(readFileSync(join(clone, 'package-lock.json'), 'utf8'))
  const present = Object.entries(packages).filter(([path]) => existsSync(join(clone, path)))
  const unwanted = present
    .filter(
      ([, { dev, optional }]) =>
        (dev && command.includes('--omit=dev')) || (optional && command.includes('--omit=optional')),
    )
    .map(([path]) => path)
  if (unwanted.length > 0) throw new Error(`It installed ${unwanted.join(', ')}.`)
  return `${present.length} packages`
}

/** Installs the client into a program as the registry would give it: from the tarball that is published. */
const installClient = async (): Promise<string> => {
  await run('npm', ['--workspace', '@rollcall/client', 'run', 'build'])
  const tarball = await run('npm', ['pack', './packages/client/dist', '--silent', '--pack-destination', place])
  return run('npm', ['install', join(place, tarball.trim())], program)
}

/** Runs a sample on the Node of this process, and one of the client also on the Node of the path. */
const executeFile = async ({ language, code }: Sample): Promise<string> => {
  const file = join(program, 'sample.mjs')
  writeFileSync(file, code)
  const output = await run(process.execPath, [file], program)
  return language === 'ts' ? output + (await run('node', [file], program)) : output
}

const executeCommand = (command: string): Promise<string> => {
  if (command.startsWith('npm ci')) return install(command)
  if (command === 'npm install @rollcall/client') return installClient()
  if (command.endsWith('npm start') || command === 'npm run serve') return serve(command)
  if (command === 'npm run bootstrap') return bootstrap(command)
  return run('sh', ['-c', failing(command)])
}

/** Runs a sample of a recipe as a reader does: in the folder of a program, with the client and Debian's Python. */
const executeInRecipe = async (sample: Sample): Promise<string> => {
  const { language, code } = sample
  if (language === 'sh' && code.endsWith('npm start')) return serve(code)
  if (language === 'sh') return run('sh', ['-c', failing(code)], program)
  const [command, file] = language === 'python' ? [python, 'sample.py'] : [process.execPath, 'sample.mjs']
  writeFileSync(join(program, file), code)
  return run(command, [file], program)
}

const runRecipe = async (page: string): Promise<void> => {
  process.stdout.write(`\n${page}\n`)
  const all = samplesOf(page)
  for (const [place, sample] of all.entries()) {
    if (sample.language === 'text') continue
    process.stdout.write(`\n$ ${sample.language}: ${sample.code.split('\n')[0]}\n`)
    const output = (await executeInRecipe(sample)).trim()
    process.stdout.write(`${output.slice(0, 300)}\n`)
    const said = all[place + 1]
    if (said?.language === 'text' && output !== said.code) throw new Error(`${page} says that it prints:\n${said.code}`)
    if (output === '') throw new Error('It printed nothing.')
  }
}

try {
  mkdirSync(ownNode)
  mkdirSync(program)
  writeFileSync(join(program, 'package.json'), '{ "private": true }\n')
  symlinkSync(process.execPath, join(ownNode, 'node'))
  await run('git', ['clone', '--quiet', root, clone], place)
  for (const sample of samplesOf('README.md')) {
    const commands = sample.language === 'sh' ? sample.code.split(' && ') : [sample.code]
    if (commands.includes('npm test')) continue
    for (const command of commands) {
      process.stdout.write(`\n$ ${command.split('\n')[0]}\n`)
      const output = sample.language === 'sh' ? await executeCommand(command) : await executeFile(sample)
      if (output.trim() === '') throw new Error('It printed nothing.')
      process.stdout.write(`${output.trim().slice(0, 300)}\n`)
    }
  }
  token = 'demo-token'
  for (const page of readdirSync(join(clone, 'docs/recipes')).sort()) await runRecipe(`docs/recipes/${page}`)
  process.stdout.write('\nAll samples of README.md and of the recipes work, one after the other in one clone.\n')
} finally {
  await stop()
  rmSync(place, { recursive: true, force: true })
}
