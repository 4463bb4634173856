import { demoAccount, type SandboxSlug } from '@rollcall/sandbox'
import type { Received, Sent, TestServer } from './test-server.ts'

/** A separate environment, for requests that use all accounts of an environment. */
export interface PeopleEnvironment {
  readonly id: string
  readonly token: string
  /** Sends a request with its token. */
  call(method: string, path: string, sent?: Sent): Promise<Received>
  /** Connects a provider with the sandbox's login, or another context. @returns the id of the account */
  connect(provider: SandboxSlug, tenantId: string, context?: object): Promise<string>
}

/** Makes one. */
export const makePeopleEnvironment = async (server: TestServer, name: string): Promise<PeopleEnvironment> => {
  const { id } = await server.store.environments.create({ name })
  const { token } = await server.store.tokens.create(id, { name })
  const call = (method: string, path: string, sent: Sent = {}) => server.call(method, path, { token, ...sent })
  return {
    id,
    token,
    call,
    async connect(integration, tenant_id, context) {
      const login = demoAccount(integration)
      const { json } = await call('POST', '/integrated-account', {
        body: {
          integration,
          tenant_id,
          authentication_method: login.authentication_method,
          context: context ?? login.context,
        },
      })
      if (typeof json !== 'object' || json === null || !('id' in json)) throw new Error('The import failed.')
      return String(json.id)
    },
  }
}
