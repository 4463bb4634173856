import type { Adapter, FilterField, Sort } from '../../contract.ts'
import type { Success } from '../calls/call.ts'
import { type RateLimitHint, Refusal } from '../failures.ts'
import type { CallContext } from '../limits/context.ts'
import type { MappedUser } from '../records/read.ts'
import type { CursorSealer } from './cursor.ts'
import { compareKeys, nativeFilters, type SortKey, sortKeyOf } from './filters.ts'
import {
  keepOf,
  type ListQuery,
  type Place,
  placeAfter,
  readPage,
  type Source,
  type Step,
  start,
  usersOf,
} from './walk.ts'

/** Lists that never lie: walks over the vendor's pages, filtered, sorted and cut as the contract says. */

export interface UserPage {
  readonly users: readonly MappedUser[]
  readonly nextCursor: string | null
  readonly hint: RateLimitHint | undefined
}

export interface RawPage {
  readonly answer: Success
  readonly nextCursor: string | null
}

/** Most users that one answer or one emulated sort holds. */
const maximumUsers = 10_000
/** Most bytes of users, as the vendor sent them, that one answer or one emulated sort holds. */
const maximumHeldBytes = 64 * 1024 * 1024
/** Most vendor pages that one call with an emulated filter reads. */
const maximumEmulatedPages = 20

interface Everyone {
  readonly users: readonly MappedUser[]
  readonly hint: RateLimitHint | undefined
}

/** Counted pages of raw bytes cannot be cut: the largest page up to `limit` that begins where the last one ended. */
const wholePageSize = (adapter: Adapter<never>, place: Place, limit: number): number => {
  const { maximumPageSize, paging } = adapter.users.list
  const offset = place.position !== undefined && 'at' in place.position ? place.position.at : 0
  let size = Math.min(limit, maximumPageSize)
  if (paging.aligned === true && typeof offset === 'number') while (offset % size !== 0) size -= 1
  return size
}

/** What a cursor carries: the place of a walk, or the key of the last user of a sorted list. */
type CursorContent = { readonly place: Place } | { readonly key: SortKey }

export interface Lists {
  page(source: Source, query: ListQuery, binding: string, context: CallContext): Promise<UserPage>
  raw(source: Source, query: ListQuery, binding: string, context: CallContext): Promise<RawPage>
  /** Every user, page by page as the reader takes them; `contextOf` gives each vendor page its own deadline. */
  walk(source: Source, query: ListQuery, contextOf: () => CallContext): AsyncGenerator<readonly MappedUser[]>
}

const isEmulating = (adapter: Adapter<never>, query: ListQuery, place: Place): boolean => {
  const native = nativeFilters(adapter, query.filters, place.emulate)
  return Object.keys(query.filters).some((field) => !Object.hasOwn(native, field))
}

/** Text filters whose native answer may miss another spelling. */
const uncertain = (adapter: Adapter<never>, query: ListQuery): readonly FilterField[] =>
  (adapter.users.list.caseUnverified ?? []).filter((field) =>
    Object.hasOwn(nativeFilters(adapter, query.filters, []), field),
  )

const tooLarge = (detail: string): Refusal => new Refusal('list-too-large', detail)

export const createLists = (sealer: CursorSealer<CursorContent>): Lists => {
  async function* steps(source: Source, query: ListQuery, contextOf: () => CallContext): AsyncGenerator<Step> {
    const size = source.adapter.users.list.maximumPageSize
    let place: Place | undefined = { ...start, emulate: uncertain(source.adapter, query) }
    while (place !== undefined) {
      const step: Step = await readPage(source, query, place, size, contextOf())
      yield step
      place = step.next
    }
  }

  async function* walk(
    source: Source,
    query: ListQuery,
    contextOf: () => CallContext,
  ): AsyncGenerator<readonly MappedUser[]> {
    let context: CallContext | undefined
    const contexts = (): CallContext => {
      context = contextOf()
      return context
    }
    for await (const step of steps(source, query, contexts)) {
      // The page itself is given up before its users are read: bytes that live long are found late by the collector.
      const { heldBytes } = step
      yield usersOf(source, query, step).map(({ user }) => user)
      context?.memory?.free(heldBytes)
    }
  }

  const everyone = async (source: Source, query: ListQuery, context: CallContext): Promise<Everyone> => {
    const all: MappedUser[] = []
    let bytes = 0
    let hint: RateLimitHint | undefined
    for await (const step of steps(source, { ...query, cursor: undefined }, () => context)) {
      hint = step.answer.hint ?? hint
      const found = usersOf(source, query, step)
      for (const { user } of found) all.push(user)
      bytes += keepOf(step, found.length, context)
      if (all.length > maximumUsers || bytes > maximumHeldBytes) {
        const much =
          all.length > maximumUsers ? `${maximumUsers} users` : `${maximumHeldBytes / 1024 / 1024} MB of users`
        throw tooLarge(
          `This list has more than ${much}. Narrow it by a filter, page through it without sort_by, or read it as application/x-ndjson.`,
        )
      }
    }
    return { users: all, hint }
  }

  const sorted = async (
    source: Source,
    query: ListQuery,
    sort: Sort,
    binding: string,
    context: CallContext,
  ): Promise<UserPage> => {
    const opened = query.cursor === undefined ? undefined : sealer.open(query.cursor, binding)
    const last = opened !== undefined && 'key' in opened ? opened.key : undefined
    const { users, hint } = await everyone(source, query, context)
    const all = users.map((user) => ({ user, key: sortKeyOf(user.user, sort) }))
    all.sort((left, right) => compareKeys(left.key, right.key, sort.direction))
    const rest = last === undefined ? all : all.filter(({ key }) => compareKeys(key, last, sort.direction) > 0)
    const page = query.ignoreLimit === true ? rest : rest.slice(0, query.limit)
    const end = page.at(-1)
    const nextCursor = end !== undefined && page.length < rest.length ? sealer.seal({ key: end.key }, binding) : null
    return { users: page.map(({ user }) => user), nextCursor, hint }
  }

  /** Vendor pages from a place on until `limit` users are together. */
  const collected = async (
    source: Source,
    query: ListQuery,
    from: Place,
    binding: string,
    context: CallContext,
  ): Promise<UserPage> => {
    const { adapter } = source
    const { maximumPageSize } = adapter.users.list
    const emulating = isEmulating(adapter, query, from)
    const size = emulating ? maximumPageSize : Math.min(query.limit, maximumPageSize)
    const sealed = (place: Place | undefined) => (place === undefined ? null : sealer.seal({ place }, binding))
    const users: MappedUser[] = []
    let bytes = 0
    let place: Place | undefined = from
    let hint: RateLimitHint | undefined
    for (let pages = 0; place !== undefined; pages += 1) {
      if (emulating && pages === maximumEmulatedPages) {
        if (users.length > 0) return { users, nextCursor: sealed(place), hint }
        throw tooLarge(
          `No user matched within ${maximumEmulatedPages} pages of ${adapter.name}, and there are more. ` +
            'Ask with "Accept: application/x-ndjson", which has no such limit.',
        )
      }
      // Only the first page comes out of the caller's cursor; what fails later is no fault of it.
      const asked = pages === 0 ? query : { ...query, cursor: undefined }
      const step: Step = await readPage(source, asked, place, size, context)
      hint = step.answer.hint ?? hint
      const found = usersOf(source, query, step)
      bytes += keepOf(step, found.length, context)
      for (const { user, index } of found) {
        users.push(user)
        if (users.length === query.limit) return { users, nextCursor: sealed(placeAfter(adapter, step, index)), hint }
      }
      place = step.next
      // What was found so far is a page of its own; the next one begins where it ends.
      if (bytes > maximumHeldBytes) return { users, nextCursor: sealed(place), hint }
    }
    return { users, nextCursor: null, hint }
  }

  const placeOf = (query: ListQuery, binding: string): Place => {
    const opened = query.cursor === undefined ? undefined : sealer.open(query.cursor, binding)
    return opened !== undefined && 'place' in opened ? opened.place : start
  }

  return {
    walk,
    page: async (source, query, binding, context) => {
      const { adapter } = source
      const { sort } = query
      const isNative = sort === undefined || (adapter.users.list.nativeSorts ?? []).includes(sort.field)
      if (!isNative) return sorted(source, query, sort, binding, context)
      if (query.ignoreLimit === true) return { ...(await everyone(source, query, context)), nextCursor: null }
      const page = await collected(source, query, placeOf(query, binding), binding, context)
      const emulate = query.cursor === undefined && page.users.length === 0 ? uncertain(adapter, query) : []
      return emulate.length === 0 ? page : collected(source, query, { ...start, emulate }, binding, context)
    },
    raw: async (source, query, binding, context) => {
      const place = placeOf(query, binding)
      const size = wholePageSize(source.adapter, place, query.limit)
      const step = await readPage(source, query, place, size, context, true)
      return {
        answer: step.answer,
        nextCursor: step.next === undefined ? null : sealer.seal({ place: step.next }, binding),
      }
    },
  }
}
