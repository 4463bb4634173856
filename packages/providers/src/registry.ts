import type { ProviderSlug } from '@rollcall/contract'
import { accelo } from './adapters/accelo/accelo.ts'
import { activecampaign } from './adapters/activecampaign/activecampaign.ts'
import { attio } from './adapters/attio/attio.ts'
import { capsule } from './adapters/capsule/capsule.ts'
import { close } from './adapters/close/close.ts'
import { copper } from './adapters/copper/copper.ts'
import { dynamics365Sales } from './adapters/dynamics-365-sales/dynamics-365-sales.ts'
import { freshsales } from './adapters/freshsales/freshsales.ts'
import { highlevel } from './adapters/highlevel/highlevel.ts'
import { hubspot } from './adapters/hubspot/hubspot.ts'
import { insightly } from './adapters/insightly/insightly.ts'
import { keap } from './adapters/keap/keap.ts'
import { mondayCrm } from './adapters/monday-crm/monday-crm.ts'
import { nutshell } from './adapters/nutshell/nutshell.ts'
import { onepagecrm } from './adapters/onepagecrm/onepagecrm.ts'
import { outreach } from './adapters/outreach/outreach.ts'
import { pipedrive } from './adapters/pipedrive/pipedrive.ts'
import { pipeliner } from './adapters/pipeliner/pipeliner.ts'
import { planhat } from './adapters/planhat/planhat.ts'
import { salesflare } from './adapters/salesflare/salesflare.ts'
import { salesforce } from './adapters/salesforce/salesforce.ts'
import { teamleader } from './adapters/teamleader/teamleader.ts'
import { wix } from './adapters/wix/wix.ts'
import { zendeskSell } from './adapters/zendesk-sell/zendesk-sell.ts'
import { zohoCrm } from './adapters/zoho-crm/zoho-crm.ts'
import type { Adapter } from './contract.ts'

/** Every adapter by its slug: one line per provider; a missing or misspelled one does not compile. */
export const adapters: { readonly [S in ProviderSlug]: Adapter<never, S> } = {
  accelo,
  activecampaign,
  attio,
  capsule,
  close,
  copper,
  'dynamics-365-sales': dynamics365Sales,
  freshsales,
  highlevel,
  hubspot,
  insightly,
  keap,
  'monday-crm': mondayCrm,
  nutshell,
  onepagecrm,
  outreach,
  pipedrive,
  pipeliner,
  planhat,
  salesflare,
  salesforce,
  teamleader,
  wix,
  'zendesk-sell': zendeskSell,
  'zoho-crm': zohoCrm,
}
