import { hash } from 'node:crypto'
import type { Adapter, FilterField, Page, PageRequest, Position, Variables } from '../../contract.ts'
import type { Caller, Success } from '../calls/call.ts'
import { partialWarnings } from '../calls/columns.ts'
import { assertLink, baseUrlOf } from '../calls/hosts.ts'
import { accessOf, type Call, type Target } from '../calls/outgoing.ts'
import { understood } from '../calls/verdict.ts'
import { ProviderFailure } from '../failures.ts'
import { isObject } from '../json/json.ts'
import { asRecord, type MappedUser, readUser, withWarnings } from '../records/read.ts'
import { cursorExpired } from './cursor.ts'
import { matches, nativeFilters } from './filters.ts'
import type { ListQuery } from './query.ts'

/** One step of a walk over a vendor's pages: its place, the content of the page, the next place. */

/** The place of a walk: everything that a cursor has to hold. */
export interface Place {
  /** Index of the pass, of `passes`. */
  readonly pass: number
  readonly position?: Position
  /** Number of records of the page at `position` that were returned already. */
  readonly skip: number
  /** Native filters that are emulated on this walk. */
  readonly emulate: readonly FilterField[]
  /** The page size that the vendor could answer, where it failed on greater ones. */
  readonly size?: number | undefined
  /** It is from a caller's cursor: the vendor may no longer accept it. */
  readonly isGiven?: true
  /** Brent's cycle finder: the mark of a page, the steps since it was kept, and when the next one is kept. */
  readonly seen?: { readonly mark: string; readonly steps: number; readonly power: number }
}

export const startOfList: Place = { pass: 0, skip: 0, emulate: [] }

export interface WalkStep {
  readonly page: Page
  readonly place: Place
  /** `undefined` after the last page of the last pass. */
  readonly next: Place | undefined
  readonly answer: Success
  /** The memory of the call that it uses. */
  readonly heldBytes: number
}

/** A list to be read. */
export interface Source {
  readonly caller: Caller
  readonly call: Call
  readonly query: ListQuery
}

/**
 * Distinguishes one page from another: the first and last record that it adds and how many, or its position when it adds
 * none. A list holds each user once, so the records in between add nothing, and would take longer than the mapping.
 */
const markOf = (page: Page, place: Place): string => {
  const added = page.records.length - Math.min(place.skip, page.records.length)
  const said = added > 0 ? [page.records[place.skip], page.records.at(-1)] : [place.position ?? null]
  return hash('sha256', JSON.stringify([...said, place.pass, added]), 'base64url').slice(0, 16)
}

/** @throws ProviderFailure `provider-error` when a page is returned again. */
const watched = (adapter: Adapter<never>, seen: Place['seen'], mark: string): NonNullable<Place['seen']> => {
  if (seen === undefined) return { mark, steps: 0, power: 1 }
  if (seen.mark === mark) {
    throw new ProviderFailure(
      'provider-error',
      `${adapter.name} returned the same page twice, so the list cannot be continued.`,
    )
  }
  const steps = seen.steps + 1
  return steps === seen.power ? { mark, steps: 0, power: seen.power * 2 } : { ...seen, steps }
}

const valueAt = (position: Position | undefined) =>
  position !== undefined && 'at' in position ? position.at : undefined

const sizeAt = (position: Position | undefined) =>
  position !== undefined && 'link' in position ? position.size : undefined

const pageRequest = (
  adapter: Adapter<never>,
  variables: Variables,
  query: ListQuery,
  place: Place,
  size: number,
): PageRequest => {
  const list = adapter.users.list
  return {
    size,
    at: valueAt(place.position) ?? list.paging.first,
    pass: (list.passes?.(query.filters) ?? [''])[place.pass] ?? '',
    filters: nativeFilters(adapter, query.filters, place.emulate),
    sort: query.sort !== undefined && (list.nativeSorts ?? []).includes(query.sort.field) ? query.sort : undefined,
    variables,
    workspaceId: query.workspaceId,
  }
}

const targetOf = (adapter: Adapter<never>, request: PageRequest, position: Position | undefined): Target => {
  const built = adapter.users.list.request(request)
  return position !== undefined && 'link' in position ? { link: position.link, like: built } : built
}

/** The request of the first page, for `stream` and for probing a credential. */
export const firstTarget = (adapter: Adapter<never>, variables: Variables, query: ListQuery): Target => {
  const size = Math.min(query.limit, adapter.users.list.maximumPageSize)
  return targetOf(adapter, pageRequest(adapter, variables, query, startOfList, size), undefined)
}

/** Pages are counted in whole sizes: the page that holds the offset, and the number of its records before the offset. */
const aligned = (adapter: Adapter<never>, place: Place, size: number): Place => {
  const at = valueAt(place.position)
  if (adapter.users.list.paging.aligned !== true || typeof at !== 'number' || at % size === 0) return place
  return { ...place, position: { at: at - (at % size) }, skip: place.skip + (at % size) }
}

/** Whether the vendor refuses its own cursor or link, which our cursor held; an offset or a first page never expires. */
const isStale = (error: unknown, place: Place): error is ProviderFailure =>
  place.isGiven === true &&
  error instanceof ProviderFailure &&
  error.slug === 'provider-rejected' &&
  place.position !== undefined &&
  typeof valueAt(place.position) !== 'number'

/** The value at the path of the records of a page. */
export const recordsOf = (list: Pick<Adapter<never>['users']['list'], 'records'>, body: unknown): unknown =>
  list.records === undefined ? body : list.records(body)

/** A link is checked as soon as it is received, so that a failure has the answer with the link. */
const checkedPosition = (
  adapter: Adapter<never>,
  variables: Variables,
  position: Position | undefined,
): Position | undefined => {
  if (position !== undefined && 'link' in position) assertLink(adapter, baseUrlOf(adapter, variables), position.link)
  return position
}

/** Statuses of a gateway after a timeout: a page of fewer users may be answered in time. */
const gatewayTimeouts: ReadonlySet<number> = new Set([502, 504, 524])
const leastSize = 10
const maximumHalvings = 3

const isTooSlow = (error: unknown): boolean =>
  error instanceof ProviderFailure &&
  error.slug === 'provider-error' &&
  gatewayTimeouts.has(error.options.remote?.status ?? 0)

/** A later page is refused, although the pages before it had the same query: the vendor pages no further. */
const atCeiling = (adapter: Adapter<never>, error: unknown, place: Place): unknown => {
  const isRefused = error instanceof ProviderFailure && error.slug === 'provider-rejected'
  if (!isRefused || place.position === undefined) return error
  const at = valueAt(place.position)
  const where = typeof at === 'number' ? ` after ${at} users` : ''
  return new ProviderFailure(
    'list-too-large',
    `${adapter.name} does not continue its list${where}, although there may be more users. Narrow the list by a filter. ${error.message}`,
    { ...error.options, status: 422, cause: error },
  )
}

interface SentPage {
  readonly place: Place
  readonly request: PageRequest
  readonly answer: Success
}

/** Requests a page; half of it, and half of that, where the vendor fails on its size. */
const sendPage = async (
  { caller, call, query }: Source,
  from: Place,
  size: number,
  lenientBody: boolean,
): Promise<SentPage> => {
  const { adapter } = call
  const { variables } = await accessOf(call)
  const of = (asked: number) => {
    const place = aligned(adapter, asked < size ? { ...from, size: asked } : from, asked)
    const request = pageRequest(adapter, variables, query, place, sizeAt(place.position) ?? asked)
    return { place, request, target: targetOf(adapter, request, place.position) }
  }
  const first = Math.min(size, from.size ?? size)
  for (let halvings = 0, asked = first; ; halvings += 1) {
    const { place, request, target } = of(asked)
    try {
      const answer = await caller.send({ ...call, once: halvings > 0 }, target, { lenientBody })
      return { place, request, answer }
    } catch (error) {
      if (isStale(error, place)) throw cursorExpired(error.options.remote)
      const half = Math.floor(asked / 2)
      const mayHalve =
        isTooSlow(error) &&
        halvings < maximumHalvings &&
        half >= leastSize &&
        !(adapter.users.list.paging.aligned === true && asked % 2 === 1)
      // For a vendor without page sizes, or a link that has one, the request would be the same again.
      if (!mayHalve || JSON.stringify(of(half).target) === JSON.stringify(target))
        throw atCeiling(adapter, error, place)
      asked = half
    }
  }
}

/**
 * Reads the page at a place. `lenientBody` accepts any successful body, for `raw`.
 * @throws Refusal `cursor-expired`; ProviderFailure, `provider-error` when there is no list in the answer.
 */
export const readPage = async (
  { caller, call, query }: Source,
  from: Place,
  size: number,
  lenientBody = false,
): Promise<WalkStep> => {
  const { adapter, context } = call
  const list = adapter.users.list
  const heldBefore = context.memory?.bytes ?? 0
  const { place, request, answer } = await sendPage({ caller, call, query }, from, size, lenientBody)
  const found = answer.status === 204 ? [] : recordsOf(list, answer.body)
  if (!Array.isArray(found) && !lenientBody) {
    throw new ProviderFailure('provider-error', `${adapter.name} returned no list of users.`, {
      remote: answer.remote(),
    })
  }
  const records: readonly unknown[] = Array.isArray(found) ? found : []
  if (!lenientBody) caller.learn(call, records, answer.remote)
  const page: Page = { request, answer, records }
  const seen = () => understood(answer, () => watched(adapter, place.seen, markOf(page, place)))
  // Only a later page can be a repetition; the mark of a first page is needed for the second.
  const seenLater = place.seen === undefined ? undefined : seen()
  const position = understood(answer, () => checkedPosition(adapter, answer.variables, list.paging.next(page)))
  const { pass, emulate } = place
  const kept = place.size === undefined ? {} : { size: place.size }
  // A page may be smaller than the one whose records were returned: `limit` may change with every call.
  const skip = Math.max(0, place.skip - records.length)
  const heldBytes = (context.memory?.bytes ?? 0) - heldBefore
  if (position !== undefined)
    return {
      page,
      place,
      next: { pass, position, skip, emulate, seen: seenLater ?? seen(), ...kept },
      answer,
      heldBytes,
    }
  const passes = list.passes?.(query.filters).length ?? 1
  const next = pass + 1 < passes ? { pass: pass + 1, skip: 0, emulate, ...kept } : undefined
  return { page, place, next, answer, heldBytes }
}

/** The bytes of the vendor's answer that `kept` records of the page take; the other memory of the page is released. */
export const keepOf = ({ call }: Source, step: WalkStep, kept: number): number => {
  const share = Math.min(1, kept / Math.max(1, step.page.records.length))
  call.context.memory?.free(Math.floor(step.heldBytes * (1 - share)))
  return step.answer.byteLength * share
}

/** The place after record `index` of a page: directly after it where the vendor can start there, else in the same page. */
export const placeAfter = (adapter: Adapter<never>, step: WalkStep, index: number): Place | undefined => {
  if (index === step.page.records.length - 1) return step.next
  const { isGiven: _, ...place } = step.place
  const position = adapter.users.list.paging.resume?.(step.page, index)
  return position === undefined ? { ...place, skip: index + 1 } : { ...place, position, skip: 0 }
}

/** The records of a page that are users, with their places in it; each is read when it is needed. */
export function* usersOf(
  { call: { adapter }, query }: Source,
  { page, place, answer }: WalkStep,
): Generator<{ readonly user: MappedUser; readonly index: number }> {
  for (let index = place.skip; index < page.records.length; index += 1) {
    const record = page.records[index]
    if (isObject(record) && adapter.users.list.excludes?.(asRecord(record), page.request.pass) === true) continue
    const read = understood(answer, () => readUser(adapter, record, answer.variables))
    const user = withWarnings(read, partialWarnings(adapter, answer.body, index))
    if (matches(user.user, query.filters)) yield { user, index }
  }
}
