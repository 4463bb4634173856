import type { ProviderSlug } from '@rollcall/contract'
import { afterConsent, authorizeUrl, createCodeVerifier, requestToken, type Variables } from '@rollcall/providers'
import type { Response } from 'express'
import { type ConnectionAttempt, recordConnectionRefusal } from '../audit/record-connection.ts'
import type { Services } from '../services.ts'
import { asCredential, connectAccount } from './connect-account.ts'
import type { CurrentSession } from './current-session.ts'
import { callbackUrl } from './public-address.ts'
import { ConnectFailure, type ConnectResult, failureSentence, toResult } from './result.ts'

/** The data of a consent; kept sealed until its answer arrives. */
interface Attempt {
  readonly provider: ProviderSlug
  readonly variables: Variables
  readonly codeVerifier: string
  readonly redirectUri: string
}

const lacksApp = (name: string): ConnectFailure =>
  new ConnectFailure('invalid_integration', `The OAuth app for ${name} was removed.`)

/**
 * Begins a consent. @returns the vendor's page to go to
 * @throws ConnectFailure
 */
export const beginConsent = async (
  { store, adapters, config }: Services,
  { session }: CurrentSession,
  input: { readonly provider: ProviderSlug; readonly variables: Variables; readonly origin: string },
): Promise<string> => {
  const { provider, variables } = input
  const adapter = adapters[provider]
  const client = await store.oauthApps.client(session.environmentId, provider)
  if (client === undefined) throw lacksApp(adapter.name)
  const codeVerifier = createCodeVerifier()
  const redirectUri = callbackUrl(input.origin)
  const attempt: Attempt = { provider, variables, codeVerifier, redirectUri }
  const state = await store.connectSessions.begin(session, attempt)
  try {
    const { vendorOrigin } = config
    return authorizeUrl({ adapter, variables, clientId: client.id, redirectUri, state, codeVerifier, vendorOrigin })
  } catch (error) {
    throw new ConnectFailure('connection_error', failureSentence(error), { cause: error })
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([name, text]) =>
      typeof text === 'string' ? [[name, text]] : [],
    ),
  )

const toAttempt = (value: unknown, adapters: Services['adapters']): Attempt | undefined => {
  if (!isObject(value)) return undefined
  const { codeVerifier, redirectUri } = value
  const provider = Object.values(adapters).find(({ slug }) => slug === value.provider)?.slug
  if (provider === undefined || typeof codeVerifier !== 'string' || typeof redirectUri !== 'string') return undefined
  return { provider, codeVerifier, redirectUri, variables: textsOf(value.variables) }
}

/** The longest text of a vendor that is shown. */
const longestReason = 300

/** Ends a consent with the vendor's answer; the result is kept for the page. */
export const endConsent = async (
  services: Services,
  current: CurrentSession,
  given: Readonly<Record<string, unknown>>,
  response: Response,
): Promise<void> => {
  const { store, adapters } = services
  const { session, link } = current
  const asked = { link, operation: 'finishConsent' as const, response, httpStatus: 303 }
  const query = textsOf(given)
  const attempt = toAttempt(await store.connectSessions.resume(session, query.state ?? ''), adapters)
  if (attempt !== undefined) {
    await store.connectSessions.end(session, await answered(services, asked, attempt, query))
  } else if (session.outcome === undefined) {
    const sentence = 'This answer of the vendor does not belong to an attempt in this browser. Start again.'
    const result = toResult(new ConnectFailure('invalid_token', sentence))
    recordConnectionRefusal(asked, services, result)
    await store.connectSessions.end(session, result)
  }
}

const answered = async (
  services: Services,
  asked: ConnectionAttempt,
  { provider, variables, codeVerifier, redirectUri }: Attempt,
  query: Readonly<Record<string, string>>,
): Promise<ConnectResult> => {
  const { store, adapters, transport, clock } = services
  const { link } = asked
  const adapter = adapters[provider]
  const { code } = query
  if (code === undefined || code === '') {
    const reason = (query.error_description ?? query.error ?? 'it returned no code').slice(0, longestReason)
    const failure = new ConnectFailure('connection_error', `${adapter.name} did not allow the app: ${reason}`)
    const result = toResult(failure, { integration: provider })
    recordConnectionRefusal({ ...asked, provider }, services, result)
    return result
  }
  return connectAccount(services, { ...asked, provider }, async (context) => {
    const client = await store.oauthApps.client(link.environmentId, provider)
    if (client === undefined) throw lacksApp(adapter.name)
    const usesPkce = adapter.authentication.oauth2?.pkce === true
    const token = await requestToken({
      adapter,
      variables: afterConsent(adapter, variables, query),
      method: 'oauth2',
      client,
      code: { code, redirectUri, ...(usesPkce ? { codeVerifier } : {}) },
      transport,
      now: clock.now,
      context,
    })
    const { accessToken, refreshToken, expiresAtMs } = token
    const stored = { kind: 'token' as const, accessToken, refreshToken, expiresAtMs }
    return {
      method: 'oauth2',
      stored,
      credential: asCredential(stored),
      variables: token.variables,
      principal: token.principal,
      client: undefined,
    }
  })
}
