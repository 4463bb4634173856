import type { CallOptions, LooseClient, LooseOptions, Method, PathWith } from './calls.ts'
import type { FormatPaths } from './client-paths.ts'
import { unwrap } from './problem.ts'

/** A call whose answer is the vendor's own. `method` is `GET` by default. */
export type RawCall = <Path extends PathWith<Verb, FormatPaths>, Verb extends Method = 'GET'>(
  path: Path,
  options: { method?: Verb } & CallOptions<Verb, FormatPaths, Path>,
) => Promise<Response>

const verbs = { GET: 'get', POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const

/** Calls whose failures are thrown as a `ProblemError`, so that the response is always the vendor's, its body unread. */
export const rawCall =
  ({ request }: LooseClient): RawCall =>
  async (path: string, { method = 'GET', signal, ...options }: LooseOptions & { method?: Method }) => {
    const result = await request(verbs[method], path, { ...options, signal: signal ?? null, parseAs: 'stream' })
    unwrap(result)
    return result.response
  }
