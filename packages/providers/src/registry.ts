import type { ProviderSlug } from '@rollcall/contract'
import { capsule } from './adapters/capsule/capsule.ts'
import { hubspot } from './adapters/hubspot/hubspot.ts'
import { pipedrive } from './adapters/pipedrive/pipedrive.ts'
import { salesforce } from './adapters/salesforce/salesforce.ts'
import { zohoCrm } from './adapters/zoho-crm/zoho-crm.ts'
import type { Adapter } from './contract.ts'

/** Every adapter by its slug: one line per provider; a missing or misspelled one does not compile. */
export const adapters: { readonly [S in ProviderSlug]: Adapter<never, S> } = {
  capsule,
  hubspot,
  pipedrive,
  salesforce,
  'zoho-crm': zohoCrm,
}
