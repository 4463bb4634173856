import type { Fault } from '@rollcall/providers'
import express, { type RequestHandler } from 'express'
import type { Route } from '../contract/routes.ts'
import { operationOf } from '../contract/specification.ts'
import { subSpecification } from '../contract/sub-specification.ts'
import { requestFaults } from '../problems/request-faults.ts'
import { type KnownQueries, queryKeyOf } from './known-queries.ts'
import { queryFaults } from './query-checks.ts'
import { type ParsedQuery, type RequestState, stateOf } from './request-state.ts'
import { exampleOf } from './schema-words.ts'
import { bodyTextFaults } from './text-faults.ts'
import { faultsOfValidator, isRequired, namedParameter } from './validator-faults.ts'
import { validatorLibrary } from './validator-library.ts'

/** Faults that an operation can find and no schema describes; the query and body are not validated yet. */
export type OperationCheck = (input: {
  readonly query: Readonly<ParsedQuery>
  readonly body: unknown
  readonly mediaType: string
}) => readonly Fault[]

/** Required parameters that are missing. The account of a token replaces one that is not named. */
const missingFaults = ({ id, required }: Route, { query, token }: RequestState, known: readonly Fault[]): Fault[] => {
  if (required.includes('integrated_account_id') && token?.accountId !== undefined) {
    query.integrated_account_id ??= token.accountId
  }
  return required
    .filter((name) => query[name] === undefined && !known.some(({ parameter }) => parameter === name))
    .map((parameter) => {
      const { schema = {}, example } = namedParameter(operationOf(id).operation, 'query', parameter) ?? {}
      return { parameter, detail: isRequired(exampleOf(schema, example)) }
    })
}

const ownFaults = (route: Route, state: RequestState, body: unknown, check: OperationCheck | undefined): Fault[] => {
  const faults = [...state.spellingFaults, ...queryFaults(route, state.query), ...bodyTextFaults(body)]
  faults.push(...missingFaults(route, state, faults))
  // What is faulty has been taken out, and an operation would miss it.
  const isTold = ({ parameter }: Fault) =>
    parameter !== undefined && faults.some((fault) => fault.parameter === parameter)
  const further = check?.({ query: state.query, body, mediaType: state.mediaType }) ?? []
  return [...faults, ...further.filter((fault) => !isTold(fault))]
}

/**
 * Validates by the schemas of these paths; each fault is an error of express-openapi-validator. It is loaded and made when it
 * is first needed.
 */
export const createValidator = (paths: readonly string[]): RequestHandler => {
  let router: RequestHandler | undefined
  return (request, response, next) => {
    router ??= express.Router().use(
      validatorLibrary().middleware({
        // The validator changes its input, and shared parts of it twice.
        apiSpec: JSON.parse(JSON.stringify(subSpecification(paths))),
        validateApiSpec: false,
        validateSecurity: false,
        validateResponses: false,
        fileUploader: false,
        ajvFormats: { mode: 'full' },
        validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
      }),
    )
    router(request, response, next)
  }
}

/**
 * All faults of a request at once, as one 400. Afterwards the query has the types and defaults of the contract.
 */
export const validate = (
  route: Route,
  validator: RequestHandler,
  known: KnownQueries,
  check: OperationCheck | undefined,
): RequestHandler => {
  const hasInput = route.body !== undefined || route.constrained.length > 0 || route.kinds.size > 0
  return (request, response, next) => {
    const state = stateOf(response)
    if (state.isKnown || (!hasInput && state.rawQuery === '')) return next()
    const own = ownFaults(route, state, request.body, check)
    const { query } = state
    // Express 5 parses anew at every reading; the validator writes coerced values into the object that it gets.
    Object.defineProperty(request, 'query', { configurable: true, enumerable: true, get: () => query })
    validator(request, response, (error?: unknown) => {
      const found =
        error === undefined
          ? []
          : faultsOfValidator(error, operationOf(route.id).operation, {
              query,
              params: request.params,
              headers: request.headers,
              body: request.body,
            })
      if (found === undefined) return next(error)
      if (own.length + found.length > 0) return next(requestFaults([...own, ...found]))
      const key = queryKeyOf(route, request, state)
      if (key !== undefined) known.put(key, query)
      next()
    })
  }
}
