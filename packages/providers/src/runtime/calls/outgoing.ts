import type { MethodName } from '@rollcall/contract'
import type { Access, Account, Credential } from '../../account.ts'
import type { Adapter, Filters, Sort, VendorRequest } from '../../contract.ts'
import type { CallContext } from '../limits/context.ts'
import { addressOf, assertRemoteQuery } from './address.ts'
import { authorise, placementOf } from './authorise.ts'
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

/** @throws ProviderFailure when the request would leave the vendor; Refusal for what `remote_query` may not say. */
export const outgoingRequest = (call: Call, target: Target, access: Access): OutgoingRequest => {
  const { adapter, account } = call
  const { credential: given, variables } = access
  const request = 'link' in target ? target.like : target
  assertVariables(adapter, variables)
  const base = baseUrlOf(adapter, variables)
  if (call.remoteQuery !== undefined) assertRemoteQuery(adapter, request, call.remoteQuery)
  const url =
    'link' in target
      ? assertLink(adapter, base, target.link)
      : addressOf(base, request, variables, call.remoteQuery, secretOf(given))
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': acceptedCodings,
    'user-agent': 'Rollcall',
  }
  for (const [name, value] of Object.entries(adapter.headers ?? {})) headers[name.toLowerCase()] = value
  let body: string | undefined
  if (request.form !== undefined) {
    body = new URLSearchParams(request.form).toString()
    headers['content-type'] = 'application/x-www-form-urlencoded'
  } else if (request.body !== undefined) {
    body = bodyText(request.body, secretOf(given))
    headers['content-type'] ??= 'application/json'
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value
  Object.assign(headers, authorise(placementOf(adapter, account.method), given, variables))
  return { provider: adapter.slug, method: request.method ?? 'GET', url, headers, body }
}
