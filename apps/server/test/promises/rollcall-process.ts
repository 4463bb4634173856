import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProviderSlug } from '@rollcall/contract'
import { demoAccountId } from '../../src/demo-ids.ts'
import { inheritedEnvironment, startScript } from '../support/start-script.ts'
import { type Answer, type Asked, ask } from './ask.ts'

/** A server in a separate process, as `npm start` runs it, with a demo's accounts and the test's own vendor. */
export interface RollcallProcess {
  readonly origin: string
  readonly child: ChildProcess
  /** Its output, with the log. */
  output(): string
  /** The status that it ends with; `null` when a signal ended it. */
  readonly ended: Promise<number | null>
  /** One request with the demo token. */
  ask(method: string, path: string, asked?: Asked): Promise<Answer>
  /** Memory in use by the kernel's count, in bytes. */
  residentBytes(): number
  /** The most since `resetPeak`. */
  peakResidentBytes(): number
  resetPeak(): void
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** A folder for the data of a server, removed by `dispose`. */
export const dataFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'rollcall-promise-'))
  return { path, dispose: () => rm(path, { recursive: true, force: true }) }
}

/** `integrated_account_id=…` of a provider's demo account. */
export const demoQuery = (provider: ProviderSlug): string => `integrated_account_id=${demoAccountId(provider)}`

/** A line of the kernel's status of a process, such as `VmRSS: 123456 kB`. */
const kernelBytes = (pid: number | undefined, name: string): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status) ?? []
  if (kilobytes === undefined) throw new Error(`The kernel does not tell ${name}.`)
  return Number(kilobytes) * 1024
}

/** Starts a server and waits until it listens. */
export const startRollcall = async (options: {
  readonly dataDirectory: string
  readonly environment?: Readonly<Record<string, string>>
  readonly nodeOptions?: readonly string[]
}): Promise<RollcallProcess> => {
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), startScript], {
    env: {
      ...inheritedEnvironment(),
      ROLLCALL_DEMO: '1',
      PORT: '0',
      LOG_LEVEL: 'error',
      DATA_DIR: options.dataDirectory,
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = once(child, 'close').then(([status]) => status as number | null)
  const origin = await new Promise<string>((resolve, reject) => {
    const take = (chunk: unknown): void => {
      output += String(chunk)
      const [found] = /http:\/\/\S+:\d+/.exec(output) ?? []
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    void ended.then(() => reject(new Error(`The server does not start: ${output}`)))
  })
  return {
    origin,
    child,
    ended,
    output: () => output,
    ask: (method, path, asked) => ask(origin, method, path, asked),
    residentBytes: () => kernelBytes(child.pid, 'VmRSS'),
    peakResidentBytes: () => kernelBytes(child.pid, 'VmHWM'),
    // The kernel resets its peak value (proc_pid_clear_refs(5)).
    resetPeak: () => writeFileSync(`/proc/${child.pid}/clear_refs`, '5'),
    stop(signal = 'SIGKILL') {
      child.kill(signal)
      return ended
    },
  }
}

/** Imports an account; its `integrated_account_id=…`. */
export const importAccount = async (
  { ask: send }: Pick<RollcallProcess, 'ask'>,
  integration: ProviderSlug,
  authentication_method: string,
  context: object,
): Promise<string> => {
  const body = { integration, tenant_id: 'promise', authentication_method, context }
  const { status, json } = await send('POST', '/integrated-account', { body })
  if (status !== 201 || typeof json !== 'object' || json === null || !('id' in json)) {
    throw new Error(`The import failed with ${status}: ${JSON.stringify(json)}`)
  }
  return `integrated_account_id=${String(json.id)}`
}
