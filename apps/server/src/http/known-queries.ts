import type { Request } from 'express'
import type { Route } from '../contract/routes.ts'
import type { ParsedQuery, RequestState } from './request-state.ts'

/**
 * Queries that were found without fault, as the validator left them, so that a query which comes again is neither parsed
 * nor validated again. The id of the account is no part of what is remembered: one entry serves all accounts.
 */

const maximumEntries = 2000
/** In characters; longer ones are validated each time. */
const longestKey = 600

/** Stands for a header that was not sent, and can be none. */
const absent = '\r'

const accountParameter = /(^|&)integrated_account_id=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=&|$)/

/** A request as the validator sees it, split into what is remembered and the account that it names. */
export interface QueryKey {
  readonly text: string
  readonly accountId: string | undefined
}

type Asked = Pick<Request, 'params' | 'headers'>

/** All that the faults of a request depend on, as one text; `undefined` where the request is validated each time. */
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
    // A text that is bound by its length alone is no part of the key.
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

  /** A copy that may be changed at its top; `undefined`: not known. */
  get({ text, accountId }: QueryKey): ParsedQuery | undefined {
    const known = this.#queries.get(text)
    if (known === undefined) return undefined
    return accountId === undefined ? { ...known } : { ...known, integrated_account_id: accountId }
  }

  /** To be called after the validator has found no fault; the oldest entry makes room. */
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
