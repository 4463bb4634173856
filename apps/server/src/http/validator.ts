import type { Fault } from '@rollcall/providers'
import type { RequestHandler, Response } from 'express'
import { middleware as createValidator } from 'express-openapi-validator'
import type { Clock } from '../clock.ts'
import { queryParameters } from '../contract/query-parameters.ts'
import { type OperationId, operationOf } from '../contract/specification.ts'
import { subSpecification } from '../contract/sub-specification.ts'
import { RequestProblem, requestFaults } from '../problems/request-problem.ts'
import { negotiate } from './accept.ts'
import { ignoreBody, readBody } from './body.ts'
import { rememberPathPatterns } from './path-patterns.ts'
import { queryFaults } from './query-checks.ts'
import { type ParsedQuery, stateOf } from './request-state.ts'
import { bodyTextFaults } from './text-faults.ts'
import { faultsOfValidator } from './validator-faults.ts'

/** What an operation may find fault with that no schema says; the query and body are not validated yet. */
export type OperationCheck = (input: {
  readonly query: Readonly<ParsedQuery>
  readonly body: unknown
  readonly mediaType: string
}) => readonly Fault[]

const formatsOfTheVendor = ['raw', 'stream']

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).map(([name, text]) => [
      name,
      String(text),
    ]),
  )

/** Finds the operation that the validator's look-up of the path left, what its answer will be, and reads its body. */
const identify =
  (clock: Pick<Clock, 'wait'>): RequestHandler =>
  (request, response, next) => {
    const found = memberOf(request, 'openapi')
    const id = memberOf(memberOf(found, 'schema'), 'operationId')
    if (typeof id !== 'string') throw new RequestProblem('not-found', 'There is nothing at this path.')
    const { operation } = operationOf(id)
    const { operationId, requestBody } = operation
    const state = stateOf(response)
    state.operationId = operationId
    state.params = textsOf(memberOf(found, 'pathParams'))
    const format = state.query.truto_response_format
    const isOfTheVendor =
      typeof format === 'string' &&
      formatsOfTheVendor.includes(format) &&
      queryParameters(operationId).kinds.has('truto_response_format')
    // What type the vendor's bytes will have nobody knows beforehand.
    if (!isOfTheVendor) state.mediaType = negotiate(request, operationId)
    const read = requestBody === undefined ? ignoreBody : readBody(clock)
    read(request, response, next)
  }

/** Required parameters that are missing. The account that a token belongs to stands in for one that is not named. */
const missingFaults = (response: Response, id: OperationId, known: readonly Fault[]): Fault[] => {
  const { query, token } = stateOf(response)
  const { required } = queryParameters(id)
  if (required.includes('integrated_account_id') && token?.accountId !== undefined) {
    query.integrated_account_id ??= token.accountId
  }
  return required
    .filter((name) => query[name] === undefined && !known.some(({ parameter }) => parameter === name))
    .map((parameter) => ({ parameter, detail: 'is required' }))
}

const ownFaults = (response: Response, id: OperationId, body: unknown, check: OperationCheck | undefined): Fault[] => {
  const state = stateOf(response)
  const faults = [...state.spellingFaults, ...queryFaults(id, state.query), ...bodyTextFaults(body)]
  faults.push(...missingFaults(response, id, faults))
  faults.push(...(check?.({ query: state.query, body, mediaType: state.mediaType }) ?? []))
  return faults
}

/**
 * The validation of every request to these paths: 404, 405, 406, 415, 413, 408, and all faults at once as one 400.
 * `admit` comes when the request is complete. Afterwards the query holds what the contract promises, defaults and types
 * included.
 */
export const createValidation = (
  paths: readonly string[],
  checkOf: (id: OperationId) => OperationCheck | undefined,
  { clock, admit }: { readonly clock: Pick<Clock, 'wait'>; readonly admit: readonly RequestHandler[] },
): readonly RequestHandler[] => {
  rememberPathPatterns()
  const handlers: readonly RequestHandler[] = createValidator({
    // The validator changes what it is given, and shared parts of it twice.
    apiSpec: JSON.parse(JSON.stringify(subSpecification(paths))),
    validateApiSpec: false,
    validateSecurity: false,
    validateResponses: false,
    fileUploader: false,
    ajvFormats: { mode: 'full' },
    validateRequests: { allErrors: true, allowUnknownQueryParameters: true },
  })
  const last = handlers.at(-1)
  if (last === undefined) throw new Error('The validator has no middleware.')

  const validate: RequestHandler = (request, response, next) => {
    const { operationId } = stateOf(response)
    if (operationId === undefined) throw new Error('The request names no operation.')
    const own = ownFaults(response, operationId, request.body, checkOf(operationId))
    const finish = (error?: unknown): void => {
      const found = error === undefined ? [] : faultsOfValidator(error)
      if (found === undefined) next(error)
      else if (own.length + found.length > 0) next(requestFaults([...own, ...found]))
      else next()
    }
    last(request, response, finish)
  }
  return [...handlers.slice(0, -1), identify(clock), ...admit, validate]
}
