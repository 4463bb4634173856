import { Agent, request as openRequest } from 'node:http'
import { demoLogins, type SandboxSlug } from '@rollcall/sandbox'
import { type Clock, systemClock } from '../../src/clock.ts'
import type { Config } from '../../src/config.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { type Asked, answerFaults, type Received } from './answer-faults.ts'
import { isRecord, type OperationId, operationOf } from './document.ts'

/** The values of a query: texts, lists and objects are encoded in the forms of the contract. */
export type QueryValues = Readonly<Record<string, unknown>>

/** A request to an operation. */
export interface Ask {
  /** Path parameters, encoded here. */
  readonly path?: Readonly<Record<string, string>>
  readonly query?: QueryValues
  /** Appended to the query unchanged. */
  readonly rawQuery?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent unchanged; the content type is the caller's. */
  readonly rawBody?: string
  /** The demo token by default; `null` sends none. */
  readonly token?: string | null
  /** Another method than the operation's. */
  readonly method?: string
}

/** An answer that meets the contract. */
export interface Kept extends Received {
  /** `undefined` where the body is not JSON. */
  readonly json: unknown
}

/** The real app with the sandbox as every vendor; every answer of it is checked against the contract. */
export interface ContractServer extends Pick<TestServer, 'origin' | 'sandbox' | 'store' | 'environmentId' | 'stop'> {
  /** The id of a new account with a demo login of a provider, the simplest by default; its rate limit is not used yet. */
  freshAccount(provider: SandboxSlug, method?: string): Promise<string>
  /** Sends a request; an answer that breaks the contract is an error that names operation and faults. */
  send(id: OperationId, ask?: Ask): Promise<Kept>
}

const pairs = (name: string, value: unknown): readonly string[] => {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((item) => pairs(`${name}[]`, item))
  if (isRecord(value)) return Object.entries(value).flatMap(([key, member]) => pairs(`${name}[${key}]`, member))
  return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`]
}

/** A query in the contract's form: `f[]=a`, `f[key]=a`. */
export const queryText = (values: QueryValues): string =>
  Object.entries(values)
    .flatMap(([name, value]) => pairs(name, value))
    .join('&')

const targetOf = (id: OperationId, ask: Ask): string => {
  const path = operationOf(id).path.replaceAll(/\{([^}]+)\}/g, (_all, name: string) =>
    encodeURIComponent(ask.path?.[name] ?? ''),
  )
  const query = [queryText(ask.query ?? {}), ask.rawQuery ?? ''].filter((part) => part !== '').join('&')
  return query === '' ? path : `${path}?${query}`
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const exchange = (origin: string, agent: Agent, id: OperationId, ask: Ask): Promise<Received> =>
  new Promise((resolve, reject) => {
    const body = ask.rawBody ?? (ask.body === undefined ? undefined : JSON.stringify(ask.body))
    const headers: Record<string, string> = {
      ...(ask.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ask.token === null ? {} : { authorization: `Bearer ${ask.token ?? 'demo-token'}` }),
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      ...ask.headers,
    }
    const { hostname, port } = new URL(origin)
    const method = ask.method ?? operationOf(id).method
    const outgoing = openRequest({ hostname, port, method, path: targetOf(id, ask), headers, agent }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const entries = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)] as const)
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(entries),
          text: Buffer.concat(chunks).toString('utf8'),
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

/** The parts of a query that decide which schema its answer has. */
const askedBy = (target: string): Asked => {
  const query = [...new URLSearchParams(target.split('?')[1] ?? '')]
  const values = (name: string): readonly string[] =>
    query.filter(([key]) => key.replace(/\[\d*\]$/, '') === name).map(([, value]) => value)
  return {
    format: values('truto_response_format')[0],
    excluded: values('truto_exclude_fields').flatMap((value) => value.split(',')),
    isKeyed: values('truto_key_by').length > 0,
  }
}

/** Starts one. The server does not check its own answers here: the tests do. */
export const startContractServer = async (
  config: Partial<Pick<Config, 'consoleDirectory' | 'deadlineMs' | 'maximumCalls' | 'rateLimit' | 'vendorOrigin'>> = {},
  clock: Clock = systemClock,
): Promise<ContractServer> => {
  const startedAtMs = systemClock.now()
  const server = await startTestServer({
    environment: { LOG_LEVEL: 'silent' },
    // Thousands of made-up requests have tokens that are not valid.
    config: { checksAnswers: false, failedAuthenticationLimit: 0, ...config },
    // The window of a rate limit never ends on a stopped clock.
    clock: config.rateLimit === undefined ? clock : { ...clock, now: () => startedAtMs },
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const send = async (id: OperationId, ask: Ask = {}): Promise<Kept> => {
    const received = await exchange(server.origin, agent, id, ask)
    const faults = answerFaults(id, received, askedBy(targetOf(id, ask)))
    if (faults.length > 0) {
      throw new Error(
        `${id} ${JSON.stringify(ask).slice(0, 1000)} broke the contract: ${faults.slice(0, 5).join('; ')}`,
      )
    }
    return { ...received, json: parsed(received.text) }
  }
  return {
    origin: server.origin,
    sandbox: server.sandbox,
    store: server.store,
    environmentId: server.environmentId,
    send,
    async freshAccount(provider, method) {
      const logins = demoLogins(provider)
      const login = logins.find((candidate) => candidate.authentication_method === method) ?? logins[0]
      if (login === undefined) throw new Error(`The sandbox has no login for ${provider}.`)
      const { authentication_method, context } = login
      const body = { integration: provider, tenant_id: 'contract', authentication_method, context }
      const { json } = await send('createIntegratedAccount', { body })
      if (!isRecord(json) || typeof json.id !== 'string') throw new Error(`The import of ${provider} failed.`)
      return json.id
    },
    async stop() {
      agent.destroy()
      await server.stop()
    },
  }
}
