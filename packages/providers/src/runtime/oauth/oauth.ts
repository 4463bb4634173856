import type { JsonObject, OAuth2, TokenEndpoint, Variables } from '../../contract.ts'
import { fill, fitsVariable } from '../calls/hosts.ts'
import { changedVariables, withDefaults } from '../calls/variables.ts'
import type { RemoteAnswer } from '../failures.ts'
import { ProviderFailure } from '../failures.ts'
import { isObject } from '../json/json.ts'
import { type Fields, filled, isText, type OAuthAdapter, parsedBody, post, type TokenInput } from './token-endpoint.ts'
import { redactedTokenAnswer, tokenFailureOf } from './token-failure.ts'

/** The OAuth calls of every vendor: consent address, tokens, revocation. Uses the adapter's declaration only. */

/** The result of a token endpoint. */
export interface TokenSet {
  readonly accessToken: string
  /** Only when the answer has one; absent: the old one stays in use. */
  readonly refreshToken?: string
  /** Milliseconds since the epoch; absent: until the vendor answers 401. */
  readonly expiresAtMs?: number
  /** The account's variables with those of the answer. */
  readonly variables: Variables
  /** The vendor's id of the user that the token belongs to, where the answer has it. */
  readonly principal?: string
}

const grantOf = (input: TokenInput): Fields => {
  if (input.method === 'client_credentials') return { grant_type: 'client_credentials' }
  if (input.code !== undefined) {
    const { code, redirectUri, codeVerifier } = input.code
    return {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...(codeVerifier === undefined ? {} : { code_verifier: codeVerifier }),
    }
  }
  if (input.refreshToken !== undefined && input.refreshToken !== '') {
    return { grant_type: 'refresh_token', refresh_token: input.refreshToken }
  }
  throw new ProviderFailure(
    'account-needs-reauth',
    `The account has no refresh token for ${input.adapter.name}; connect the account again.`,
  )
}

const lifetimeMs = (answer: JsonObject, endpoint: TokenEndpoint): number | undefined => {
  const lifetime = isText(answer.expires_in) ? Number(answer.expires_in) : answer.expires_in
  // Zero or less is not the lifetime of a new token; with it each call would request another token.
  const seconds =
    typeof lifetime === 'number' && Number.isFinite(lifetime) && lifetime > 0 ? lifetime : endpoint.lifetimeSeconds
  return seconds === undefined ? undefined : Math.floor(seconds * 1000)
}

/**
 * The variables of an answer decide where the next token is sent, so they are checked before they are stored. An answer with
 * a wrong address is refused as a whole: the account keeps its tokens, also where this one would have replaced its refresh
 * token.
 */
const assertBrought = (adapter: OAuthAdapter, brought: Variables, remote: () => RemoteAnswer): void => {
  for (const [name, value] of Object.entries(brought)) {
    if (fitsVariable(adapter.account[name], value)) continue
    throw new ProviderFailure(
      'provider-error',
      `${adapter.name} returned a token whose "${name}" does not have the expected form; the account keeps its former token.`,
      { remote: remote() },
    )
  }
}

/** Runs the adapter's reader of the answer; an error in it means that the answer is not understood. */
const added = (input: TokenInput, oauth2: OAuth2 | undefined, answer: JsonObject, remote: () => RemoteAnswer) => {
  const { account } = input.adapter
  const known = withDefaults(account, input.variables)
  const notUnderstood = (cause?: unknown): ProviderFailure =>
    new ProviderFailure('provider-error', `${input.adapter.name} returned a token without its required members.`, {
      cause,
      remote: remote(),
    })
  let variables: unknown
  let principal: unknown
  try {
    variables = oauth2?.account?.(answer, known) ?? {}
    principal = input.method === 'oauth2' ? oauth2?.principal?.(answer) : undefined
  } catch (cause) {
    throw notUnderstood(cause)
  }
  if (principal !== undefined && typeof principal !== 'string') throw notUnderstood()
  const brought: Record<string, string> = {}
  if (!isObject(variables)) throw notUnderstood()
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value !== 'string') throw notUnderstood()
    const own = account[name]?.canonical?.(value) ?? value
    if (account[name]?.belongs?.(own, known) === false) throw notUnderstood()
    brought[name] = own
  }
  assertBrought(input.adapter, brought, remote)
  return { variables: changedVariables(account, known, brought), ...(principal === undefined ? {} : { principal }) }
}

/**
 * A new access token: for a code, a refresh token, or the client's own credentials.
 * @throws ProviderFailure `account-needs-reauth` when the vendor refuses for good, `provider-rate-limited` with the
 * wait, `provider-error` for an answer not understood, and what the transport throws.
 */
export const requestToken = async (input: TokenInput): Promise<TokenSet> => {
  const { oauth2, client_credentials } = input.adapter.authentication
  const endpoint = input.method === 'oauth2' ? oauth2 : client_credentials
  if (endpoint === undefined) {
    throw new ProviderFailure(
      'account-needs-reauth',
      `${input.adapter.name} does not support credentials of the method "${input.method}".`,
    )
  }
  const grant = grantOf(input)
  const values = {
    ...withDefaults(input.adapter.account, input.variables),
    client_id: input.client.id,
    client_secret: input.client.secret,
  }
  const scope = input.method === 'client_credentials' ? client_credentials?.scope : undefined
  const refreshes = grant.grant_type === 'refresh_token'
  const ofRefresh = refreshes ? oauth2?.refreshClientAuthentication : undefined
  const called = ofRefresh === undefined ? endpoint : { ...endpoint, clientAuthentication: ofRefresh }
  const fields = {
    ...grant,
    ...(scope === undefined ? {} : { scope: fill(scope, values) }),
    ...filled(endpoint.parameters, values),
  }
  const sentAtMs = input.now()
  const { url, response } = await post(input, endpoint.tokenUrl, called, fields)
  const answer = parsedBody(response)
  // The body counts, not the status: Zoho answers a failed call with 200.
  if (!isObject(answer) || !isText(answer.access_token)) throw tokenFailureOf(input, endpoint, url, response, answer)
  const lives = lifetimeMs(answer, endpoint)
  return {
    accessToken: answer.access_token,
    ...(isText(answer.refresh_token) ? { refreshToken: answer.refresh_token } : {}),
    ...(lives === undefined ? {} : { expiresAtMs: sentAtMs + lives }),
    ...added(input, oauth2, answer, () => redactedTokenAnswer(input, response, answer)),
  }
}

const revocationOf = (
  {
    accessToken = '',
    refreshToken = '',
  }: { readonly accessToken?: string | undefined; readonly refreshToken?: string | undefined },
  revokesBy: 'access_token' | undefined,
): Fields | undefined => {
  if (revokesBy === undefined && refreshToken !== '') return { token: refreshToken, token_type_hint: 'refresh_token' }
  return accessToken === '' ? undefined : { token: accessToken, token_type_hint: 'access_token' }
}

/**
 * Revokes an account's tokens at the vendor (RFC 7009), by the refresh token where there is one. Best effort: `true` when the
 * vendor accepted it, `false` otherwise, also where it has no such call.
 */
export const revoke = async (
  input: Pick<TokenInput, 'adapter' | 'variables' | 'client' | 'transport' | 'context'> & {
    readonly accessToken?: string | undefined
    readonly refreshToken?: string | undefined
  },
): Promise<boolean> => {
  const { oauth2 } = input.adapter.authentication
  const fields = revocationOf(input, oauth2?.revokesBy)
  if (oauth2?.revokeUrl === undefined || fields === undefined) return false
  try {
    const { response } = await post(input, oauth2.revokeUrl, oauth2, fields)
    const body = parsedBody(response)
    return response.status >= 200 && response.status < 300 && !(isObject(body) && isText(body.error))
  } catch {
    return false
  }
}
