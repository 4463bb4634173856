import { type CallContext, requestToken } from '@rollcall/providers'
import type { ImportedAccount } from '../accounts/parse-import.ts'
import type { Services } from '../services.ts'
import { type AskedConnection, asCredential, connectAccount, type Prepared } from './connect-account.ts'
import { ConnectFailure, type ConnectResult } from './result.ts'

/** Connects with the values that the customer filled in: a key, a user name and a password, or an app's own credentials. */
export const connectWithKey = (
  services: Services,
  asked: AskedConnection,
  imported: ImportedAccount,
): Promise<ConnectResult> =>
  connectAccount(services, asked, async (context) => {
    const { method, credential: stored, variables, client, principal } = imported
    if (method === 'client_credentials') return minted(services, asked, imported, context)
    return { method, stored, credential: asCredential(stored), variables, client, principal }
  })

const minted = async (
  { store, adapters, transport, clock }: Services,
  { link, provider }: AskedConnection,
  { variables: given, client: own }: ImportedAccount,
  context: CallContext,
): Promise<Prepared> => {
  const adapter = adapters[provider]
  const client = own ?? (await store.oauthApps.client(link.environmentId, provider))
  if (client === undefined) throw new ConnectFailure('invalid_integration', `There is no app for ${adapter.name}.`)
  const method = 'client_credentials'
  const token = await requestToken({ adapter, variables: given, method, client, transport, now: clock.now, context })
  const { accessToken, expiresAtMs, variables, principal } = token
  const stored = { kind: 'token' as const, accessToken, expiresAtMs }
  return { method, stored, credential: asCredential(stored), variables, client: own, principal }
}
