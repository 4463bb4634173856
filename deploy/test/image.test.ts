import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { deployed, root } from './deployed.ts'
import { freePort } from './proxied.ts'

/**
 * The steps of the Dockerfile without Docker: its commands on a copy of what is committed or about to be, in a folder instead
 * of /app, and its start command as its user, on a file system that is read-only except for /data.
 */

/** The instructions of one stage: name and rest, lines joined. */
const instructions = (stage: number): readonly (readonly [name: string, rest: string])[] => {
  const text = deployed('Dockerfile')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
  const [, ...stages] = text.split(/^(?=FROM )/m)
  return (stages[stage] ?? '').split('\n').flatMap((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? []
    return name === '' ? [] : [[name, rest] as const]
  })
}

const user = { uid: 1000, gid: 1000 }
/** The Node of these tests before any other. */
const path = `${dirname(process.execPath)}:${process.env.PATH}`
const asUser = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--no-new-privs']

const build = (place: string): string => {
  const app = join(place, 'app')
  mkdirSync(app)
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  for (const file of files.split('\0')) {
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(app, file))
  }
  let prefix: readonly string[] = []
  for (const [name, rest] of instructions(0)) {
    if (name === 'USER') {
      expect(rest).toBe(`${user.uid}:${user.gid}`)
      prefix = asUser
    }
    if (name !== 'RUN') continue
    const [program = 'sh', ...parameters] = [
      ...prefix,
      'sh',
      '-ec',
      rest.replaceAll('/tmp/build-data', join(place, 'build-data')),
    ]
    execFileSync(program, parameters, {
      cwd: app,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...npmSettings(), PATH: path, HOME: place },
    })
  }
  return app
}

/**
 * The environment that npm needs to reach its registry: without the variables of Rollcall, of Node and of the npm that runs
 * this.
 */
const npmSettings = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(?:npm_(?!config_)|ROLLCALL_|(?:INIT_CWD|NODE|NODE_ENV|NODE_OPTIONS|PORT|HOST|DATA_DIR)$)/.test(name),
    ),
  )

const megabytesOf = (folder: string): number =>
  Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0])

test('the image serves as its user on a read-only file system, is healthy by its own check, and ends at SIGTERM', {
  timeout: 400_000,
}, async () => {
  const place = mkdtempSync(join(tmpdir(), 'rollcall-image-'))
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  chmodSync(place, 0o777)
  const app = build(place)

  // It has no files of development, of the sandbox, and no secrets.
  for (const name of ['node_modules/vitest', 'node_modules/typescript', 'apps/sandbox', 'bench', 'deploy', '.env']) {
    expect(existsSync(join(app, name)), name).toBe(false)
  }
  for (const name of ['docs/errors', 'openapi.yaml', 'apps/console/dist/index.html']) {
    expect(existsSync(join(app, name)), name).toBe(true)
  }
  expect(megabytesOf(app)).toBeLessThan(120)
  // Its code belongs to another user.
  expect(statSync(join(app, 'apps/server/rollcall.js')).uid).not.toBe(user.uid)

  const data = join(place, 'data')
  mkdirSync(data)
  chownSync(data, user.uid, user.gid)
  const port = await freePort()
  const final = new Map(instructions(1))
  const entry: readonly string[] = JSON.parse(final.get('ENTRYPOINT') ?? '[]')
  const command: readonly string[] = JSON.parse(final.get('CMD') ?? '[]')
  const [, health = '[]'] = /CMD (\[.*\])$/.exec(final.get('HEALTHCHECK') ?? '') ?? []
  const environment = { PATH: path, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), DATA_DIR: data }
  const keys = `image:${randomBytes(32).toString('base64')}`
  // Everything except the data becomes read-only, only for this process and its children.
  const readOnly = `mount --bind "${data}" "${data}" && mount -o remount,ro,bind / && cd "${app}" && ! touch "${app}/x" 2>/dev/null && exec "$@"`
  const child: ChildProcess = spawn(
    'unshare',
    ['--mount', 'sh', '-ec', readOnly, 'sh', ...asUser, ...entry, ...command],
    { env: { ...environment, ROLLCALL_KEYS: keys }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  await vi.waitFor(
    async () => {
      if (child.exitCode !== null) throw new Error(output)
      expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    },
    { timeout: 30_000, interval: 100 },
  )
  const [program = '', ...parameters]: readonly string[] = JSON.parse(health)
  execFileSync(program, parameters, { env: environment })
  expect(() => execFileSync(program, parameters, { env: { ...environment, PORT: '1' }, stdio: 'ignore' })).toThrow()
  expect((await fetch(`http://127.0.0.1:${port}/errors/not-found`)).status).toBe(200)
  expect(output).not.toContain('EROFS')
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
