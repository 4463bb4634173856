import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKey } from '@rollcall/store'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bootstrap } from '../src/bootstrap.ts'
import { readConfig } from '../src/config.ts'
import { start } from '../src/main.ts'

/** A demo and production never share data. */

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-apart-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const configOf = (environment: Record<string, string> = {}) =>
  readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: folder, ...environment })
const demo = { ROLLCALL_DEMO: '1' }

/** Starts a server, calls it with a token, and stops it. */
const statusWith = async (token: string, environment: Record<string, string>): Promise<number> => {
  const running = await start(configOf(environment))
  try {
    return (await fetch(`${running.origin}/ping`, { headers: { authorization: `Bearer ${token}` } })).status
  } finally {
    await running.stop()
  }
}

const runDemo = async (dataDirectory = folder): Promise<void> => {
  expect(await statusWith('demo-token', { ...demo, DATA_DIR: dataDirectory })).toBe(200)
}

const bootstrapped = async (environment: Record<string, string> = {}) => {
  const { text: said } = await bootstrap(configOf(environment), { wantsAnotherToken: false })
  const [, keys = environment.ROLLCALL_KEYS ?? ''] = /ROLLCALL_KEYS='([^']+)'/.exec(said) ?? []
  const [token = ''] = /rollcall_[0-9a-f]{72}/.exec(said) ?? []
  return { keys, token }
}

/** Name and content of every file of a folder, without those of a demo below it. */
const filesOf = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(path, name)))
          .digest('hex'),
      ]),
  )

const refusal = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error)) throw new Error('It was not refused.')
  expect(error.message).toMatch(/^[^\n]+\.$/)
  return error.message
}

const demoKeys = (): string => readFileSync(join(folder, 'demo', 'local.key'), 'utf8').trim()
const ownKeys = `main:${generateKey()}`
const onlyDemo = /holds a demo's data, which only demo mode opens; set DATA_DIR to another folder/

test('first a demo, then production, then the demo again, in one folder: each accepts only its own token', async () => {
  await runDemo()
  const { keys, token } = await bootstrapped()
  expect(await statusWith(token, { ROLLCALL_KEYS: keys })).toBe(200)
  expect(await statusWith('demo-token', { ROLLCALL_KEYS: keys })).toBe(401)
  await runDemo()
  expect(await statusWith(token, demo)).toBe(401)
})

test('a demo does not change a byte of a production folder, also with the keys of production', async () => {
  const { keys, token } = await bootstrapped()
  const before = filesOf(folder)
  expect(Object.keys(before)).toContain('rollcall.sqlite')
  expect(await statusWith('demo-token', { ...demo, ROLLCALL_KEYS: keys })).toBe(200)
  expect(filesOf(folder)).toEqual(before)
  expect(await statusWith(token, { ROLLCALL_KEYS: keys })).toBe(200)
})

test('a production folder in place of a demo’s own is refused and not changed', async () => {
  const place = join(folder, 'demo')
  const { keys, token } = await bootstrapped({ DATA_DIR: place })
  const before = filesOf(place)
  expect(await refusal(start(configOf(demo)))).toMatch(/holds data that was not made by a demo.*DATA_DIR/)
  expect(filesOf(place)).toEqual(before)
  expect(await statusWith(token, { DATA_DIR: place, ROLLCALL_KEYS: keys })).toBe(200)
})

test("production's data copied over a demo's is refused by the demo", async () => {
  await runDemo()
  const { keys } = await bootstrapped({ DATA_DIR: join(folder, 'production'), ROLLCALL_KEYS: demoKeys() })
  expect(keys).toBe(demoKeys())
  cpSync(join(folder, 'production'), join(folder, 'demo'), { recursive: true })
  expect(await refusal(start(configOf(demo)))).toMatch(/the environment production, which was not made by a demo/)
})

describe("production does not open a demo's data", () => {
  beforeEach(() => runDemo())

  const copies: Readonly<Record<string, () => string>> = {
    "in the demo's own folder": () => join(folder, 'demo'),
    'copied with all its files': () => {
      cpSync(join(folder, 'demo'), join(folder, 'copy'), { recursive: true })
      return join(folder, 'copy')
    },
    'copied as a database alone': () => {
      mkdirSync(join(folder, 'copy'))
      const database = readFileSync(join(folder, 'demo', 'rollcall.sqlite'))
      writeFileSync(join(folder, 'copy', 'rollcall.sqlite'), database)
      return join(folder, 'copy')
    },
  }

  describe.each(Object.entries(copies))('%s', (_where, place) => {
    test("with the demo's key", async () => {
      const environment = { DATA_DIR: place(), ROLLCALL_KEYS: demoKeys() }
      expect(await refusal(start(configOf(environment)))).toMatch(onlyDemo)
      expect(await refusal(bootstrapped(environment))).toMatch(onlyDemo)
    })

    test('with its own key', async () => {
      const environment = { DATA_DIR: place(), ROLLCALL_KEYS: ownKeys }
      expect(await refusal(start(configOf(environment)))).toMatch(onlyDemo)
      expect(await refusal(bootstrapped(environment))).toMatch(onlyDemo)
    })

    test('without any key', async () => {
      const environment = { DATA_DIR: place() }
      expect(await refusal(start(configOf(environment)))).toMatch(/ROLLCALL_KEYS/)
      expect(await refusal(bootstrapped(environment))).toMatch(onlyDemo)
    })
  })

  test('the demo itself still opens it', () => runDemo())
})

test('a demo has nothing to bootstrap', async () => {
  expect(await refusal(bootstrapped(demo))).toMatch(/ROLLCALL_DEMO/)
  expect(readdirSync(folder)).toEqual([])
})
