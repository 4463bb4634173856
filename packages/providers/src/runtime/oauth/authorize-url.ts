import { createHash, randomBytes } from 'node:crypto'
import type { Variables } from '../../contract.ts'
import { assertVendorUrl, fill, fitsVariable } from '../calls/hosts.ts'
import { withDefaults } from '../calls/variables.ts'
import { ProviderFailure } from '../failures.ts'
import { filled, type OAuthAdapter } from './token-endpoint.ts'

/** Where a user consents to OAuth. */

/** A new PKCE verifier (RFC 7636), 43 characters; kept with the state until the code arrives. */
export const createCodeVerifier = (): string => randomBytes(32).toString('base64url')

export interface AuthorizeInput {
  readonly adapter: OAuthAdapter
  readonly variables: Variables
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  /** Instead of the adapter's own. */
  readonly scopes?: readonly string[]
  /** Required and used where the adapter declares `pkce`. */
  readonly codeVerifier?: string | undefined
  /** Replaces every vendor's origin, as for the transport. */
  readonly vendorOrigin?: string | undefined
}

/**
 * The vendor's address where a user consents.
 * @throws ProviderFailure `provider-error` when a variable is missing or results in a host that is not the vendor's.
 */
export const authorizeUrl = (input: AuthorizeInput): string => {
  const { adapter } = input
  const variables = withDefaults(adapter.account, input.variables)
  const { oauth2 } = adapter.authentication
  if (oauth2 === undefined) throw new ProviderFailure('provider-error', `${adapter.name} does not support OAuth.`)
  const address = fill(oauth2.authorizeUrl, variables)
  // No credential is sent to a consent page, so its fixed host need not be among `hosts`; one made of variables must.
  const url = typeof oauth2.authorizeUrl === 'string' ? new URL(address) : assertVendorUrl(adapter, address)
  const scopes = (input.scopes ?? oauth2.scopes).map((scope) => fill(scope, variables))
  const parameters: Record<string, string> = {
    client_id: input.clientId,
    redirect_uri: input.redirectUri,
    response_type: 'code',
    state: input.state,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(oauth2.scopeSeparator ?? ' ') }),
  }
  if (oauth2.pkce) {
    if (input.codeVerifier === undefined)
      throw new ProviderFailure('internal', `${adapter.name} needs a code verifier.`)
    parameters.code_challenge = createHash('sha256').update(input.codeVerifier).digest('base64url')
    parameters.code_challenge_method = 'S256'
  }
  for (const [name, value] of Object.entries({ ...parameters, ...filled(oauth2.authorizeParameters, variables) })) {
    url.searchParams.set(name, value)
  }
  // %20, which every server reads, for the blanks between scopes; a plus sign itself is %2B already.
  url.search = url.search.replaceAll('+', '%20')
  if (input.vendorOrigin === undefined) return url.toString()
  return `${input.vendorOrigin}/${adapter.slug}${url.pathname}${url.search}`
}

/**
 * The account's variables with what the vendor's redirect after the consent adds: they decide where the code is exchanged.
 * @throws ProviderFailure `provider-error` when a variable does not match its pattern
 */
export const afterConsent = (
  adapter: OAuthAdapter,
  variables: Variables,
  query: Readonly<Record<string, string>>,
): Variables => {
  const brought = adapter.authentication.oauth2?.callback?.(query) ?? {}
  for (const [name, value] of Object.entries(brought)) {
    if (fitsVariable(adapter.account[name], value)) continue
    throw new ProviderFailure(
      'provider-error',
      `${adapter.name} answered the consent with a "${name}" that does not have the expected form.`,
    )
  }
  return { ...variables, ...brought }
}
