import type { TokenEndpoint } from '../../contract.ts'
import type { IncomingResponse } from '../calls/exchange.ts'
import { isAboutNetwork } from '../calls/verdict.ts'
import { ProviderFailure, quoting, type RemoteAnswer } from '../failures.ts'
import { isObject } from '../json/json.ts'
import { retryAfterSeconds } from '../limits/rate-limits.ts'
import { redact } from '../secrets/redact.ts'
import { clientSecretsOf, isText, type TokenInput } from './token-endpoint.ts'

/** The meaning of a token endpoint's answer without an access token. */

/** Seconds to wait after a 429 of a token endpoint that names no time. */
const defaultWaitSeconds = 30

const tooMany = /too[ _]many|rate[ _-]?(?:limit|exceeded)|slow[ _]down|throttl/i
/**
 * Vendors' sentences, under any code, `invalid_grant` too, when the same request may be accepted a moment later: "token
 * request is already being processed"
 * (https://help.salesforce.com/s/articleView?id=release-notes.rn_security_refresh_token_error.htm&release=252&type=5).
 */
const passing =
  /\b(?:re-?try|try again|already (?:being )?process|in progress|concurrent|temporar|maintenance|unavailable|timed? ?-?out|busy|unknown error|internal (?:server )?error)/i
/** The vendor or our own call is at fault: consenting again does not help. */
const brokenCodes = /^(?:temporarily_unavailable|server_error|general_error|unsupported_\w+)$/i
/** The grant is gone for certain (RFC 6749, OpenID Connect, and vendors' spellings of the same). */
const deadCodes =
  /^(?:invalid_(?:grant|code|token|refresh\w*)|bad_refresh_token|expired_\w*token|token_(?:expired|revoked)|inactive_(?:user|org)|(?:interaction|consent|login)_required)$/i
/** The OAuth app is refused, and its grant may be valid: consenting again does not help either. */
const appCodes = /^(?:invalid_client\w*|unauthorized_client|invalid_app\w*)$/i
/** Parts of the sentences of vendors whose error has no code, such as "Invalid grant: refresh_token is invalid". */
const badWords = /\b(?:invalid|expired|revoked|unknown|wrong|bad|missing|not found|inactive|does not exist)\b/i
const appWords = /\b(?:client|app|application)\b/i
const grantWords = /\b(?:grant|refresh token|token|code|consent|authorization)\b/i

type Outcome = 'dead' | 'app-refused' | 'network-refused' | 'rate-limited' | 'doubtful' | 'broken'

/** Texts that may have the reason, each cut before a pattern is run on it. */
const sentencesOf = (body: unknown): readonly string[] => {
  if (typeof body === 'string') return [body.slice(0, 500)]
  if (!isObject(body)) return []
  const nested = isObject(body.error) ? body.error : {}
  return [body.error_description, body.message, body.status, body.code, nested.message, body.error, nested.code]
    .filter(isText)
    .map((sentence) => sentence.slice(0, 500).replaceAll('_', ' '))
}

const codeOf = (body: unknown): string => {
  if (!isObject(body)) return ''
  const nested = isObject(body.error) ? body.error : {}
  return [body.error, nested.code, body.status, body.code].find(isText)?.slice(0, 100) ?? ''
}

/** The meaning of an answer without access token. An account loses its grant only where that is certain. */
const judge = (status: number, body: unknown): Outcome => {
  const sentences = sentencesOf(body)
  const says = (pattern: RegExp): boolean => sentences.some((sentence) => pattern.test(sentence))
  if (status === 429 || status === 420 || says(tooMany)) return 'rate-limited'
  if (status < 500 && sentences.some(isAboutNetwork)) return 'network-refused'
  if (!isObject(body) || status >= 500 || (status >= 300 && status < 400)) return 'broken'
  const code = codeOf(body)
  if (brokenCodes.test(code)) return 'broken'
  if (says(passing)) return 'doubtful'
  if (deadCodes.test(code)) return 'dead'
  if (appCodes.test(code)) return 'app-refused'
  const saysBad = (things: RegExp): boolean => sentences.some((words) => things.test(words) && badWords.test(words))
  if (saysBad(appWords)) return 'app-refused'
  // An invalid refresh token may be reported as invalid_request (league/oauth2-server).
  if (saysBad(grantWords)) return 'dead'
  // A 400 that does not mean a malformed call would be the same at every repeat; 403 may be from a gateway.
  const isUnspecific = status === 401 || (status === 400 && code !== 'invalid_request' && sentences.length > 0)
  return isUnspecific || code === 'access_denied' ? 'doubtful' : 'broken'
}

/** The answer of a token endpoint as it may be shown: without the secrets of the call and of a new token. */
export const redactedTokenAnswer = (input: TokenInput, response: IncomingResponse, body: unknown): RemoteAnswer => {
  const secrets = [
    ...clientSecretsOf(input.client),
    ...[input.refreshToken, input.code?.code, input.code?.codeVerifier].filter((secret) => secret !== undefined),
    ...(isObject(body) ? [body.access_token, body.refresh_token, body.id_token].filter(isText) : []),
  ]
  const shown = redact(body ?? null, secrets)
  const message = isObject(shown)
    ? [shown.error_description, shown.message, shown.error, isObject(shown.error) ? shown.error.message : '']
        .find(isText)
        ?.slice(0, 300)
    : undefined
  return { status: response.status, body: shown, message }
}

/** The failure of an answer without access token, without the secrets of the call. */
export const tokenFailureOf = (
  input: TokenInput,
  endpoint: TokenEndpoint,
  url: URL,
  response: IncomingResponse,
  body: unknown,
): ProviderFailure => {
  const remote = redactedTokenAnswer(input, response, body)
  const sentence = remote.message
  const { name } = input.adapter
  const outcome = judge(response.status, body)
  if (outcome === 'dead') {
    return new ProviderFailure('account-needs-reauth', quoting(`${name} refused the credential`, sentence), { remote })
  }
  if (outcome === 'app-refused') {
    return new ProviderFailure(
      'provider-rejected',
      quoting(`${name} refused the OAuth app of this account`, sentence),
      {
        remote,
        status: 422,
      },
    )
  }
  if (outcome === 'network-refused') {
    return new ProviderFailure(
      'provider-network-refused',
      quoting(`${name} refuses the network address of this server`, sentence),
      {
        remote,
      },
    )
  }
  if (outcome === 'rate-limited') {
    const limits = { windows: [], defaultWaitSeconds: endpoint.mintIntervalSeconds ?? defaultWaitSeconds }
    const answer = { status: response.status, headers: response.headers, body }
    return new ProviderFailure('provider-rate-limited', quoting(`${name} issues no token now`, sentence), {
      remote,
      retryAfterSeconds: retryAfterSeconds(limits, answer, input.now()),
    })
  }
  return new ProviderFailure(
    'provider-error',
    quoting(`${url.host} returned no access token (status ${response.status})`, sentence),
    {
      remote,
      isTransient: outcome === 'doubtful' || response.status >= 500,
      isDoubtful: outcome === 'doubtful',
    },
  )
}
