import type { TokenEndpoint } from '../contract.ts'
import { ProviderFailure } from './failures.ts'
import { isObject } from './json.ts'
import { retryAfterSeconds } from './rate-limits.ts'
import { redact, spellingsOf } from './redact.ts'
import type { IncomingResponse } from './request.ts'
import { clientSecretsOf, isText, type TokenInput } from './token-endpoint.ts'

/** What an answer of a token endpoint without an access token means. */

/** Seconds to wait after a 429 of a token endpoint that names no time. */
const defaultWaitSeconds = 30

const tooMany = /too[ _]many|rate[ _-]?(?:limit|exceeded)|slow[ _]down/i
const refusedCodes =
  /^(?:invalid_(?:grant|code|token|client\w*|refresh\w*|auth\w*)|unauthorized_client|access_denied|inactive_(?:user|org))$/i
// Sentences of vendors whose error has no code: "Invalid grant: refresh_token is invalid", and its like.
const refusedSentence =
  /\b(?:invalid|expired|revoked|unknown|wrong|bad|not found)\b.*\b(?:grant|client|token|code|credentials?)\b|\b(?:grant|client|token|code|credentials?)\b.*\b(?:invalid|expired|revoked|unknown|wrong|not found|inactive)\b/i
/** The vendor or our own call is at fault: consenting again does not help. */
const transientCodes = /^(?:temporarily_unavailable|server_error|general_error|unsupported_\w+)$/i

type Outcome = 'refused' | 'rate-limited' | 'broken'

/** What an answer without access token means. */
const judge = (status: number, body: unknown): Outcome => {
  if (status === 429) return 'rate-limited'
  if (!isObject(body) || status >= 500 || (status >= 300 && status < 400)) return 'broken'
  const nested = isObject(body.error) ? body.error : {}
  const code = [body.error, nested.code].find(isText) ?? ''
  const sentences = [body.error_description, body.message, body.status, body.code, nested.message].filter(isText)
  if ([code, ...sentences].some((sentence) => tooMany.test(sentence))) return 'rate-limited'
  if (transientCodes.test(code)) return 'broken'
  if (refusedCodes.test(code) || status === 401) return 'refused'
  // A dead refresh token may be called invalid_request (league/oauth2-server): what the sentence says goes first.
  if (sentences.some((sentence) => refusedSentence.test(sentence.replaceAll('_', ' ')))) return 'refused'
  // A 400 that says anything but that the call is malformed says it again and again; 403 may be a gateway's.
  return status === 400 && code !== 'invalid_request' && code + sentences.join('') !== '' ? 'refused' : 'broken'
}

/** The failure of an answer without access token; no secret of the call is in it. */
export const tokenFailureOf = (
  input: TokenInput,
  endpoint: TokenEndpoint,
  url: URL,
  response: IncomingResponse,
  body: unknown,
): ProviderFailure => {
  const secrets = [
    ...clientSecretsOf(input.client),
    ...[input.refreshToken, input.code?.code, input.code?.codeVerifier].flatMap((secret) => spellingsOf(secret ?? '')),
  ]
  const shown = redact(body ?? null, secrets)
  const sentence = isObject(shown)
    ? [shown.error_description, shown.message, shown.error, isObject(shown.error) ? shown.error.message : '']
        .find(isText)
        ?.slice(0, 300)
    : undefined
  const { name } = input.adapter
  const told = sentence === undefined ? '.' : `: ${sentence}`
  const remote = { status: response.status, body: shown, message: sentence }
  const outcome = judge(response.status, body)
  if (outcome === 'refused')
    return new ProviderFailure('account-needs-reauth', `${name} refused the credential${told}`, { remote })
  if (outcome === 'rate-limited') {
    const limits = { windows: [], defaultWaitSeconds: endpoint.mintIntervalSeconds ?? defaultWaitSeconds, source: '' }
    const answer = { status: response.status, headers: response.headers, body }
    return new ProviderFailure('provider-rate-limited', `${name} gives no token now${told}`, {
      remote,
      retryAfterSeconds: retryAfterSeconds(limits, answer, input.now()),
    })
  }
  return new ProviderFailure('provider-error', `${url.host} gave no access token (status ${response.status})${told}`, {
    remote,
    isTransient: response.status >= 500,
  })
}
