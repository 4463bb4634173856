import type { Fault } from '@rollcall/providers'
import type { ParameterKind, Route } from '../contract/routes.ts'
import { operationOf } from '../contract/specification.ts'
import { maximumFaults } from '../problems/request-faults.ts'
import type { ParsedQuery } from './request-state.ts'
import { memberNames, unknownName, wrongValue } from './schema-words.ts'
import { namedParameter } from './validator-faults.ts'

/**
 * Faults of a query that the validator cannot report together with others: unknown names, doubled values, brackets in a plain
 * parameter. Faulty parameters are removed, so that the validator checks the others.
 */
export const queryFaults = (
  { id, kinds, isOpen }: Pick<Route, 'id' | 'kinds' | 'isOpen'>,
  query: ParsedQuery,
): Fault[] => {
  for (const [name, value] of Object.entries(query)) {
    const kind = kinds.get(name)
    // An empty value counts as absent, and so does the text that Python makes of a missing cursor.
    const isNone = value === '' || (name === 'next_cursor' && value === 'None')
    if (isNone && kind !== undefined && kind !== 'array' && kind !== 'object') delete query[name]
    else if (kind === 'boolean' && typeof value === 'string') query[name] = value.toLowerCase()
  }
  zoneTimes(query)
  if (kinds.get('truto_exclude_fields') === 'array') splitExcludedFields(query)
  const faults: Fault[] = []
  for (const [name, value] of Object.entries(query)) {
    const kind = kinds.get(name)
    if (kind === undefined && isOpen) continue
    const isShown = faults.length < maximumFaults
    const detail = kind === undefined ? unknownParameter(name, kinds, isShown) : spellingFault(id, name, kind, value)
    if (detail === undefined) continue
    faults.push({ parameter: name.slice(0, 200), detail })
    delete query[name]
  }
  return [...faults, ...plusFaults(query)]
}

/** The nearest name is searched for where the fault is shown: a query may have thousands of unknown ones. */
const unknownParameter = (name: string, kinds: Route['kinds'], isShown: boolean): string =>
  unknownName(name, isShown ? [...kinds.keys()] : [], { is: 'a parameter of this operation', those: 'parameters' })

const spellingFault = (id: Route['id'], name: string, kind: ParameterKind, value: unknown): string | undefined => {
  if (kind === 'scalar' || kind === 'integer' || kind === 'boolean') {
    if (Array.isArray(value))
      return `takes one value, but ${value.length === 1 ? 'a list was' : `${value.length} values were`} sent`
    if (typeof value === 'object') return `takes a plain value without brackets, as in ${name}=value`
    // The validator would read `1e3`, `0x10` and ` 5` as numbers too.
    if (kind !== 'integer' || /^-?\d+$/.test(String(value))) return undefined
    const found = namedParameter(operationOf(id).operation, 'query', name)
    return wrongValue(found?.schema ?? {}, value, found?.example)
  }
  if (kind === 'object') {
    if (typeof value === 'object' && !Array.isArray(value)) return undefined
    const [member = 'key'] = memberNames(namedParameter(operationOf(id).operation, 'query', name)?.schema ?? {})
    return `takes brackets, as in ${name}[${member}]=value`
  }
  return typeof value === 'string' || Array.isArray(value)
    ? undefined
    : `takes a list, as in ${name}[]=a or ${name}=a,b`
}

/** All spellings of a list as one: `f[]=a`, `f[0]=a`, `f=a&f=b`, `f=a,b`, or mixed. */
const splitExcludedFields = (query: ParsedQuery): void => {
  const value = query.truto_exclude_fields
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!values.every((item) => typeof item === 'string')) return
  query.truto_exclude_fields = values.flatMap((item) => item.split(',')).map((item) => item.trim())
}

/** A bare date, or a time without zone, as Python's `isoformat` writes it. */
const withoutZone = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?)?$/i

/** Times without zone and bare dates are UTC. */
const zoneTimes = (query: ParsedQuery): void => {
  for (const name of ['created_at', 'updated_at']) {
    const range = query[name]
    if (typeof range !== 'object' || range === null) continue
    for (const [bound, value] of Object.entries(range)) {
      const parts = typeof value === 'string' ? withoutZone.exec(value) : null
      if (parts === null) continue
      const [, date, minutes = '00:00', seconds = ':00'] = parts
      Reflect.set(range, bound, `${date}T${minutes}${seconds}Z`)
    }
  }
}

const plusHint = 'has a space where a plus sign was probably meant; write a plus sign as %2B'

/** A plus sign in a query is a space, which an e-mail or a time zone does not have. */
const plusFaults = (query: ParsedQuery): Fault[] => {
  const faults: Fault[] = []
  if (typeof query.email === 'string' && /\S\s+\S/.test(query.email)) {
    faults.push({ parameter: 'email', detail: plusHint })
    delete query.email
  }
  for (const name of ['created_at', 'updated_at']) {
    const range = query[name]
    if (typeof range !== 'object' || range === null) continue
    for (const [bound, value] of Object.entries(range)) {
      if (typeof value !== 'string' || !/T[\d:.]+ \d\d:?\d\d$/i.test(value)) continue
      faults.push({ parameter: `${name}[${bound}]`, detail: plusHint })
      Reflect.deleteProperty(range, bound)
    }
  }
  return faults
}
