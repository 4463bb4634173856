import type { Fault } from '@rollcall/providers'
import type { RequestHandler } from 'express'
import { parse } from 'qs'
import { RequestProblem } from '../problems/request-problem.ts'
import { type ParsedQuery, stateOf } from './request-state.ts'

/** Longest query that is read, in bytes. */
export const maximumQueryBytes = 32 * 1024
const maximumDepth = 32
const maximumParameters = 2000
const maximumArray = 1000

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A malformed percent sign is the answer here.
    return undefined
  }
}

/** The first member of a bracketed name: `created_at` of `created_at[gt]`. */
const baseName = (name: string): string => (/^[^[\]]+/.exec(name)?.[0] ?? name).slice(0, 200)

/** Parts that cannot be decoded, or name what JavaScript keeps for itself: taken out, each a fault. */
const readable = (rawQuery: string, faults: Fault[]): string =>
  rawQuery
    .split('&')
    .filter((part) => {
      const equals = part.indexOf('=')
      const name = decoded(equals < 0 ? part : part.slice(0, equals))
      const value = decoded(equals < 0 ? '' : part.slice(equals + 1))
      if (name === undefined || value === undefined) {
        const shown = name ?? part.slice(0, equals < 0 ? undefined : equals)
        faults.push({ parameter: baseName(shown), detail: 'has a malformed percent sign' })
        return false
      }
      if (name.includes('__proto__')) {
        faults.push({ parameter: baseName(name), detail: 'cannot hold __proto__' })
        return false
      }
      return true
    })
    .join('&')

/**
 * Reads a query string; faults are added to `faults`.
 * @throws RequestProblem when it is too deep, too long or has too many parameters.
 */
export const parseQuery = (rawQuery: string, faults: Fault[]): ParsedQuery => {
  if (rawQuery === '') return {}
  const source = rawQuery.includes('%') || rawQuery.includes('__proto__') ? readable(rawQuery, faults) : rawQuery
  try {
    return parse(source, {
      depth: maximumDepth,
      strictDepth: true,
      arrayLimit: maximumArray,
      parameterLimit: maximumParameters,
      throwOnLimitExceeded: true,
      allowPrototypes: true,
    })
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new RequestProblem(
      'invalid-request',
      `A query has at most ${maximumParameters} parameters, ${maximumArray} values of one and ${maximumDepth} levels of brackets.`,
      { cause },
    )
  }
}

/** Reads the query of a request, once; the validator and the operations see the same object. */
export const readQuery: RequestHandler = (request, response, next) => {
  const state = stateOf(response)
  if (state.rawQuery.length > maximumQueryBytes) {
    throw new RequestProblem('uri-too-long', 'The query may have 32 kB.')
  }
  const faults: Fault[] = []
  const query = parseQuery(state.rawQuery, faults)
  state.query = query
  state.spellingFaults = faults
  // Express 5 parses anew at every reading; the validator writes what it coerces into the object that it gets.
  Object.defineProperty(request, 'query', { configurable: true, enumerable: true, get: () => query })
  next()
}
