import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Accounts } from './cases.ts'
import { startTarget, type Target } from './process.ts'

/**
 * Rollcall with the settings of production: authentication, validation, sealed credentials, the access log to a
 * file, deadline, throttle. Its vendor is the benchmark's own.
 */

const start = new URL('../../apps/server/start.js', import.meta.url)

/** As long as Pipedrive's, since the length of the credential decides the time of the search for it. */
const madeUpKey = '0123456789abcdef0123456789abcdef01234567'

export interface Rollcall {
  readonly target: Target
  readonly token: string
  readonly accounts: Accounts
  /** From the start of the process to the first 200 of `/readyz`. */
  readonly startMs: number
  /** The folder of the store, the log and the compile cache. */
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
}

const tokenOf = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(start), 'bootstrap'], {
    env: { ...process.env, ...environment },
  })
  const token = /rollcall_[0-9a-f]+/.exec(stdout)?.[0]
  if (token === undefined) throw new Error(`npm run bootstrap printed no token:\n${stdout}`)
  return token
}

const importAccount = async (origin: string, token: string, companyDomain: string): Promise<string> => {
  const answer = await fetch(`${origin}/integrated-account`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      integration: 'pipedrive',
      tenant_id: 'bench',
      authentication_method: 'api_key',
      context: { api_key: madeUpKey, company_domain: companyDomain },
    }),
  })
  const text = await answer.text()
  if (answer.status !== 201) throw new Error(`The account was refused: ${text}`)
  const { id }: { id: string } = JSON.parse(text)
  return id
}

const startProcess = async (environment: Readonly<Record<string, string>>, folder: string) => {
  const startedMs = performance.now()
  const target = await startTarget('rollcall', start, environment, '/readyz', openSync(join(folder, 'log'), 'a'))
  return { target, startMs: performance.now() - startedMs }
}

/** Starts Rollcall on a new store, with one account for each list. */
export const startRollcall = async (vendorOrigin: string): Promise<Rollcall> => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'))
  const environment = {
    DATA_DIR: join(folder, 'data'),
    ROLLCALL_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    ROLLCALL_VENDOR_ORIGIN: vendorOrigin,
    ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
  }
  const token = await tokenOf(environment)
  const { target, startMs } = await startProcess(environment, folder)
  const [list100, list1000, list100000] = await Promise.all([
    importAccount(target.origin, token, 'list100'),
    importAccount(target.origin, token, 'list1000'),
    importAccount(target.origin, token, 'list100000'),
  ])
  return { target, token, accounts: { list100, list1000, list100000 }, startMs, folder, environment }
}

/** Serves the same store again, after a change while no server runs. */
export const restartWith = async (rollcall: Rollcall, change: (dataFolder: string) => void): Promise<Rollcall> => {
  await rollcall.target.stop()
  change(join(rollcall.folder, 'data'))
  return { ...rollcall, ...(await startProcess(rollcall.environment, rollcall.folder)) }
}

/** Ends it and removes its folder. */
export const endRollcall = async ({ target, folder }: Rollcall): Promise<void> => {
  await target.stop()
  await rm(folder, { recursive: true, force: true })
}

/** A second start on the same store, like a restart by an operator: its duration, and the idle memory. */
export const measureStart = async ({
  environment,
  folder,
}: Rollcall): Promise<{ readonly startMs: number; readonly idleRssMb: number }> => {
  const { target, startMs } = await startProcess(environment, folder)
  await new Promise((resolve) => setTimeout(resolve, 1000))
  const { residentBytes } = await target.measure()
  await target.stop()
  return { startMs, idleRssMb: residentBytes / 1024 / 1024 }
}
