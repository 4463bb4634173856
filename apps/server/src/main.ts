import { loadOrCreateLocalKey, parseKeyRing, type Store } from '@rollcall/store'
import { createApp } from './app.ts'
import { systemClock } from './clock.ts'
import { type Config, ConfigError, readConfig, unknownVariables } from './config.ts'
import type { DemoAccount } from './demo.ts'
import { dispatcherOf } from './dispatcher.ts'
import { guardProcess } from './ending.ts'
import { greeting } from './greeting.ts'
import { listen, originOf } from './http/listen.ts'
import { createLogger, type Logger } from './logging.ts'
import { Metrics } from './metrics/metrics.ts'
import { assertNoForeignData, openStore } from './open-store.ts'
import { isServingProcess, startProcesses } from './processes.ts'
import { serveMetrics } from './serve-metrics.ts'
import { startFailure } from './start-failure.ts'
import { startDeliveries } from './webhooks/deliveries.ts'
import { createGuardedDispatcher } from './webhooks/guarded-dispatcher.ts'
import { createSendMessage } from './webhooks/send-message.ts'

/** A running server. */
interface Running {
  readonly origin: string
  /** Empty except in a demo. */
  readonly demoAccounts: readonly DemoAccount[]
  stop(): Promise<void>
}

const missingKeys =
  'ROLLCALL_KEYS is not set: it holds the keys that seal the stored credentials; `npm run bootstrap` makes one, with the first API token, or set ROLLCALL_DEMO=1 to try the demo.'

const storeOf = ({ databaseUrl }: Pick<Config, 'databaseUrl'>): string =>
  databaseUrl === undefined ? 'sqlite' : 'postgresql'

/**
 * Starts everything that a configuration sets. @throws ConfigError, ListenError or StoreError, each one sentence; started
 * parts are closed then
 */
export const start = async (
  given: Config,
  logger: Logger = createLogger({ level: given.logLevel }),
): Promise<Running> => {
  const closing: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    for (const warning of given.warnings) logger.warn(warning)
    if (given.demo === undefined && given.keys === undefined) throw new ConfigError(missingKeys)
    logger.info({ node: process.version, processIndex: given.processIndex, store: storeOf(given) }, 'starting')
    const demo = given.demo === undefined ? undefined : { ...given.demo, ...(await import('./demo.ts')) }
    if (demo !== undefined) assertNoForeignData(given.dataDirectory)
    const keys = given.keys === undefined ? loadOrCreateLocalKey(given.dataDirectory) : parseKeyRing(given.keys)
    let { vendorOrigin } = given
    if (demo !== undefined && vendorOrigin === undefined) {
      const { sandbox, origin } = await demo.startSandbox(given.sandboxPort)
      closing.push(() => sandbox.close())
      vendorOrigin = origin
    }
    const config: Config = { ...given, vendorOrigin }
    const dispatcher = dispatcherOf(config)
    closing.push(() => dispatcher.destroy())
    const metrics = new Metrics(config.processIndex)
    // Loaded only where it is configured, since OpenTelemetry is large.
    const tracing =
      config.tracing === undefined
        ? undefined
        : (await import('./tracing/tracing.ts')).startTracing(config.tracing, logger)
    if (tracing !== undefined) closing.push(() => tracing.stop())
    const store: Store = await openStore({ config, keys, dispatcher, clock: systemClock, logger, metrics })
    closing.push(() => store.close())
    const demoAccounts = demo === undefined ? [] : await demo.prepareDemo(store, demo.token, systemClock.now())
    const allowsPrivate = config.allowsPrivateWebhooks
    const guarded = createGuardedDispatcher({ allowsPrivate })
    closing.push(() => guarded.destroy())
    const sendMessage = createSendMessage({ dispatcher: guarded, allowsPrivate, clock: systemClock })
    const deliveries = startDeliveries({
      store,
      send: sendMessage,
      clock: systemClock,
      logger,
      metrics: metrics.webhooks,
    })
    closing.push(() => deliveries.stop())
    let isStopping = false
    const app = createApp({
      config,
      store,
      dispatcher,
      sendMessage,
      clock: systemClock,
      logger,
      metrics,
      ...(tracing === undefined ? {} : { tracing }),
      isStopping: () => isStopping,
    })
    const measured = config.metrics === undefined ? undefined : await serveMetrics(metrics, config.metrics)
    if (measured !== undefined) closing.push(() => measured.stop())
    const listening = await listen(app, config)
    closing.push(() => listening.stop())
    logger.info({ origin: listening.origin, demo: demo !== undefined }, 'listening')
    if (measured !== undefined) logger.info({ origin: measured.origin }, 'metrics are served')
    return {
      origin: listening.origin,
      demoAccounts,
      stop: () => {
        isStopping = true
        return close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The command: a server until a signal ends it; a start that fails prints one sentence and ends with status 1. */
export const serve = async (environment: NodeJS.ProcessEnv): Promise<void> => {
  // A server continues without a reader of what it prints, as its log does.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  // First, since one of them may be why the start fails; and on stderr, since the level of the log may hide it.
  if (!isServingProcess) for (const sentence of unknownVariables(environment)) process.stderr.write(`${sentence}\n`)
  try {
    const config = readConfig(environment)
    const logger = createLogger({ level: config.logLevel })
    if (config.processes > 1 && !isServingProcess) {
      const onListening = (port: number) => {
        process.stdout.write(greeting({ origin: originOf(config.host, port), demoAccounts: [] }, config))
      }
      startProcesses({ count: config.processes, logger, onListening })
      return
    }
    const guard = guardProcess(logger, config.deadlineMs)
    const running = await start(config, logger)
    guard.stops(running)
    if (!isServingProcess) process.stdout.write(greeting(running, config))
  } catch (error) {
    process.stderr.write(`${startFailure(error)}\n`)
    process.exit(1)
  }
}
