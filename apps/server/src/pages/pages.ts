import type { ProviderSlug } from '@rollcall/contract'
import type { Adapter } from '@rollcall/providers'
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

/** Made when it is first asked for, and kept. */
const kept = (make: () => string): (() => string) => {
  let made: string | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Nothing is made before a request: a server that shows no page has no cost. */
export const createPages = (
  adapters: Readonly<Record<ProviderSlug, Adapter<never>>>,
  { json }: Pick<ServedContract, 'json'>,
): Pages => ({
  providers: kept(() => providersPage(Object.values(adapters))),
  contract: kept(() => referenceContract(json, adapters)),
})
