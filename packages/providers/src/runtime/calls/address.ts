import type { Adapter, Query, Variables, VendorRequest } from '../../contract.ts'
import { ProviderFailure, Refusal } from '../failures.ts'
import { credential, type Placeholder, userId } from './template.ts'

/** From a vendor request and an account to the address that is called. */

/** Values of which nothing has to be encoded, without dot segments. */
const plainSegment = /^[\w~-]+$/

/** One path segment, percent-encoded so that it names only itself; dot segments cannot be encoded. */
const segment = (value: string): string => {
  if (plainSegment.test(value)) return value
  if (value === '' || value === '.' || value === '..' || !value.isWellFormed())
    throw new ProviderFailure('user-not-found', 'There is no such user.')
  return encodeURIComponent(value).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

const appendQuery = (search: URLSearchParams, query: Query): void => {
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue
    if (typeof value === 'object') for (const item of value) search.append(name, String(item))
    else search.append(name, String(value))
  }
}

/** `remote_query` as bracketed names, as it was sent. */
export const appendNested = (search: URLSearchParams, name: string, value: unknown): void => {
  if (Array.isArray(value)) for (const item of value) appendNested(search, `${name}[]`, item)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) appendNested(search, `${name}[${key}]`, member)
  } else search.append(name, String(value ?? ''))
}

/** Query names that authenticate at some vendor; no caller may set them at any vendor. */
const credentialNames =
  /^(?:x-)?(?:access[_-]?token|api[_-]?key|api[_-]?token|auth|auth[_-]?token|authorization|client[_-]?(?:id|secret)|code|credential|hapikey|jwt|key|oauth[_-]?token|password|refresh[_-]?token|secret|session(?:[_-]?id)?|sid|token|_bearer_token|user[_-]?key)$/i

/**
 * Refuses the keys that `remote_query` may not have, each by name.
 * @throws Refusal `invalid-request`
 */
export const assertRemoteQuery = (
  adapter: Pick<Adapter<never>, 'name' | 'refusedQueryKeys'>,
  request: VendorRequest,
  remoteQuery: Readonly<Record<string, unknown>>,
): void => {
  const own = new Set(Object.keys(request.query ?? {}).map((name) => name.toLowerCase()))
  const refused = new Set((adapter.refusedQueryKeys ?? []).map((name) => name.toLowerCase()))
  const errors = Object.entries(remoteQuery).flatMap(([name, value]) => {
    const plain = name.toLowerCase().split('[')[0] ?? ''
    // In the spelling that is sent: `page[size]` of JSON:API can also be nested.
    const sent = new URLSearchParams()
    appendNested(sent, name, value)
    const names = [plain, ...[...sent.keys()].map((key) => key.toLowerCase())]
    const reason = credentialNames.test(plain)
      ? 'authenticates the call, which only the account does; leave it out'
      : names.some((key) => own.has(key) || own.has(key.replace(/\[\]$/, '')))
        ? 'is set by Rollcall itself; leave it out'
        : names.some((key) => refused.has(key))
          ? `can reach other data at ${adapter.name}; leave it out`
          : undefined
    return reason === undefined ? [] : [{ parameter: `remote_query[${name}]`, detail: `"${name}" ${reason}.` }]
  })
  if (errors.length > 0)
    throw new Refusal('invalid-request', 'remote_query has keys that a request must not set.', { errors })
}

/**
 * The address of a request, which begins with `prefix`: path segments and query percent-encoded; `secret` is the value of
 * `credential` in the path.
 */
export const addressOf = (
  prefix: string,
  request: VendorRequest,
  variables: Variables,
  remoteQuery: Readonly<Record<string, unknown>> | undefined,
  secret: string,
): URL => {
  const toText = (placeholder: Placeholder): string => {
    if (placeholder === credential) return secret
    const value = placeholder === userId ? request.userId : variables[placeholder.name]
    if (value === undefined) throw new Error(`A path needs the ${placeholder.name}, which has no value.`)
    return value
  }
  const path = typeof request.path === 'string' ? request.path : request.path.fill(toText, segment)
  const url = new URL(`${prefix}${path}`)
  if (request.query !== undefined) appendQuery(url.searchParams, request.query)
  if (remoteQuery !== undefined) {
    for (const [name, value] of Object.entries(remoteQuery)) appendNested(url.searchParams, name, value)
  }
  return url
}
