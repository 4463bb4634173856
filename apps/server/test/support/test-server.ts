import { mkdtemp, rm } from 'node:fs/promises'
import { type IncomingHttpHeaders, request as openRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProviderSlug } from '@rollcall/contract'
import { createSandbox, demoAccount, type Sandbox, type SandboxSlug } from '@rollcall/sandbox'
import { generateKey, parseKeyRing, type Store } from '@rollcall/store'
import { Agent } from 'undici'
import { createApp } from '../../src/app.ts'
import { type Clock, systemClock } from '../../src/clock.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { createAnswerCheck } from '../../src/contract/answer-check.ts'
import { prepareDemo } from '../../src/demo.ts'
import { demoAccountId, demoEnvironmentId } from '../../src/demo-ids.ts'
import { listen } from '../../src/http/listen.ts'
import type { RequestTracing } from '../../src/http/request-tracing.ts'
import { createLogger } from '../../src/logging.ts'
import { Metrics } from '../../src/metrics/metrics.ts'
import { openStore } from '../../src/open-store.ts'
import { startDeliveries } from '../../src/webhooks/deliveries.ts'
import { createGuardedDispatcher, type Lookup } from '../../src/webhooks/guarded-dispatcher.ts'
import { createSendMessage } from '../../src/webhooks/send-message.ts'
import { operationAt } from './operation-at.ts'
import { logFaultsOf, textFaultsOf } from './problem-sentences.ts'

/** A received answer. */
export interface Received {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  /** Parsed where the type says JSON. */
  readonly json: unknown
}

export interface Sent {
  readonly query?: string
  readonly body?: unknown
  /** Sent unchanged. */
  readonly rawBody?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  /** The demo token by default; `null` sends none. */
  readonly token?: string | null
}

/** The real app on a real port, with SQLite in a temporary folder and the sandbox as every vendor. */
export interface TestServer {
  readonly origin: string
  readonly store: Store
  readonly sandbox: Sandbox<SandboxSlug>
  /** Every log line so far. */
  readonly logs: readonly string[]
  readonly environmentId: string
  /** The folder of its SQLite. */
  readonly dataDirectory: string
  /** Sends one request and checks the answer against the contract. */
  call(method: string, path: string, sent?: Sent): Promise<Received>
  /** `integrated_account_id=…` of a provider's demo account. */
  account(provider: ProviderSlug): string
  /** The same for a further account with the same credential, so that a vendor's limit affects only that one. */
  freshAccount(provider: ProviderSlug): Promise<string>
  stop(): Promise<void>
}

const isJson = (type: string | undefined): boolean => /\bjson\b/.test(type ?? '') && !/ndjson/.test(type ?? '')

const exchange = (origin: string, method: string, path: string, sent: Sent): Promise<Received> =>
  new Promise((resolve, reject) => {
    const body = sent.rawBody ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body))
    const { hostname, port } = new URL(origin)
    const headers: Record<string, string> = {
      ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(sent.token === null ? {} : { authorization: `Bearer ${sent.token ?? 'demo-token'}` }),
      ...sent.headers,
    }
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body))
    const target = sent.query === undefined ? path : `${path}?${sent.query}`
    const outgoing = openRequest({ hostname, port, method, path: target, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const json: unknown = isJson(incoming.headers['content-type']) && text !== '' ? JSON.parse(text) : undefined
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

/** Small files instead of a build. */
const consoleDirectory = join(import.meta.dirname, 'console')

/** Starts one; `environment` has the variables that configure it. */
export const startTestServer = async (
  options: {
    readonly environment?: Readonly<Record<string, string>>
    readonly clock?: Clock
    /** The config that is used, for settings without an environment variable. */
    readonly config?: Partial<Config>
    readonly isStopping?: () => boolean
    readonly tracing?: RequestTracing
    /** Events are sent to webhooks, as in a running server; this resolves the names. */
    readonly webhooks?: { readonly lookup?: Lookup; readonly timeoutMs?: number; readonly random?: () => number }
  } = {},
): Promise<TestServer> => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'rollcall-server-'))
  const sandbox = createSandbox()
  const { origin: vendorOrigin } = await sandbox.listen()
  const base = readConfig({
    ROLLCALL_DEMO: '1',
    PORT: '0',
    DATA_DIR: dataDirectory,
    ROLLCALL_VENDOR_ORIGIN: vendorOrigin,
    LOG_LEVEL: 'trace',
    ...options.environment,
  })
  const config: Config = { ...base, consoleDirectory, ...options.config }
  const clock = options.clock ?? systemClock
  const logs: string[] = []
  const logger = createLogger({ level: config.logLevel, destination: { write: (line: string) => logs.push(line) } })
  const dispatcher = new Agent()
  const metrics = new Metrics()
  const keys = parseKeyRing(`test:${generateKey()}`)
  const store = await openStore({ config, keys, dispatcher, clock, logger, metrics })
  await prepareDemo(store, config.demo?.token ?? 'demo-token', clock.now())
  const { isStopping = () => false, webhooks } = options
  const tracing = options.tracing === undefined ? {} : { tracing: options.tracing }
  const allowsPrivate = config.allowsPrivateWebhooks
  const guarded = createGuardedDispatcher({ allowsPrivate, ...webhooks })
  const send = createSendMessage({ dispatcher: guarded, allowsPrivate, clock, ...webhooks })
  const deliveries =
    webhooks === undefined
      ? undefined
      : startDeliveries({ store, send, clock, logger, metrics: metrics.webhooks, ...webhooks })
  const app = createApp({
    config,
    store,
    dispatcher,
    sendMessage: send,
    clock,
    logger,
    metrics,
    isStopping,
    ...tracing,
  })
  // A test that leaves a call unanswered does not wait for its deadline.
  const listening = await listen(app, { ...config, deadlineMs: Math.min(config.deadlineMs, 5000) })
  const check = createAnswerCheck()

  return {
    origin: listening.origin,
    store,
    sandbox,
    logs,
    environmentId: demoEnvironmentId,
    dataDirectory: config.dataDirectory,
    account: (provider) => `integrated_account_id=${demoAccountId(provider)}`,
    async freshAccount(provider) {
      const { authentication_method, context } = demoAccount(provider)
      const body = { integration: provider, tenant_id: 'fresh', authentication_method, context }
      const { json } = await exchange(listening.origin, 'POST', '/integrated-account', { body })
      if (typeof json !== 'object' || json === null || !('id' in json)) throw new Error('The import failed.')
      return `integrated_account_id=${String(json.id)}`
    },
    async call(method, path, sent = {}) {
      const received = await exchange(listening.origin, method, path, sent)
      const id = operationAt(method, path)
      const security = received.headers['content-security-policy']
      // Lines have no schema as a whole, and schemas do not allow for fields that are excluded by name.
      const isExempt =
        /ndjson/.test(received.headers['content-type'] ?? '') ||
        (received.status < 300 && sent.query?.includes('truto_exclude_fields') === true)
      if (id !== undefined && !isExempt) {
        check(id, {
          status: received.status,
          headers: {
            'Content-Type': received.headers['content-type'] ?? '',
            ...(typeof security === 'string' ? { 'Content-Security-Policy': security } : {}),
          },
          body: received.text,
        })
      }
      const texts = textFaultsOf(received)
      if (texts.length > 0) throw new Error(`${method} ${path} ${texts.join('; ')}`)
      return received
    },
    async stop() {
      await listening.stop()
      await deliveries?.stop()
      await store.close()
      await dispatcher.destroy()
      await guarded.destroy()
      await sandbox.close()
      await rm(dataDirectory, { recursive: true, force: true })
      const messages = logFaultsOf(logs)
      if (messages.length > 0) throw new Error(`The log: ${messages.join('; ')}`)
    },
  }
}
