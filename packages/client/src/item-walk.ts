import type { ParamsOption } from 'openapi-fetch'
import type { BarePath, LooseClient, LooseOptions, OperationOf } from './calls.ts'
import { looseCall } from './calls.ts'
import type { ClientPaths } from './client-paths.ts'
import { items, walk } from './pages.ts'

interface ListAnswer {
  content: { 'application/json': { result: unknown[]; next_cursor: string | null } }
}

/** The paths of lists: `GET` returns a page of items and the cursor of the next one. */
export type ListPath = {
  [Path in keyof ClientPaths]: ClientPaths[Path] extends { get: { responses: { 200: ListAnswer } } } ? Path : never
}[keyof ClientPaths]

type ItemOf<Path extends ListPath> = ClientPaths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': { result: (infer Item)[] } } } } }
}
  ? Item
  : never

/** The items of a walk: the parameters of the list. */
export type ListWalk<Path extends ListPath> = ParamsOption<OperationOf<'GET', ClientPaths, Path>> & {
  /** Ends the walk at any time. */
  signal?: AbortSignal | undefined
}

/** A walk over all items of a list, from the first or from `next_cursor` on; a failure is thrown as a `ProblemError`. */
export interface ItemWalk {
  <Path extends ListPath>(path: Path, options: ListWalk<Path>): AsyncGenerator<ItemOf<Path>, void, undefined>
  <Path extends ListPath & BarePath<'GET', ClientPaths>>(path: Path): AsyncGenerator<ItemOf<Path>, void, undefined>
}

/** A page of items of unknown type. */
interface Page {
  result: never[]
  next_cursor: string | null
}

/** The walks over the lists of a client. */
export const itemWalk = (client: LooseClient): ItemWalk => {
  const get = looseCall(client, 'get')
  return (path: string, { params, signal }: Pick<LooseOptions, 'params' | 'signal'> = {}) => {
    const { query = {} } = params ?? {}
    const first = 'next_cursor' in query && typeof query.next_cursor === 'string' ? query.next_cursor : undefined
    const pages = walk<Page>(first, signal ?? undefined, (next_cursor) =>
      get(path, { params: { ...params, query: { ...query, next_cursor } }, signal }),
    )
    return items(pages, signal ?? undefined)
  }
}
