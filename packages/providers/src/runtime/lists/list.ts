import type { Warning } from '@rollcall/contract'
import type { Adapter, FilterField, Sort } from '../../contract.ts'
import type { Caller, Opened, Success } from '../calls/call.ts'
import { leftOutWarnings } from '../calls/columns.ts'
import { accessOf, type Call } from '../calls/outgoing.ts'
import { type RateLimitHint, Refusal } from '../failures.ts'
import type { MappedUser } from '../records/read.ts'
import type { CursorSealer } from './cursor.ts'
import { compareKeys, emulatedFilters, nativeFilters, type SortKey, sortKeyOf } from './filters.ts'
import { bindingOf, type ListFormat, type ListQuery, supportedQuery } from './query.ts'
import {
  firstTarget,
  keepOf,
  type Place,
  placeAfter,
  readPage,
  type Source,
  startOfList,
  usersOf,
  type WalkStep,
} from './walk.ts'

/** Lists: walks over the vendor's pages, filtered, sorted and cut as the contract defines it. */

/** Every form of a list reports the left-out parts of the query, and the columns that the vendor refuses. */
interface Warned {
  readonly warnings: readonly Warning[]
}

export interface UserPage extends Warned {
  readonly users: readonly MappedUser[]
  readonly nextCursor: string | null
  readonly hint: RateLimitHint | undefined
}

export interface RawPage extends Warned {
  readonly answer: Success
  readonly nextCursor: string | null
}

/** Every user, page by page as the reader consumes them; the first page is read already. */
export interface UserLines extends Warned {
  readonly pages: AsyncGenerator<readonly MappedUser[]>
}

export interface ListAnswers {
  readonly unified: UserPage
  readonly normalized: UserPage
  readonly raw: RawPage
  readonly stream: Opened & Warned
  readonly lines: UserLines
}

/** The most users that one answer or one emulated sort holds. */
const maximumUsers = 10_000
/** The most bytes of users, as the vendor sent them, that one answer or one emulated sort holds. */
const maximumHeldBytes = 64 * 1024 * 1024
/** The most vendor pages that one call with an emulated filter reads. */
const maximumEmulatedPages = 20
/** The most values with an uncertain meaning that the warnings of a list name. */
const maximumListWarnings = 20

/** The content of a cursor: the place of a walk, or the key of the last user of a sorted list. */
type CursorContent = { readonly place: Place } | { readonly key: SortKey }

/** Counted pages of raw bytes cannot be cut: the largest page up to `limit` that begins where the last one ended. */
const wholePageSize = (adapter: Adapter<never>, place: Place, limit: number): number => {
  const { maximumPageSize, paging } = adapter.users.list
  const offset = place.position !== undefined && 'at' in place.position ? place.position.at : 0
  let size = Math.min(limit, maximumPageSize)
  if (paging.aligned === true && typeof offset === 'number') while (offset % size !== 0) size -= 1
  return size
}

/** As few pages as hold `limit` users, all of one size, so that hardly more is read than was requested. */
const pageSizeFor = (limit: number, maximum: number): number => Math.ceil(limit / Math.ceil(limit / maximum))

/** Text filters whose native answer may miss another spelling. */
const uncertain = (adapter: Adapter<never>, query: ListQuery): readonly FilterField[] =>
  (adapter.users.list.caseUnverified ?? []).filter((field) =>
    Object.hasOwn(nativeFilters(adapter, query.filters, []), field),
  )

/** The sort that the engine applies. */
const emulatedSort = (adapter: Adapter<never>, { sort }: ListQuery): Sort | undefined =>
  sort !== undefined && (adapter.users.list.nativeSorts ?? []).includes(sort.field) ? undefined : sort

const tooLarge = (detail: string): Refusal => new Refusal('list-too-large', detail)

/**
 * The first warnings of the users of a list, each with its place: a vendor that spells one value in an odd way spells all so.
 */
const warningsOf = (users: readonly MappedUser[]): readonly Warning[] => {
  const found: Warning[] = []
  for (const [index, { warnings }] of users.entries()) {
    if (warnings === undefined) continue
    found.push(...warnings.map((warning) => ({ ...warning, pointer: `/result/${index}${warning.pointer ?? ''}` })))
    if (found.length >= maximumListWarnings) break
  }
  return found
}

/** The pages of a list to its end. */
async function* steps(source: Source): AsyncGenerator<WalkStep> {
  const { call, query } = source
  const { adapter } = call
  const size = adapter.users.list.maximumPageSize
  let place: Place | undefined = { ...startOfList, emulate: uncertain(adapter, query) }
  let reading = source
  while (place !== undefined) {
    const step: WalkStep = await readPage(reading, place, size)
    yield step
    place = step.next
    if (place === undefined || query.nextContext === undefined) continue
    // A long walk takes longer than a token is valid: with its own deadline each page opens the account anew.
    reading = { ...source, call: { ...call, context: query.nextContext(), session: {} } }
  }
}

const everyone = async (source: Source): Promise<Omit<UserPage, 'warnings'>> => {
  const users: MappedUser[] = []
  let bytes = 0
  let hint: RateLimitHint | undefined
  // One answer has one deadline, however many pages it takes.
  for await (const step of steps({ ...source, query: { ...source.query, nextContext: undefined } })) {
    hint = step.answer.hint ?? hint
    const before = users.length
    for (const { user } of usersOf(source, step)) users.push(user)
    bytes += keepOf(source, step, users.length - before)
    if (users.length > maximumUsers || bytes > maximumHeldBytes) {
      const much =
        users.length > maximumUsers ? `${maximumUsers} users` : `${maximumHeldBytes / 1024 / 1024} MB of users`
      throw tooLarge(
        `This list has more than ${much}. Narrow it by a filter, page through it without sort_by, or read it as application/x-ndjson.`,
      )
    }
  }
  return { users, nextCursor: null, hint }
}

const ordered = async (source: Source, sort: Sort) => {
  const { users, hint } = await everyone(source)
  const all = users.map((user) => ({ user, key: sortKeyOf(user.user, sort) }))
  return { all: all.sort((left, right) => compareKeys(left.key, right.key, sort.direction)), hint }
}

async function* walk(source: Source): AsyncGenerator<readonly MappedUser[]> {
  const { call, query } = source
  const sort = emulatedSort(call.adapter, query)
  if (sort !== undefined) {
    // What the engine sorts cannot be read page by page: all of it, within one deadline, is one page.
    const { all } = await ordered(source, sort)
    yield all.map(({ user }) => user)
    return
  }
  for await (const step of steps(source)) {
    // The page is released before its users are read: the garbage collector frees old bytes late.
    const { heldBytes } = step
    yield Array.from(usersOf(source, step), ({ user }) => user)
    call.context.memory?.free(heldBytes)
  }
}

async function* resumed<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>): AsyncGenerator<T> {
  if (first.done === true) return
  yield first.value
  yield* rest
}

/** Lists of users in every format; `call` is a separate operation. */
type ReadList = (call: Call, query: ListQuery) => Promise<ListAnswers[ListFormat]>

export const createList = (caller: Caller, sealer: CursorSealer<CursorContent>): ReadList => {
  const sorted = async (source: Source, sort: Sort, binding: string): Promise<Omit<UserPage, 'warnings'>> => {
    const { query } = source
    const opened = query.cursor === undefined ? undefined : sealer.open(query.cursor, binding)
    const last = opened !== undefined && 'key' in opened ? opened.key : undefined
    const { all, hint } = await ordered(source, sort)
    const rest = last === undefined ? all : all.filter(({ key }) => compareKeys(key, last, sort.direction) > 0)
    const page = query.ignoreLimit === true ? rest : rest.slice(0, query.limit)
    const end = page.at(-1)
    const nextCursor = end !== undefined && page.length < rest.length ? sealer.seal({ key: end.key }, binding) : null
    return { users: page.map(({ user }) => user), nextCursor, hint }
  }

  /** Vendor pages from a place on until `limit` users are found. */
  const collected = async (source: Source, from: Place, binding: string): Promise<Omit<UserPage, 'warnings'>> => {
    const { call, query } = source
    const { adapter } = call
    const { maximumPageSize } = adapter.users.list
    const emulating = emulatedFilters(adapter, query.filters, from.emulate).length > 0
    const size = emulating ? maximumPageSize : pageSizeFor(query.limit, maximumPageSize)
    const users: MappedUser[] = []
    let bytes = 0
    let place: Place | undefined = from
    let hint: RateLimitHint | undefined
    for (let pages = 1; place !== undefined; pages += 1) {
      const step: WalkStep = await readPage(source, place, size)
      hint = step.answer.hint ?? hint
      place = step.next
      const before = users.length
      for (const { user, index } of usersOf(source, step)) {
        users.push(user)
        if (users.length < query.limit) continue
        place = placeAfter(adapter, step, index)
        break
      }
      bytes += keepOf(source, step, users.length - before)
      if (users.length === query.limit) break
      // The users found so far are one page; the next one begins after it.
      if (bytes > maximumHeldBytes) break
      if (emulating && pages === maximumEmulatedPages && place !== undefined) {
        if (users.length > 0) break
        throw tooLarge(
          `No user matched within ${maximumEmulatedPages} pages of ${adapter.name}, and there are more. ` +
            'Use the header "Accept: application/x-ndjson", which has no such limit.',
        )
      }
    }
    return { users, nextCursor: place === undefined ? null : sealer.seal({ place }, binding), hint }
  }

  const placeOf = ({ cursor }: ListQuery, binding: string): Place => {
    const opened = cursor === undefined ? undefined : sealer.open(cursor, binding)
    return opened !== undefined && 'place' in opened ? { ...opened.place, isGiven: true } : startOfList
  }

  const page = async (source: Source, binding: string): Promise<Omit<UserPage, 'warnings'>> => {
    const { call, query } = source
    const { adapter } = call
    const sort = emulatedSort(adapter, query)
    if (sort !== undefined) return sorted(source, sort, binding)
    if (query.ignoreLimit === true) return everyone(source)
    const found = await collected(source, placeOf(query, binding), binding)
    const emulate = query.cursor === undefined && found.users.length === 0 ? uncertain(adapter, query) : []
    return emulate.length === 0 ? found : collected(source, { ...startOfList, emulate }, binding)
  }

  const raw = async (source: Source, binding: string): Promise<Omit<RawPage, 'warnings'>> => {
    const place = placeOf(source.query, binding)
    const size = wholePageSize(source.call.adapter, place, source.query.limit)
    const { answer, next } = await readPage(source, place, size, true)
    return { answer, nextCursor: next === undefined ? null : sealer.seal({ place: next }, binding) }
  }

  return async (asked, given) => {
    const { adapter, account } = asked
    const { query, warnings } = supportedQuery(adapter, given)
    const call = { ...asked, filters: query.filters, sort: query.sort }
    const source: Source = { caller, call, query }
    const warned = () => [...warnings, ...leftOutWarnings(adapter, caller.leftOut(account.id))]
    const { format = 'unified' } = query
    if (format === 'lines') {
      const rest = walk(source)
      return { pages: resumed(await rest.next(), rest), warnings: warned() }
    }
    if (format === 'stream') {
      const { variables } = await accessOf(call)
      return { ...(await caller.stream(call, firstTarget(adapter, variables, query))), warnings: warned() }
    }
    const binding = bindingOf(account.id, given)
    if (format === 'raw') return { ...(await raw(source, binding)), warnings: warned() }
    const found = await page(source, binding)
    return { ...found, warnings: [...warned(), ...warningsOf(found.users)] }
  }
}
