import { json, type VendorReply } from '../../reply.ts'
import { isRecord, type VendorRequest } from '../../request.ts'
import { type Fieldset, fieldsets, memberBody, type WixMember } from './members.ts'
import { memberFilter, memberOrder, memberSearch } from './query.ts'
import { invalid } from './refusals.ts'

/** The maximum of a query; that of the plain list is not published, so the same is used. */
const pageSizeMaximum = 100
/** Not published. */
const pageSizeUsual = 50

interface Parameters {
  readonly parameters: Readonly<Record<string, unknown>>
}

/** The call's parameters; the official SDK encodes those of a list with paging in one, `?.r=` and base64 of JSON. */
export const readParameters = (request: VendorRequest): Parameters | { readonly refusal: VendorReply } => {
  const packed = request.query.get('.r')
  if (packed !== null) {
    const parsed = parse(Buffer.from(packed, 'base64').toString('utf8'))
    return isRecord(parsed) ? { parameters: parsed } : { refusal: invalid('.r', 'is not base64 of a JSON object') }
  }
  const number = (name: string): unknown => {
    const text = request.query.get(name)
    return text === null ? undefined : Number(text)
  }
  const sets = request.query.getAll('fieldsets')
  const paging = { limit: number('paging.limit'), offset: number('paging.offset') }
  return { parameters: { paging, ...(sets.length === 0 ? {} : { fieldsets: sets }) } }
}

/** `GET /members`. */
export const listMembers = (request: VendorRequest, members: readonly WixMember[]): VendorReply => {
  const read = readParameters(request)
  if ('refusal' in read) return read.refusal
  const { parameters } = read
  return page(members, parameters, parameters.paging, parameters.sorting ?? parameters.sort)
}

/** `POST /members/query`. */
export const queryMembers = (request: VendorRequest, members: readonly WixMember[]): VendorReply => {
  const body = request.json()
  if (!isRecord(body)) return invalid('body', 'must be a JSON object')
  const query = body.query ?? {}
  if (!isRecord(query)) return invalid('query', 'must be an object')
  const filter = memberFilter(query.filter)
  if (typeof filter !== 'function') return invalid(filter.field, filter.description)
  const search = memberSearch(body.search)
  if (typeof search !== 'function') return invalid(search.field, search.description)
  const found = members.filter((member) => filter(member) && search(member))
  return page(found, body, query.paging, query.sort ?? query.sorting)
}

/** The widest of the requested fieldsets. */
export const widestFieldset = (value: unknown): { readonly fieldset: Fieldset } | { readonly refusal: VendorReply } => {
  const asked: readonly unknown[] = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
  const unknown = asked.find((one) => !fieldsets.some((known) => known === one))
  if (unknown !== undefined) return { refusal: invalid('fieldsets', `${String(unknown)} is not a fieldset`, 'TYPE') }
  return { fieldset: fieldsets.findLast((known) => asked.includes(known)) ?? 'PUBLIC' }
}

const page = (
  found: readonly WixMember[],
  parameters: Readonly<Record<string, unknown>>,
  paging: unknown,
  sort: unknown,
): VendorReply => {
  const sets = widestFieldset(parameters.fieldsets)
  if ('refusal' in sets) return sets.refusal
  const order = memberOrder(sort)
  if (typeof order !== 'function') return invalid(order.field, order.description)
  const limit = (isRecord(paging) ? paging.limit : undefined) ?? pageSizeUsual
  const offset = (isRecord(paging) ? paging.offset : undefined) ?? 0
  if (!isCount(limit) || limit > pageSizeMaximum)
    return invalid('paging.limit', `must be 0 to ${pageSizeMaximum}`, 'MAX')
  if (!isCount(offset)) return invalid('paging.offset', 'must not be negative', 'MIN')
  const shown = found.toSorted(order).slice(offset, offset + limit)
  return json(200, {
    members: shown.map((member) => memberBody(member, sets.fieldset)),
    metadata: { count: shown.length, offset, total: found.length, tooManyToCount: false },
  })
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 0

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
