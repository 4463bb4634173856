import type { ProviderSlug } from '@rollcall/contract'
import type { ConnectGuide } from './contract.ts'
import { accelo } from './guides/accelo.ts'
import { activecampaign } from './guides/activecampaign.ts'
import { attio } from './guides/attio.ts'
import { capsule } from './guides/capsule.ts'
import { close } from './guides/close.ts'
import { copper } from './guides/copper.ts'
import { dynamics365Sales } from './guides/dynamics-365-sales.ts'
import { freshsales } from './guides/freshsales.ts'
import { highlevel } from './guides/highlevel.ts'
import { hubspot } from './guides/hubspot.ts'
import { insightly } from './guides/insightly.ts'
import { keap } from './guides/keap.ts'
import { mondayCrm } from './guides/monday-crm.ts'
import { nutshell } from './guides/nutshell.ts'
import { onepagecrm } from './guides/onepagecrm.ts'
import { outreach } from './guides/outreach.ts'
import { pipedrive } from './guides/pipedrive.ts'
import { pipeliner } from './guides/pipeliner.ts'
import { planhat } from './guides/planhat.ts'
import { salesflare } from './guides/salesflare.ts'
import { salesforce } from './guides/salesforce.ts'
import { teamleader } from './guides/teamleader.ts'
import { wix } from './guides/wix.ts'
import { zendeskSell } from './guides/zendesk-sell.ts'
import { zohoCrm } from './guides/zoho-crm.ts'

/** The help texts of the hosted page for every provider, by its slug; a missing or misspelled one does not compile. */
export const guides: { readonly [S in ProviderSlug]: ConnectGuide } = {
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
