import { json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import { invalid } from './failure.ts'

const defaultLimit = 100
/** No maximum is published; clients use 500, and an error that names it was seen. */
const maximumLimit = 500

/** One page of items in the order of `idOf`; the cursor is the last id seen, made opaque. */
export const pageOf = <Item>(
  request: VendorRequest,
  items: readonly Item[],
  idOf: (item: Item) => number,
  show: (item: Item) => unknown,
): VendorReply => {
  const limit = Number(request.query.get('limit') ?? defaultLimit)
  if (!Number.isInteger(limit) || limit < 1) return invalid('limit must be a whole number greater than 0', 'limit')
  if (limit > maximumLimit) return invalid(`limit must be less than or equal to ${maximumLimit}`, 'limit')
  const after = request.query.get('after') || null
  const decoded = after === null ? '0' : Buffer.from(after, 'base64').toString('utf8')
  if (!/^\d+$/.test(decoded)) return invalid('after is not a paging cursor', 'after')
  const lastSeen = Number(decoded)
  const rest = items.filter((item) => idOf(item) > lastSeen)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  if (last === undefined || rest.length === page.length) return json(200, { results: page.map(show) })
  const next = Buffer.from(String(idOf(last))).toString('base64')
  const query = new URLSearchParams(request.query)
  query.set('after', next)
  const link = `${request.originOf()}${request.path}?${query}`
  return json(200, { results: page.map(show), paging: { next: { after: next, link } } })
}
