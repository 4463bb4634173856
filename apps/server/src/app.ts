import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { recordRefusal } from './audit/record-change.ts'
import { createAnswerCheck } from './contract/answer-check.ts'
import { prefixOf, type Route, type RouteGroup, routeGroups } from './contract/routes.ts'
import type { OperationId } from './contract/specification.ts'
import { beginOperation } from './http/accept.ts'
import { authenticate } from './http/authenticate.ts'
import { accessLog, begin } from './http/begin.ts'
import { ignoreBody, readBody } from './http/body.ts'
import { allowOrigins } from './http/cross-origin.ts'
import { countFailedAuthentications } from './http/failed-authentications.ts'
import { inOrder } from './http/in-order.ts'
import { createInnerCalls } from './http/inner-calls.ts'
import { KnownQueries } from './http/known-queries.ts'
import { limitCalls, limitRate } from './http/load-limits.ts'
import { refuseMethod } from './http/method-not-allowed.ts'
import { limitQuery, readQuery } from './http/query.ts'
import { stateOf } from './http/request-state.ts'
import { enforceScopes } from './http/scopes.ts'
import { createValidator, validate } from './http/validator.ts'
import { operations } from './operations/operations.ts'
import { runOperation } from './operations/run-operation.ts'
import { unknownPath } from './problems/foreign-errors.ts'
import { errorDoor } from './problems/send-problem.ts'
import { type AppDependencies, createServices } from './services.ts'

const nothingHere: RequestHandler = (_request, response) => {
  throw unknownPath(stateOf(response).path)
}

/** The whole pipeline: a request goes through it from top to bottom. */
export const createApp = (dependencies: AppDependencies): Express => {
  const { config, store, clock } = dependencies
  const app = express()
  const needsEnvironment = (id: OperationId) => operations[id].access === 'environment'
  const services = createServices(dependencies, { innerCall: createInnerCalls(app), needsEnvironment })
  const check = config.checksAnswers ? createAnswerCheck() : undefined

  const readers = { json: readBody(clock, 'json'), urlencoded: readBody(clock, 'urlencoded') }
  const takeSlot = limitCalls(config.maximumCalls, services.metrics.requests.slots)
  const known = new KnownQueries()
  const refusalsOf = ({ id }: Route): readonly ErrorRequestHandler[] => {
    const { refuse } = operations[id]
    return refuse === undefined ? [] : [refuse]
  }
  /** The handlers of a request once its operation is known. */
  const handlersOf = (route: Route, validator: RequestHandler): readonly (RequestHandler | ErrorRequestHandler)[] => [
    inOrder(
      readQuery(route, known),
      beginOperation(route),
      ...(route.isPublic ? [] : [enforceScopes(route)]),
      route.body === undefined ? ignoreBody : readers[route.body],
      ...(route.takesSlot ? [takeSlot] : []),
      validate(route, validator, known, operations[route.id].check),
      runOperation(route, services, check),
    ),
    ...(operations[route.id].audit === 'change' ? [recordRefusal(route, services)] : []),
    ...refusalsOf(route),
  ]
  const routerOf = ({ paths }: RouteGroup): express.Router => {
    const router = express.Router({ caseSensitive: true, strict: true })
    const validator = createValidator([...paths.keys()])
    for (const [path, routes] of paths) {
      const place = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
      for (const route of routes) place[route.method](...handlersOf(route, validator))
      place.all(refuseMethod(routes))
    }
    return router.use(nothingHere)
  }
  /** Passes a request to the router of its first segment; Express would match its path against those of each router. */
  const routersOf = (groups: readonly RouteGroup[]): RequestHandler => {
    const routers = new Map(
      groups.flatMap((group) => {
        const router = routerOf(group)
        return group.prefixes.map((prefix) => [prefix, router] as const)
      }),
    )
    return (request, response, next) => {
      const { path } = stateOf(response)
      const router = routers.get(prefixOf(path))
      if (router === undefined) next()
      else router(request, response, next)
    }
  }

  app.enable('case sensitive routing')
  app.enable('strict routing')
  app.disable('x-powered-by')
  app.disable('etag')
  // `readQuery` reads it: Express's own parsers lose depth, long lists and doubled names.
  app.set('query parser', false)

  app.use(
    inOrder(
      begin(clock),
      accessLog(dependencies, services.metrics.requests),
      allowOrigins(config.corsOrigins),
      limitQuery,
      routersOf(routeGroups.filter(({ isPublic }) => isPublic)),
      authenticate(
        store,
        countFailedAuthentications(config.failedAuthenticationLimit, services),
        config.trustedProxies,
      ),
      limitRate(config.rateLimit, clock),
      routersOf(routeGroups.filter(({ isPublic }) => !isPublic)),
      nothingHere,
    ),
  )
  app.use(errorDoor)
  return app
}
