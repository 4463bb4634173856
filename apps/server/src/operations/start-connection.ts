import type { AuthenticationMethod } from '@rollcall/providers'
import { Refusal } from '@rollcall/providers'
import { parseImport, parseVariables } from '../accounts/parse-import.ts'
import { fieldNames } from '../audit/field-names.ts'
import { recordConnectionProblem, recordConnectionRefusal } from '../audit/record-connection.ts'
import { askedVariables, choicesOf, isOffered } from '../connect/choices.ts'
import { beginConsent } from '../connect/consent.ts'
import { type CurrentSession, currentSession } from '../connect/current-session.ts'
import { pageHeaders } from '../connect/page.ts'
import { publicOrigin } from '../connect/public-address.ts'
import { ConnectFailure, type ConnectResult, toResult } from '../connect/result.ts'
import { connectWithKey } from '../connect/with-key.ts'
import { json } from '../http/answer.ts'
import { requestFaults } from '../problems/request-faults.ts'
import type { Services } from '../services.ts'
import type { Operation, OperationRequest } from './operation.ts'

type Asked = OperationRequest<'startConnection'>

/** Only the page itself may send this request, whatever cookies a browser sends with requests of other pages. */
const assertOwnPage = ({ headers }: Asked, origin: string): void => {
  const { origin: asking, host, 'sec-fetch-site': site } = headers
  const isOwn = asking === undefined || asking === origin || asking.endsWith(`://${host}`)
  if (isOwn && (site === undefined || site === 'same-origin' || site === 'none')) return
  throw new Refusal('forbidden', 'Only the page /connect of this server can connect accounts with its cookie.')
}

/** The form's values as an import: the customer's own app has the place of its credentials. */
const toContext = (method: AuthenticationMethod, filled: Readonly<Record<string, string>>): unknown => {
  const given = Object.fromEntries(Object.entries(filled).filter(([, value]) => value.trim() !== ''))
  if (method !== 'client_credentials') return given
  const { client_id, client_secret, ...variables } = given
  if (client_id === undefined && client_secret === undefined) return variables
  return { ...variables, oauth: { client: { id: client_id, secret: client_secret } } }
}

const done = (result: ConnectResult) => json({ consent_url: null, result }, { headers: pageHeaders })

const attemptOf = ({ body, response }: Asked, { link }: CurrentSession) => ({
  link,
  operation: 'startConnection' as const,
  provider: body.integration,
  fields: fieldNames(body),
  response,
  httpStatus: 200,
})

const startAttempt = async (
  request: Asked,
  services: Services,
  current: CurrentSession | undefined,
  origin: string,
) => {
  const { store, adapters, clock } = services
  const { integration: provider, authentication_method: method, context } = request.body
  if (current === undefined || current.link.state !== 'open') {
    throw new ConnectFailure('invalid_token', 'This link can no longer connect an account. Ask for a new one.')
  }
  const choices = await choicesOf(services, current.link)
  if (!isOffered(services, choices, provider, method)) {
    const { name } = adapters[provider]
    throw new ConnectFailure('invalid_integration', `${name} cannot be connected by ${method} with this link.`)
  }
  const adapter = adapters[provider]
  if (method === 'oauth2') {
    const { required } = askedVariables(services, provider, method)
    const known = choices.account?.variables ?? {}
    const parsed = parseVariables(adapter, Object(toContext(method, context)), known, (name) => required.includes(name))
    if ('faults' in parsed) throw requestFaults(parsed.faults)
    const consent_url = await beginConsent(services, current, { provider, variables: parsed.variables, origin })
    return json({ consent_url, result: null }, { headers: pageHeaders })
  }
  const environmentHasClient = choices.apps.has(provider)
  const imported = parseImport(adapter, method, toContext(method, context), {
    nowMs: clock.now(),
    environmentHasClient,
  })
  if ('faults' in imported) throw requestFaults(imported.faults)
  const result = await connectWithKey(services, attemptOf(request, current), imported.account)
  await store.connectSessions.end(current.session, result)
  return done(result)
}

/** `POST /connect/session` */
export const startConnection: Operation<'startConnection'> = {
  access: 'public',
  audit: 'connection',
  async handle(request, services) {
    const origin = publicOrigin(services.config, request.headers)
    const current = await currentSession(services.store, request.headers)
    try {
      assertOwnPage(request, origin)
      return await startAttempt(request, services, current, origin)
    } catch (error) {
      const attempt = current === undefined ? undefined : attemptOf(request, current)
      if (error instanceof ConnectFailure) {
        const result = toResult(error, { integration: request.body.integration })
        if (attempt !== undefined) recordConnectionRefusal(attempt, services, result)
        return done(result)
      }
      if (attempt !== undefined) recordConnectionProblem(attempt, services, error)
      throw error
    }
  },
}
