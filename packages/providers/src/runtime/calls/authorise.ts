import { Buffer } from 'node:buffer'
import type { Credential } from '../../account.ts'
import type { Adapter, AuthenticationMethod, Placement, TokenEndpoint, Variables } from '../../contract.ts'
import { ProviderFailure } from '../failures.ts'
import { fill } from './hosts.ts'
import { accessToken, template } from './template.ts'

/** Adds the credential to a request, and lists what must never be shown of it. */

const base64 = (text: string): string => Buffer.from(text).toString('base64')

// Undici refuses these too (RFC 9110, field-value); they are refused here so that the error names the credential.
const fitsHeader = (value: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(value)

/** Where a token is sent unless the adapter has another place (RFC 6750). */
const bearer: Placement = { headers: { authorization: template`Bearer ${accessToken}` } }

const ofToken = (endpoint: TokenEndpoint | undefined): Placement | undefined =>
  endpoint === undefined ? undefined : (endpoint.placement ?? bearer)

/**
 * Where the credentials of this method are sent in a request of the adapter. @throws ProviderFailure `account-needs-reauth`
 * when the adapter does not support the method.
 */
export const placementOf = (
  adapter: Pick<Adapter<never>, 'name' | 'authentication'>,
  method: AuthenticationMethod,
): Placement => {
  const { oauth2, client_credentials, api_key, basic } = adapter.authentication
  const placement = {
    oauth2: ofToken(oauth2),
    client_credentials: ofToken(client_credentials),
    api_key,
    basic,
  }[method]
  if (placement === undefined) {
    throw new ProviderFailure(
      'account-needs-reauth',
      `${adapter.name} does not support credentials of the method "${method}".`,
    )
  }
  return placement
}

const valuesOf = (credential: Credential): Record<string, string> => {
  if (credential.kind === 'token') return { access_token: credential.accessToken }
  if (credential.kind === 'api_key') return { api_key: credential.apiKey }
  return { username: credential.username, password: credential.password }
}

/**
 * The headers that authenticate a request, names in lower case.
 * @throws ProviderFailure `account-needs-reauth` for a value that a header cannot hold, `provider-error` for a template
 * whose value the account lacks.
 */
export const authorise = (
  placement: Placement,
  credential: Credential,
  variables: Variables,
): Record<string, string> => {
  const values = { ...variables, ...valuesOf(credential) }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(placement.headers ?? {})) {
    headers[name.toLowerCase()] = fill(value, values)
  }
  if (placement.basic !== undefined) {
    const username = fill(placement.basic.username, values)
    headers.authorization = `Basic ${base64(`${username}:${fill(placement.basic.password, values)}`)}`
  }
  if (!Object.values(headers).every(fitsHeader)) {
    throw new ProviderFailure('account-needs-reauth', 'The credential has characters that a header cannot hold.')
  }
  return headers
}

/**
 * What must never be shown, in whatever spelling: the secret of a credential, and the value after `Basic` in the headers made
 * from it. A user name is not a secret.
 */
export const secretsOf = (credential: Credential, headers: Readonly<Record<string, string>> = {}): string[] => {
  const own =
    credential.kind === 'token'
      ? credential.accessToken
      : credential.kind === 'api_key'
        ? credential.apiKey
        : credential.password
  const basic = Object.values(headers).flatMap((value) => (value.startsWith('Basic ') ? [value.slice(6)] : []))
  return [...new Set([own, ...basic])].filter((secret) => secret !== '')
}
