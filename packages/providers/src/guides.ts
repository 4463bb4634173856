import type { ProviderSlug } from '@rollcall/contract'
import { accelo } from './adapters/accelo/guide.ts'
import { activecampaign } from './adapters/activecampaign/guide.ts'
import { attio } from './adapters/attio/guide.ts'
import { capsule } from './adapters/capsule/guide.ts'
import { close } from './adapters/close/guide.ts'
import { copper } from './adapters/copper/guide.ts'
import { dynamics365Sales } from './adapters/dynamics-365-sales/guide.ts'
import { freshsales } from './adapters/freshsales/guide.ts'
import { highlevel } from './adapters/highlevel/guide.ts'
import { hubspot } from './adapters/hubspot/guide.ts'
import { insightly } from './adapters/insightly/guide.ts'
import { keap } from './adapters/keap/guide.ts'
import { mondayCrm } from './adapters/monday-crm/guide.ts'
import { nutshell } from './adapters/nutshell/guide.ts'
import { onepagecrm } from './adapters/onepagecrm/guide.ts'
import { outreach } from './adapters/outreach/guide.ts'
import { pipedrive } from './adapters/pipedrive/guide.ts'
import { pipeliner } from './adapters/pipeliner/guide.ts'
import { planhat } from './adapters/planhat/guide.ts'
import { salesflare } from './adapters/salesflare/guide.ts'
import { salesforce } from './adapters/salesforce/guide.ts'
import { teamleader } from './adapters/teamleader/guide.ts'
import { wix } from './adapters/wix/guide.ts'
import { zendeskSell } from './adapters/zendesk-sell/guide.ts'
import { zohoCrm } from './adapters/zoho-crm/guide.ts'
import type { ConnectGuide } from './contract.ts'

/** What the hosted page says of every provider, by its slug; a missing or misspelled one does not compile. */
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
