import type { ProviderSlug } from '@rollcall/contract'
import type { Adapter, AuthenticationMethod, CallContext, Credential, Engine, Variables } from '@rollcall/providers'

/** A credential that was not tried yet, with its account. */
export interface Candidate {
  readonly method: AuthenticationMethod
  readonly credential: Credential
  readonly variables: Variables
  readonly principal: string | undefined
}

/**
 * Tries a credential with one small call: the adapter's own for it, else a list of one user. The stored account is not used,
 * so that a credential that fails does not affect a working one. @throws ProviderFailure, Refusal with the vendor's answer
 */
export const tryCandidate = async (
  { engine, adapter }: { readonly engine: Engine; readonly adapter: Adapter<never> },
  account: { readonly id: string; readonly environmentId: string; readonly provider: ProviderSlug },
  candidate: Candidate,
  context: CallContext,
): Promise<void> => {
  const { method, credential, variables, principal } = candidate
  const users = engine(adapter, {
    ...account,
    method,
    open: () => ({ credential, variables, principal }),
    renew: () => Promise.resolve(undefined),
    refused: () => Promise.resolve(),
  })
  if ('request' in adapter.users.me) await users.me({}, context)
  else await users.list({ limit: 1, filters: {}, handling: 'lenient' }, context)
}
