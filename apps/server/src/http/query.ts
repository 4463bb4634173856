import type { Fault } from '@rollcall/providers'
import { Refusal } from '@rollcall/providers'
import type { RequestHandler } from 'express'
import { parse } from 'qs'
import type { Route } from '../contract/routes.ts'
import { type KnownQueries, queryKeyOf } from './known-queries.ts'
import { type ParsedQuery, stateOf } from './request-state.ts'
import { nameFault, textFault } from './text-faults.ts'

/** Longest query that is read, in bytes. */
export const maximumQueryBytes = 32 * 1024
const maximumDepth = 32
const maximumParameters = 2000
const maximumArray = 1000

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A malformed percent sign is expected here.
    return undefined
  }
}

/** The first member of a bracketed name: `created_at` of `created_at[gt]`. */
const baseName = (name: string): string => (/^[^[\]]+/.exec(name)?.[0] ?? name).slice(0, 200)

/** Every name in brackets of a bracketed name, and those below the first: `a`, `b` and `c` of `a[b][c]`. */
const membersOf = (name: string): readonly string[] => {
  const [first, ...members] = name.split(/[[\]]+/)
  // At the top the contract refuses all names but its own; but a prototype must never be changed.
  return first === '__proto__' ? [first, ...members] : members
}

/** Whether a query can have one of the faults that `readable` finds. */
const needsReading = /%|__proto__|constructor/

/** Removes parts that cannot be decoded, are not text, or have names that JavaScript reserves; each is a fault. */
const readable = (rawQuery: string, faults: Fault[]): string =>
  rawQuery
    .split('&')
    .filter((part) => {
      const equals = part.indexOf('=')
      const name = decoded(equals < 0 ? part : part.slice(0, equals))
      const value = decoded(equals < 0 ? '' : part.slice(equals + 1))
      if (name === undefined || value === undefined) {
        const shown = name ?? part.slice(0, equals < 0 ? undefined : equals)
        faults.push({
          parameter: baseName(shown),
          detail: 'has a percent sign that does not encode a character in UTF-8; write a percent sign as %25',
        })
        return false
      }
      const wrong =
        membersOf(name)
          .map(nameFault)
          .find((fault) => fault !== undefined) ?? textFault(value)
      if (wrong !== undefined) faults.push({ parameter: baseName(name), detail: wrong })
      return wrong === undefined
    })
    .join('&')

/** The parts of a query beyond a limit: reported without its other faults, which were not searched for. */
const beyondLimits = (parts: readonly string[], cause: RangeError): Refusal => {
  const detail = `A query can have ${maximumParameters} parameters, ${maximumArray} values of one parameter and ${maximumDepth} levels of brackets.`
  if (parts.length > maximumParameters) {
    return new Refusal('invalid-request', `${detail} This one has ${parts.length} parameters.`, { cause })
  }
  const levels = (name: string): number => name.split('[').length - 1
  const names = parts.map((part) => decoded(part.split('=')[0] ?? '') ?? '')
  const deep = names.filter((name) => levels(name) > maximumDepth)
  const base = (deep.length > 0 ? deep : mostUsed(names)).map(baseName)
  const wrong =
    deep.length > 0
      ? `has more than ${maximumDepth} levels of brackets, which is the limit`
      : `has more than ${maximumArray} values, which is the limit`
  const errors = [...new Set(base)].map((parameter) => ({ parameter, detail: wrong }))
  return new Refusal('invalid-request', detail, { errors, cause })
}

/** Names with too many values, or with an index that would need as many. */
const mostUsed = (names: readonly string[]): readonly string[] => {
  const uses = new Map<string, number>()
  for (const name of names) uses.set(baseName(name), (uses.get(baseName(name)) ?? 0) + 1)
  return names.filter(
    (name) =>
      (uses.get(baseName(name)) ?? 0) > maximumArray ||
      [...name.matchAll(/\[(\d+)\]/g)].some(([, index]) => Number(index) >= maximumArray),
  )
}

/**
 * Reads a query string; faults are added to `faults`.
 * @throws Refusal when it is too deep, too long or has too many parameters.
 */
export const parseQuery = (rawQuery: string, faults: Fault[]): ParsedQuery => {
  if (rawQuery === '') return {}
  const source = needsReading.test(rawQuery) ? readable(rawQuery, faults) : rawQuery
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
    throw beyondLimits(source.split('&'), cause)
  }
}

/** Refuses a query that is too long. */
export const limitQuery: RequestHandler = (_request, response, next) => {
  if (stateOf(response).rawQuery.length > maximumQueryBytes) {
    throw new Refusal('uri-too-long', 'The query is longer than 32 kB, which is the limit; send a shorter one.')
  }
  next()
}

/** Reads the query of a request, once; the validator and the operations use the same object. */
export const readQuery =
  (route: Route, known: KnownQueries): RequestHandler =>
  (request, response, next) => {
    const state = stateOf(response)
    const key = queryKeyOf(route, request, state)
    const query = key === undefined ? undefined : known.get(key)
    if (query !== undefined) {
      state.query = query
      state.isKnown = true
    } else {
      const faults: Fault[] = []
      state.query = parseQuery(state.rawQuery, faults)
      state.spellingFaults = faults
    }
    next()
  }
