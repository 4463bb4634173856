import type { Request } from 'express'
import type { Route } from '../contract/routes.ts'
import type { ParsedQuery, RequestState } from './request-state.ts'

/**
 * A cache of valid queries after validation, so that a repeated query is neither parsed nor validated again. The id of the
 * account is not part of an entry: one entry is used for all accounts.
 */

const maximumEntries = 2000
/** In characters; longer ones are validated each time. */
const longestKey = 600

/** Marks a header that was not sent; no header can have this value. */
const absent = '\r'

const accountParameter = /(^|&)integrated_account_id=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=&|$)/

/** A request as the validator sees it, split into the cached part and the account that it names. */
export interface QueryKey {
  readonly text: string
  readonly accountId: string | undefined
}

type Asked = Pick<Request, 'params' | 'headers'>

/** Everything that the faults of a request depend on, as one text; `undefined` where the request is validated each time. */
export const queryKeyOf = (
  route: Route,
  { params, headers }: Asked,
  { rawQuery, token }: Pick<RequestState, 'rawQuery' | 'token'>,
): QueryKey | undefined => {
  if (route.body !== undefined || rawQuery.length > longestKey) return undefined
  const parts: string[] = [route.id, token?.accountId ?? '', headers.accept ?? '']
  for (const { name, isIn, maximumLength } of route.constrained) {
    const value = isIn === 'path' ? params[name] : headers[name]
    if (typeof value !== 'string' && value !== undefined) return undefined
    // A text whose only rule is its length is not part of the key.
    if (maximumLength === undefined) parts.push(value ?? absent)
    else if ((value?.length ?? 0) > maximumLength) return undefined
  }
  const named = accountParameter.exec(rawQuery)
  const [whole = '', separator = '', accountId] = named ?? []
  const rest =
    named === null ? rawQuery : rawQuery.slice(0, named.index) + separator + rawQuery.slice(named.index + whole.length)
  // No header and no query holds a line break, and each operation has its number of parts: no two requests share a key.
  const text = [...parts, named === null ? 'no account' : 'account', rest].join('\n')
  return text.length > longestKey ? undefined : { text, accountId }
}

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}

export class KnownQueries {
  readonly #queries = new Map<string, ParsedQuery>()

  /** A copy that may be changed at its top; `undefined`: not cached. */
  get({ text, accountId }: QueryKey): ParsedQuery | undefined {
    const known = this.#queries.get(text)
    if (known === undefined) return undefined
    return accountId === undefined ? { ...known } : { ...known, integrated_account_id: accountId }
  }

  /** Called after the validator has found no fault; the oldest entry is removed. */
  put({ text }: QueryKey, query: ParsedQuery): void {
    if (this.#queries.size >= maximumEntries) {
      for (const oldest of this.#queries.keys()) {
        this.#queries.delete(oldest)
        break
      }
    }
    const copy = { ...query }
    for (const member of Object.values(copy)) frozen(member)
    this.#queries.set(text, copy)
  }
}
