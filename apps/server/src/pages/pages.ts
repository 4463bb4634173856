import type { ProviderSlug } from '@rollcall/contract'
import type { Adapter } from '@rollcall/providers'
import { madeOnce } from '../contract/made-once.ts'
import type { ServedContract } from '../contract/served-contract.ts'
import { providersPage } from './providers.ts'
import { referenceContract } from './reference-contract.ts'

/** What takes long to make, and is the same until the server ends. */
export interface Pages {
  /** `/providers` */
  readonly providers: () => string
  /** `/docs/openapi.json` */
  readonly contract: () => string
}

/** Nothing is made before a request: a server that shows no page has no cost. */
export const createPages = (
  adapters: Readonly<Record<ProviderSlug, Adapter<never>>>,
  contract: Pick<ServedContract, 'json'>,
): Pages => ({
  providers: madeOnce(() => providersPage(Object.values(adapters))),
  contract: madeOnce(() => referenceContract(contract.json(), adapters)),
})
