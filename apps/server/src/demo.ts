import { createHash } from 'node:crypto'
import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { adapters } from '@rollcall/providers'
import { demoAccount, demoLogins } from '@rollcall/sandbox'
import { parseImport, type Store } from '@rollcall/store'

/** A demo's environment, token and accounts: the same after each start, made without any vendor call. */

/** An account of the demo. */
export interface DemoAccount {
  readonly id: string
  readonly provider: ProviderSlug
}

/** A UUID that follows from a name alone, in the form of RFC 9562's version 5. */
const uuidOf = (name: string): string => {
  const hex = createHash('sha1').update(`rollcall demo ${name}`).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** The environment of every demo. */
export const demoEnvironmentId = uuidOf('environment')

/** The id of a provider's demo account. */
export const demoAccountId = (provider: ProviderSlug): string => uuidOf(`account ${provider}`)

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
 * Makes what a demo has, or finds it. The sandbox forgets every token with each start, so the accounts get their first
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
