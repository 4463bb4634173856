import type { components } from '@rollcall/contract'
import type { Adapter } from '@rollcall/providers'
import { Refusal } from '@rollcall/providers'
import type { Store } from '@rollcall/store'
import { requestFaults } from '../problems/request-faults.ts'
import { toIntegratedAccount } from './integrated-account.ts'
import { neededBy, parseVariables } from './parse-import.ts'

type Schemas = components['schemas']

/**
 * Changes an account: the top level of `context` is merged.
 * @throws Refusal `account-not-found`, `invalid-request`
 */
export const updateAccount = async (
  {
    store,
    adapters,
  }: { readonly store: Pick<Store, 'accounts'>; readonly adapters: Readonly<Record<string, Adapter<never>>> },
  environmentId: string,
  id: string,
  changes: Schemas['IntegratedAccountUpdate'],
): Promise<Schemas['IntegratedAccount']> => {
  const unknown = () => new Refusal('account-not-found', `This environment has no account ${id}.`)
  const account = await store.accounts.get(environmentId, id)
  const adapter = account === undefined ? undefined : adapters[account.provider]
  if (account === undefined || adapter === undefined) throw unknown()
  const parsed =
    changes.context === undefined
      ? undefined
      : parseVariables(adapter, changes.context, account.variables, neededBy(account.method))
  if (parsed !== undefined && 'faults' in parsed) throw requestFaults(parsed.faults)
  const changed = await store.accounts.update(environmentId, id, {
    ...(changes.tenant_id === undefined ? {} : { tenantId: changes.tenant_id }),
    ...(changes.handling === undefined ? {} : { handling: changes.handling }),
    ...(parsed === undefined ? {} : { variables: parsed.variables }),
  })
  if (changed === undefined) throw unknown()
  return toIntegratedAccount(changed)
}
