import { getHeapStatistics } from 'node:v8'
import {
  adapters,
  createEngine,
  createMemoryBudget,
  createThrottle,
  createTransport,
  type MemoryBudget,
} from '@rollcall/providers'
import type { Store } from '@rollcall/store'
import express, { type Express, type RequestHandler } from 'express'
import type { Dispatcher } from 'undici'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { createAnswerCheck } from './contract/answer-check.ts'
import { serveContract } from './contract/served-contract.ts'
import { supportOf } from './contract/supported-by.ts'
import { authenticate } from './http/authenticate.ts'
import { accessLog, begin } from './http/begin.ts'
import { allowOrigins } from './http/cross-origin.ts'
import { limitCalls, limitRate } from './http/load-limits.ts'
import { readQuery } from './http/query.ts'
import { securityHeaders } from './http/security-headers.ts'
import { createValidation } from './http/validator.ts'
import type { Logger } from './logging.ts'
import { dispatch } from './operations/dispatch.ts'
import type { Services } from './operations/operation.ts'
import { operations } from './operations/operations.ts'
import { RequestProblem } from './problems/request-problem.ts'
import { errorDoor } from './problems/send-problem.ts'

/** What varies between a server, a demo and a test. */
export interface AppDependencies {
  readonly config: Config
  readonly store: Store
  /** Every call to a vendor goes through it. */
  readonly dispatcher: Dispatcher
  readonly clock: Clock
  readonly logger: Logger
  /** The process is about to end: not ready any more. */
  readonly isStopping?: () => boolean
  /** For the answers of vendors that all calls hold at once; a share of V8's heap by default. */
  readonly memory?: MemoryBudget
}

/** The rest is the server's own, and what the garbage collector has not found yet. */
const shareOfHeap = 0.4

/** Paths by router: a validator's cost grows with the paths that it holds, so each holds few. */
const openPaths = ['/healthz', '/readyz', '/openapi.json', '/openapi.yaml', '/errors/{slug}']
const userPaths = [
  '/unified/crm/users',
  '/unified/crm/users/me',
  '/unified/crm/users/{id}',
  '/unified/crm/users/meta/{method}',
  '/unified/crm/users/{provider}/meta/{method}',
]
const accountPaths = ['/integrated-account', '/integrated-account/{id}']
const integrationPaths = ['/integration', '/integration/{slug}', '/integration/{slug}/capabilities']
const systemPaths = ['/ping']

/** The whole pipeline: a request goes through it from top to bottom. */
export const createApp = ({
  config,
  store,
  dispatcher,
  clock,
  logger,
  isStopping = () => false,
  memory = createMemoryBudget(getHeapStatistics().heap_size_limit * shareOfHeap),
}: AppDependencies): Express => {
  const transport = createTransport({ dispatcher, vendorOrigin: config.vendorOrigin })
  const throttle = createThrottle({ now: clock.now })
  const cursorKeys = store.deriveKeys('list-cursor').map(({ key }) => key)
  const { allowsRoleChanges } = config
  const engine = createEngine({ transport, throttle, cursorKeys, allowsRoleChanges, now: clock.now, wait: clock.wait })
  const contract = serveContract(supportOf(adapters))
  const services: Services = { config, store, clock, logger, transport, engine, memory, adapters, isStopping, contract }
  const check = config.checksAnswers ? createAnswerCheck() : undefined

  const limited = [limitCalls(config.maximumCalls)]
  const routerOf = (paths: readonly string[], admit: readonly RequestHandler[] = limited) => {
    const router = express.Router({ caseSensitive: true, strict: true })
    for (const handler of createValidation(paths, (id) => operations[id].check, { clock, admit })) router.use(handler)
    return router.use(dispatch(services, check))
  }

  const app = express()
  app.enable('case sensitive routing')
  app.enable('strict routing')
  app.disable('x-powered-by')
  app.disable('etag')
  // `readQuery` reads it: Express's own parsers lose depth, long lists and doubled names.
  app.set('query parser', false)

  app.use(begin(clock))
  app.use(accessLog(logger, clock))
  app.use(securityHeaders)
  app.use(allowOrigins(config.corsOrigins))
  app.use(readQuery)
  app.use(['/healthz', '/readyz', '/openapi.json', '/openapi.yaml', '/errors'], routerOf(openPaths, []))
  app.use(authenticate(store))
  app.use(limitRate(config.rateLimit, clock))
  app.use('/unified/crm/users', routerOf(userPaths))
  app.use('/integrated-account', routerOf(accountPaths))
  app.use('/integration', routerOf(integrationPaths))
  app.use('/ping', routerOf(systemPaths))
  app.use(() => {
    throw new RequestProblem('not-found', 'There is nothing at this path.')
  })
  app.use(errorDoor)
  return app
}
