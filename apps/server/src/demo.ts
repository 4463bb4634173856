import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { adapters } from '@rollcall/providers'
import { createSandbox, demoAccount, demoLogins, type Sandbox } from '@rollcall/sandbox'
import type { Store } from '@rollcall/store'
import { parseImport } from './accounts/parse-import.ts'
import { demoAccountId, demoEnvironmentId } from './demo-ids.ts'
import { ListenError } from './http/listen.ts'

/**
 * A demo's sandbox, environment, token and accounts: the same after each start, made without any vendor call. Imported in
 * demo mode only, since it imports the sandbox.
 */

/** An account of the demo. */
export interface DemoAccount {
  readonly id: string
  readonly provider: ProviderSlug
}

const importedFor = (provider: ProviderSlug, nowMs: number) => {
  const { authentication_method, context } = demoAccount(provider)
  const imported = parseImport(adapters[provider], authentication_method, context, {
    nowMs,
    environmentHasClient: true,
  })
  if ('account' in imported) return imported.account
  const faults = imported.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' ')
  throw new Error(`The sandbox's login for ${provider} does not fit its adapter. ${faults}`)
}

/** The OAuth app that the sandbox knows of a provider, where one of its logins has one. */
const appOf = (provider: ProviderSlug): { readonly id: string; readonly secret: string } | undefined => {
  for (const { authentication_method: method, context } of demoLogins(provider)) {
    const imported = parseImport(adapters[provider], method, context, { nowMs: 0, environmentHasClient: true })
    if ('account' in imported && imported.account.client !== undefined) return imported.account.client
  }
  return adapters[provider].authentication.oauth2 === undefined
    ? undefined
    : { id: `demo-${provider}-app`, secret: `demo-${provider}-secret` }
}

/**
 * Makes or finds the data of a demo. The sandbox has no token of an earlier start, so the accounts get their first
 * credentials again.
 */
export const prepareDemo = async (store: Store, token: string, nowMs: number): Promise<readonly DemoAccount[]> => {
  const environmentId = demoEnvironmentId
  await store.environments.ensure({ id: environmentId, name: 'demo' })
  await store.tokens.install(environmentId, { name: 'demo', token })
  return Promise.all(
    providerSlugs.map(async (provider) => {
      const id = demoAccountId(provider)
      const app = appOf(provider)
      if (app !== undefined) await store.oauthApps.set(environmentId, provider, app)
      const { method, credential, client, variables } = importedFor(provider, nowMs)
      const found = await store.accounts.get(environmentId, id)
      if (found === undefined || found.method !== method) {
        if (found !== undefined) await store.accounts.delete(environmentId, id)
        await store.accounts.create(environmentId, {
          id,
          provider,
          tenantId: 'demo',
          method,
          credential,
          client,
          variables,
        })
      } else {
        const renewed = { credential, variables, ...(client === undefined ? {} : { client }) }
        const account = await store.accounts.update(environmentId, id, renewed)
        if (account?.status === 'connecting') await store.accounts.setStatus(environmentId, id, 'active')
      }
      return { id, provider }
    }),
  )
}

/**
 * Starts the sandbox of a demo.
 * @throws ListenError
 */
export const startSandbox = async (port: number): Promise<{ readonly sandbox: Sandbox; readonly origin: string }> => {
  const sandbox = createSandbox()
  try {
    return { sandbox, ...(await sandbox.listen({ port })) }
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new ListenError(`The sandbox cannot listen on port ${port} (${code}); set SANDBOX_PORT to another one.`, {
      cause,
    })
  }
}
