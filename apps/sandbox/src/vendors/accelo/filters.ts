import { isRecord } from '../../request.ts'
import type { Staff } from './staff.ts'

/** True for staff that fit one filter. */
export type Filter = (staff: Staff) => boolean

const basic = ['id', 'email', 'standing', 'username'] as const
const ranges: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  greater_than: (value, bound) => value > bound,
  greater_than_or_equal: (value, bound) => value >= bound,
  less_than: (value, bound) => value < bound,
  less_than_or_equal: (value, bound) => value <= bound,
}

/**
 * `_filters` as text (`id(1,2),standing(active)`) or as JSON (`{"email":["a@b.c"]}`). Undefined when it is malformed
 * or names a filter that staff does not have (dates, orders).
 */
export const parseFilters = (value: unknown): readonly Filter[] | undefined => {
  if (value === undefined || value === '') return []
  const named = typeof value === 'string' ? ofText(value) : ofJson(value)
  const filters = named?.map(([name, values]) => filterOf(name, values))
  return filters?.every((filter) => filter !== undefined) ? filters : undefined
}

/** Splits on brackets and commas, for any values. */
const ofText = (text: string): [string, string[]][] | undefined => {
  const found: [string, string[]][] = []
  const pattern = /\s*(\w+)\(([^()]*)\)\s*(,|$)/y
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text)
    if (!match) return undefined
    found.push([match[1] ?? '', (match[2] ?? '').split(',').map((value) => value.trim())])
  }
  return found
}

const ofJson = (value: unknown): [string, string[]][] | undefined => {
  if (!isRecord(value)) return undefined
  return Object.entries(value).map(([name, values]) => [name, (Array.isArray(values) ? values : [values]).map(String)])
}

const filterOf = (name: string, values: readonly string[]): Filter | undefined => {
  const lower = values.map((value) => value.toLowerCase())
  for (const field of basic) {
    if (name === field) return (staff) => lower.includes(staff[field].toLowerCase())
    if (name === `${field}_not`) return (staff) => !lower.includes(staff[field].toLowerCase())
  }
  const range = /^(id|rate)_(\w+)$/.exec(name)
  const compare = ranges[range?.[2] ?? '']
  if (!range || !compare || Number.isNaN(Number(values[0]))) return undefined
  const field = range[1] === 'id' ? 'id' : 'staff_rate'
  return (staff) => compare(Number(staff[field]), Number(values[0]))
}
