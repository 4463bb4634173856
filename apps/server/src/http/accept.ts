import { Refusal } from '@rollcall/providers'
import type { RequestHandler } from 'express'
import Negotiator from 'negotiator'
import type { Route } from '../contract/routes.ts'
import { stateOf } from './request-state.ts'

/** `Accept` with only types and their weights: no other parameter makes a difference here. */
const withoutParameters = (accept: string): string =>
  accept
    .slice(0, 4096)
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const weight = parameters.find((parameter) => /^q=/i.test(parameter))
      return weight === undefined ? type : `${type};${weight}`
    })
    .join(',')

/**
 * The media type of the answer: the one of the operation's types that the caller prefers.
 * @throws Refusal `not-acceptable` when `Accept` excludes them all, and the operation has such an answer.
 */
const negotiated = ({ types, mayBeUnacceptable }: Route, accept: string | undefined): string => {
  const [first = 'application/json'] = types
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return first
  const chosen = new Negotiator({ headers: { accept: withoutParameters(accept) } }).mediaType([...types]) ?? false
  if (chosen !== false) return chosen
  if (!mayBeUnacceptable) return first
  const names = types.join(' or ')
  throw new Refusal('not-acceptable', `This operation returns ${names}.`, {
    errors: [{ header: 'Accept', detail: `must allow ${names}, or be left out` }],
  })
}

/** Notes the operation of a request and the type of its answer; refuses with 406 without a type. */
export const beginOperation = (route: Route): RequestHandler => {
  const hasVendorFormats = route.kinds.has('truto_response_format')
  return (request, response, next) => {
    const state = stateOf(response)
    state.operationId = route.id
    const format = state.query.truto_response_format
    // The type of the vendor's bytes is not known beforehand.
    const isVendorFormat = hasVendorFormats && (format === 'raw' || format === 'stream')
    if (!isVendorFormat) state.mediaType = negotiated(route, request.headers.accept)
    next()
  }
}
