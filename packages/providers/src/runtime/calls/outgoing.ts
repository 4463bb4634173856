import type { MethodName } from '@rollcall/contract'
import type { Access, Account, Credential } from '../../account.ts'
import type { Adapter, Filters, Sort, VendorRequest } from '../../contract.ts'
import type { CallContext } from '../limits/context.ts'
import { addressOf, assertRemoteQuery } from './address.ts'
import { authorise, placementOf, secretsOf } from './authorise.ts'
import { acceptedCodings } from './content-coding.ts'
import type { OutgoingRequest } from './exchange.ts'
import { assertLink, assertVariables, baseUrlOf } from './hosts.ts'
import { credential } from './template.ts'

/** Turns an adapter's request into the request that is sent: address, headers, body, credential. */

export interface Call {
  readonly adapter: Adapter<never>
  readonly account: Account
  readonly operation: MethodName
  readonly context: CallContext
  /** Shared by the vendor calls of one operation: see `accessOf`. */
  readonly session: { access?: Access }
  readonly remoteQuery?: Readonly<Record<string, unknown>> | undefined
  /** The filters and the sort of the list, applied by the vendor or by the engine. */
  readonly filters?: Filters | undefined
  readonly sort?: Sort | undefined
  /** A request is not repeated after a broken answer. */
  readonly once?: boolean | undefined
}

/** The account, opened once for all vendor calls of an operation; a renewed access replaces the opened one. */
export const accessOf = ({ session, account, context }: Call): Access | Promise<Access> => {
  if (session.access !== undefined) return session.access
  const opened = account.open(context.signal)
  if (opened instanceof Promise) {
    return opened.then((access) => {
      session.access ??= access
      return session.access
    })
  }
  session.access = opened
  return opened
}

/** A request of the adapter, or a link of the vendor with the request whose headers are sent too. */
export type Target = VendorRequest | { readonly link: string; readonly like: VendorRequest }

/** As JSON, with the secret in place of the adapter's placeholder; a text is never treated as a placeholder. */
const bodyText = (body: unknown, secret: string): string =>
  JSON.stringify(body, (_name, value: unknown) => (value === credential ? secret : value))

const secretOf = (given: Credential): string => {
  if (given.kind === 'token') return given.accessToken
  return given.kind === 'api_key' ? given.apiKey : given.password
}

/** What all requests of an account have in common. */
export interface Common {
  readonly base: URL
  /** The address as a text, without trailing slash. */
  readonly prefix: string
  /** Headers of every request, before its own. */
  readonly headers: Readonly<Record<string, string>>
  /** The headers of a request without its own. */
  readonly allHeaders: Readonly<Record<string, string>>
  /** Headers that authenticate; no other header replaces them. */
  readonly authentication: Readonly<Record<string, string>>
  /** The value of the placeholder for the credential. */
  readonly secret: string
  /** What must never be shown; always the same list for the same credential. */
  readonly secrets: readonly string[]
}

interface Known extends Common {
  readonly adapter: Adapter<never>
  readonly method: Account['method']
}

const known = new WeakMap<Access, Known>()

const lowerCased = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/**
 * Made once for each time that an account is opened.
 * @throws ProviderFailure when a request would go to a host that is not the vendor's
 */
export const commonOf = (
  { adapter, account: { method } }: Pick<Call, 'adapter' | 'account'>,
  access: Access,
): Common => {
  const found = known.get(access)
  if (found !== undefined && found.adapter === adapter && found.method === method) return found
  const { credential: given, variables } = access
  assertVariables(adapter, variables)
  const authentication = authorise(placementOf(adapter, method), given, variables)
  const base = baseUrlOf(adapter, variables)
  const headers = {
    accept: 'application/json',
    'accept-encoding': acceptedCodings,
    'user-agent': 'Rollcall',
    ...lowerCased(adapter.headers),
  }
  const common: Known = {
    adapter,
    method,
    base,
    prefix: `${base.origin}${base.pathname.replace(/\/$/, '')}`,
    headers,
    allHeaders: Object.freeze({ ...headers, ...authentication }),
    authentication,
    secret: secretOf(given),
    secrets: secretsOf(given, authentication),
  }
  known.set(access, common)
  return common
}

/**
 * @throws ProviderFailure when the request would go to a host that is not the vendor's; Refusal for a forbidden key of
 * `remote_query`.
 */
export const outgoingRequest = (call: Call, target: Target, { variables }: Access, common: Common): OutgoingRequest => {
  const { adapter } = call
  const request = 'link' in target ? target.like : target
  if (call.remoteQuery !== undefined) assertRemoteQuery(adapter, request, call.remoteQuery)
  const url =
    'link' in target
      ? assertLink(adapter, common.base, target.link)
      : addressOf(common.prefix, request, variables, call.remoteQuery, common.secret)
  const method = request.method ?? 'GET'
  if (request.form === undefined && request.body === undefined && request.headers === undefined) {
    return { provider: adapter.slug, method, url, headers: common.allHeaders }
  }
  const headers: Record<string, string> = { ...common.headers }
  let body: string | undefined
  if (request.form !== undefined) {
    body = new URLSearchParams(request.form).toString()
    headers['content-type'] = 'application/x-www-form-urlencoded'
  } else if (request.body !== undefined) {
    body = bodyText(request.body, common.secret)
    headers['content-type'] ??= 'application/json'
  }
  Object.assign(headers, lowerCased(request.headers), common.authentication)
  return { provider: adapter.slug, method, url, headers, body }
}
