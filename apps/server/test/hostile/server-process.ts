import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request as openRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inheritedEnvironment, startScript } from '../support/start-script.ts'
import type { HostileRequest } from './hostile-request.ts'
import { accountMark } from './hostile-request.ts'

/** The demo in a separate process, so that its memory and time can be measured. */
export interface ServerProcess {
  /** Megabytes that the process holds in memory now. */
  residentMegabytes(): number
  /** Milliseconds of one normal read of a user, over a connection that stays open. */
  read(): Promise<number>
  /** One normal list of all users, sorted, over the same connection. */
  list(): Promise<void>
  /** The status of a hostile request, over a new connection. */
  attack(request: HostileRequest): Promise<number>
  stop(): Promise<void>
}

const outputUntil = async (child: ChildProcess, pattern: RegExp): Promise<string> => {
  let output = ''
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk)
    if (pattern.test(output)) return output
  }
  throw new Error(`The server ended before it listened: ${output}`)
}

interface Target {
  readonly hostname: string
  readonly port: string
  readonly account: string
}

const send = (target: Target, agent: Agent | false, request: Omit<HostileRequest, 'title' | 'slug' | 'status'>) =>
  new Promise<number>((resolve, reject) => {
    const { method, path, query = '', rawBody, headers } = request
    const outgoing = openRequest(
      {
        hostname: target.hostname,
        port: target.port,
        agent,
        method,
        path: `${path}?${query.replace(accountMark, `integrated_account_id=${target.account}`)}`,
        headers: {
          authorization: 'Bearer demo-token',
          ...headers,
          ...(rawBody === undefined ? {} : { 'content-length': String(Buffer.byteLength(rawBody)) }),
        },
      },
      (incoming) => {
        incoming.on('error', reject)
        incoming.on('end', () => resolve(incoming.statusCode ?? 0))
        incoming.resume()
      },
    )
    outgoing.on('error', reject)
    outgoing.end(rawBody)
  })

/** Starts one. */
export const startServerProcess = async (): Promise<ServerProcess> => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-hostile-'))
  const child = spawn(process.execPath, [startScript], {
    env: { ...inheritedEnvironment(), DATA_DIR: folder, PORT: '0', ROLLCALL_DEMO: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const output = await outputUntil(child, /^ {2}wix +\S+\n/m)
  child.stdout?.resume()
  const { hostname, port } = new URL(/http:\/\/\S+:\d+/.exec(output)?.[0] ?? '')
  // A vendor without a published rate limit: only the server itself can delay a normal read.
  const account = /^ {2}salesforce +(\S+)/m.exec(output)?.[1] ?? ''
  const target = { hostname, port, account }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const honest = async (path: string, query: string): Promise<void> => {
    const status = await send(target, agent, { method: 'GET', path, query })
    if (status !== 200) throw new Error(`An honest request was answered with ${status}.`)
  }
  return {
    residentMegabytes: () =>
      Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' })) / 1024,
    async read() {
      const start = performance.now()
      await honest('/unified/crm/users/me', accountMark)
      return performance.now() - start
    },
    list: () => honest('/unified/crm/users', `${accountMark}&limit=1000&sort_by[name]=asc`),
    attack: (request) => send(target, false, request),
    async stop() {
      agent.destroy()
      const ended = once(child, 'close')
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
