import type { Result } from './problem.ts'
import { unwrap } from './problem.ts'

/** A list returned a cursor for the second time: the walk would never end. */
export class RepeatedCursorError extends Error {
  override readonly name = 'RepeatedCursorError'
  /** The cursor. */
  readonly cursor: string

  constructor(cursor: string) {
    super('The list returned the same cursor twice.')
    this.cursor = cursor
  }
}

/** The cursor of the next page. */
interface Page {
  next_cursor: string | null
}

/**
 * Every page from the given cursor on. Throws a `ProblemError` for a page that fails, a `RepeatedCursorError`, and the
 * signal's reason when it is aborted between pages.
 */
export async function* walk<Answer extends Page>(
  first: string | undefined,
  signal: AbortSignal | undefined,
  fetchPage: (cursor: string | undefined) => Promise<Result<Answer>>,
): AsyncGenerator<Answer, void, undefined> {
  const seen = new Set<string>()
  let cursor = first
  do {
    signal?.throwIfAborted()
    if (cursor !== undefined && seen.has(cursor)) throw new RepeatedCursorError(cursor)
    if (cursor !== undefined) seen.add(cursor)
    const page = unwrap(await fetchPage(cursor))
    yield page
    cursor = page.next_cursor || undefined
  } while (cursor !== undefined)
}

/** The items of every page, one by one. */
export async function* items<Item>(
  pages: AsyncIterable<{ result: Item[] }>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Item, void, undefined> {
  for await (const { result } of pages) {
    for (const item of result) {
      signal?.throwIfAborted()
      yield item
    }
  }
}

/** A page whose `result` is an array, also when the query keys it. */
export async function* arrayPages<Item, Answer extends { result: Item[] | { [key: string]: Item } }>(
  pages: AsyncIterable<Answer>,
): AsyncGenerator<Omit<Answer, 'result'> & { result: Item[] }, void, undefined> {
  for await (const page of pages) {
    yield { ...page, result: Array.isArray(page.result) ? page.result : Object.values(page.result) }
  }
}
