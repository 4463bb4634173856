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

/** From what an adapter asks for to the request that leaves: address, headers, body, credential. */

export interface Call {
  readonly adapter: Adapter<never>
  readonly account: Account
  readonly operation: MethodName
  readonly context: CallContext
  /** Shared by the vendor calls of one operation: see `accessOf`. */
  readonly session: { access?: Access }
  readonly remoteQuery?: Readonly<Record<string, unknown>> | undefined
  /** What the list is narrowed and sorted by, at the vendor or here. */
  readonly filters?: Filters | undefined
  readonly sort?: Sort | undefined
  /** A broken answer is not asked for again. */
  readonly once?: boolean | undefined
}

/** The account, opened once for all vendor calls of an operation; a renewal takes the place of what was opened. */
export const accessOf = async ({ session, account, context }: Call): Promise<Access> => {
  session.access ??= await account.open(context.signal)
  return session.access
}

/** A request of the adapter's, or a link that the vendor gave, with the request whose headers go along. */
export type Target = VendorRequest | { readonly link: string; readonly like: VendorRequest }

/** As JSON, with the secret where the adapter put the placeholder; no text is ever taken for it. */
const bodyText = (body: unknown, secret: string): string =>
  JSON.stringify(body, (_name, value: unknown) => (value === credential ? secret : value))

const secretOf = (given: Credential): string => {
  if (given.kind === 'token') return given.accessToken
  return given.kind === 'api_key' ? given.apiKey : given.password
}

/** What all requests of an account have in common. */
export interface Common {
  /** Without trailing slash. */
  readonly base: URL
  /** Of every request, before its own. */
  readonly headers: Readonly<Record<string, string>>
  /** Those that authenticate; no other takes their place. */
  readonly authentication: Readonly<Record<string, string>>
  /** What a placeholder for the credential stands for. */
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
 * Worked out once for each time that an account is opened.
 * @throws ProviderFailure when the requests would leave the vendor
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
  const common: Known = {
    adapter,
    method,
    base: baseUrlOf(adapter, variables),
    headers: {
      accept: 'application/json',
      'accept-encoding': acceptedCodings,
      'user-agent': 'Rollcall',
      ...lowerCased(adapter.headers),
    },
    authentication,
    secret: secretOf(given),
    secrets: secretsOf(given, authentication),
  }
  known.set(access, common)
  return common
}

/** @throws ProviderFailure when the request would leave the vendor; Refusal for what `remote_query` may not say. */
export const outgoingRequest = (call: Call, target: Target, { variables }: Access, common: Common): OutgoingRequest => {
  const { adapter } = call
  const request = 'link' in target ? target.like : target
  if (call.remoteQuery !== undefined) assertRemoteQuery(adapter, request, call.remoteQuery)
  const url =
    'link' in target
      ? assertLink(adapter, common.base, target.link)
      : addressOf(common.base, request, variables, call.remoteQuery, common.secret)
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
  return { provider: adapter.slug, method: request.method ?? 'GET', url, headers, body }
}
