import { getHeapStatistics } from 'node:v8'
import type { ProviderSlug } from '@rollcall/contract'
import {
  type Adapter,
  adapters,
  createEngine,
  createMemoryBudget,
  createThrottle,
  createTransport,
  type Engine,
  type MemoryBudget,
  type Transport,
} from '@rollcall/providers'
import type { Store } from '@rollcall/store'
import type { Dispatcher } from 'undici'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { type ConsoleFiles, consoleFiles } from './console/files.ts'
import { type ServedContract, serveContract } from './contract/served-contract.ts'
import { supportOf } from './contract/supported-by.ts'
import type { InnerCall } from './http/inner-calls.ts'
import type { RequestTracing } from './http/request-tracing.ts'
import type { Logger } from './logging.ts'
import { RunningCalls } from './mcp/running-calls.ts'
import type { NeedsEnvironment } from './mcp/tools.ts'
import type { Family } from './metrics/exposition.ts'
import { Metrics } from './metrics/metrics.ts'
import { createPages, type Pages } from './pages/pages.ts'
import type { SendMessage } from './webhooks/send-message.ts'

/** The parts that differ between a server, a demo and a test. */
export interface AppDependencies {
  readonly config: Config
  readonly store: Store
  /** Every call to a vendor uses it. */
  readonly dispatcher: Dispatcher
  /** Every message to a webhook uses it. */
  readonly sendMessage: SendMessage
  readonly clock: Clock
  readonly logger: Logger
  /** The process is about to end, so it is not ready. */
  readonly isStopping?: () => boolean
  /** For the answers of vendors that all calls hold at once; a share of V8's heap by default. */
  readonly memory?: MemoryBudget
  /** The metrics; a separate object by default. */
  readonly metrics?: Metrics
  /** Absent: nothing is traced. */
  readonly tracing?: RequestTracing
}

/** What the app gives its services. */
interface OfApp {
  /** Sends a request through the app's own pipeline. */
  readonly innerCall: InnerCall
  readonly needsEnvironment: NeedsEnvironment
}

/** The other part is for the server itself, and for objects that the garbage collector has not freed yet. */
const shareOfHeap = 0.4

/** The services that every operation can use. */
export interface Services extends OfApp {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly transport: Transport
  readonly sendMessage: SendMessage
  readonly engine: Engine
  /** For the answers of vendors that all calls hold at once. */
  readonly memory: MemoryBudget
  readonly metrics: Metrics
  readonly adapters: Readonly<Record<ProviderSlug, Adapter<never>>>
  readonly isStopping: () => boolean
  /** The console; `undefined` while it is not built. */
  readonly consoleFiles: () => ConsoleFiles | undefined
  /** The contract as it is served. */
  readonly contract: ServedContract
  /** The large pages, made when they are first requested. */
  readonly pages: Pages
  /** The calls of tools that can be cancelled. */
  readonly mcpCalls: RunningCalls
}

const gauge = (name: string, help: string, value: number): Family => ({
  name,
  type: 'gauge',
  help,
  samples: [{ value }],
})

/** The events that wait for webhooks, in all environments and for all processes; none while the database does not answer. */
const backlogOf = async ({ deliveries }: Pick<Store, 'deliveries'>, now: () => number): Promise<readonly Family[]> => {
  const found = await deliveries.backlog().catch(() => undefined)
  if (found === undefined) return []
  const ageMs = found.oldestAtMs === undefined ? 0 : Math.max(0, now() - found.oldestAtMs)
  return [
    gauge('rollcall_webhook_pending', 'Events that wait for active webhooks.', found.pending),
    gauge('rollcall_webhook_oldest_seconds', 'Age of the oldest event that waits for an active webhook.', ageMs / 1000),
  ]
}

/** Makes the services of one server. */
export const createServices = (
  {
    dispatcher,
    isStopping = () => false,
    memory = createMemoryBudget(getHeapStatistics().heap_size_limit * shareOfHeap),
    metrics = new Metrics(),
    ...given
  }: AppDependencies,
  ofApp: OfApp,
): Services => {
  const { config, store, clock } = given
  const transport = createTransport({ dispatcher, vendorOrigin: config.vendorOrigin, observer: metrics.vendors })
  const throttle = createThrottle({ now: clock.now, processes: store.liveProcesses, observer: metrics.vendors })
  metrics.add(() => [
    gauge('rollcall_throttle_waiting', "Requests that wait for their turn under a vendor's limit.", throttle.waiting()),
    gauge('rollcall_processes', 'Live processes that serve the same data.', store.liveProcesses()),
  ])
  metrics.add(() => backlogOf(store, clock.now))
  const engine = createEngine({
    transport,
    throttle,
    cursorKeys: store.deriveKeys('list-cursor').map(({ key }) => key),
    allowsRoleChanges: config.allowsRoleChanges,
    now: clock.now,
    wait: clock.wait,
  })
  const contract = serveContract(supportOf(adapters))
  return {
    ...given,
    ...ofApp,
    mcpCalls: new RunningCalls(),
    transport,
    engine,
    memory,
    metrics,
    adapters,
    isStopping,
    contract,
    pages: createPages(adapters, contract),
    consoleFiles: consoleFiles(config.consoleDirectory),
  }
}
