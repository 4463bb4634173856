import { Buffer } from 'node:buffer'
import type { OAuthClient } from '../../account.ts'
import type { Adapter, Fillable, TokenEndpoint, Variables } from '../../contract.ts'
import { acceptedCodings } from '../calls/content-coding.ts'
import type { IncomingResponse, Transport } from '../calls/exchange.ts'
import { assertVendorUrl, fill } from '../calls/hosts.ts'
import { parseJson } from '../calls/request.ts'
import { withDefaults } from '../calls/variables.ts'
import { ProviderFailure } from '../failures.ts'
import type { CallContext } from '../limits/context.ts'

/** One call to a vendor's token or revocation endpoint, and its answer. */

export type OAuthAdapter = Pick<Adapter<never>, 'slug' | 'name' | 'account' | 'hosts' | 'authentication'>

export interface TokenInput {
  readonly adapter: OAuthAdapter
  readonly variables: Variables
  readonly method: 'oauth2' | 'client_credentials'
  readonly client: OAuthClient
  readonly refreshToken?: string
  /** Exchanged instead of a refresh token. */
  readonly code?: { readonly code: string; readonly redirectUri: string; readonly codeVerifier?: string }
  readonly transport: Transport
  readonly now: () => number
  readonly context: CallContext
}

/** Names and values of a token call. */
export type Fields = Readonly<Record<string, string>>

const basicOf = (client: OAuthClient): string => Buffer.from(`${client.id}:${client.secret}`).toString('base64')

/** What authenticates the client, for redaction. */
export const clientSecretsOf = (client: OAuthClient): string[] => [client.secret, basicOf(client)]

export const filled = (fillables: Readonly<Record<string, Fillable>> | undefined, values: Fields): Fields =>
  Object.fromEntries(Object.entries(fillables ?? {}).map(([name, fillable]) => [name, fill(fillable, values)]))

/** A text that is not blank. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** An answer with tokens is small. */
const maximumTokenBytes = 1024 * 1024

/** One POST to a token or revocation endpoint, with the client authenticated as the vendor requires it. */
export const post = async (
  input: Pick<TokenInput, 'adapter' | 'variables' | 'client' | 'transport' | 'context'>,
  address: Fillable,
  endpoint: Pick<TokenEndpoint, 'format' | 'clientAuthentication'>,
  fields: Fields,
): Promise<{ readonly url: URL; readonly response: IncomingResponse }> => {
  const url = assertVendorUrl(input.adapter, fill(address, withDefaults(input.adapter.account, input.variables)))
  const { client } = input
  const { clientAuthentication = 'body', format = 'form' } = endpoint
  const inBody = clientAuthentication === 'body'
  // An app without secret (installed apps) sends none; an empty one would be wrong.
  const credentials = { client_id: client.id, ...(client.secret === '' ? {} : { client_secret: client.secret }) }
  const body = inBody ? { ...credentials, ...fields } : fields
  const json = format === 'json'
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': acceptedCodings,
    'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
  }
  if (!inBody) headers.authorization = `Basic ${basicOf(client)}`
  try {
    const response = await input.transport.send(
      {
        provider: input.adapter.slug,
        method: 'POST',
        url,
        headers,
        maximumBytes: maximumTokenBytes,
        body: json ? JSON.stringify(body) : new URLSearchParams(body).toString(),
      },
      input.context,
    )
    return { url, response }
  } catch (error) {
    if (!(error instanceof ProviderFailure) || error.options.mayHaveBeenApplied !== true) throw error
    // Only the token call may have been applied; it had no write of the caller.
    throw new ProviderFailure(error.slug, error.message, { ...error.options, mayHaveBeenApplied: false })
  }
}

/** Parsed JSON, else the text, also of JSON that is too deep to be read; `undefined` when empty. */
export const parsedBody = (response: IncomingResponse): unknown => {
  try {
    return parseJson(response.body, response.headers['content-type'], { host: '' })
  } catch {
    // A body that is not JSON, or too deep, is shown as text.
    return response.body.toString('utf8')
  }
}
