import { accelo } from './vendors/accelo.ts'
import { activecampaign } from './vendors/activecampaign.ts'
import { attio } from './vendors/attio.ts'
import { capsule } from './vendors/capsule.ts'
import { close } from './vendors/close.ts'
import { copper } from './vendors/copper.ts'
import { dynamics365Sales } from './vendors/dynamics-365-sales.ts'
import { freshsales } from './vendors/freshsales.ts'
import { highlevel } from './vendors/highlevel.ts'
import { hubspot } from './vendors/hubspot.ts'
import { insightly } from './vendors/insightly.ts'
import { keap } from './vendors/keap.ts'
import { mondayCrm } from './vendors/monday-crm.ts'
import { nutshell } from './vendors/nutshell.ts'
import { onepagecrm } from './vendors/onepagecrm.ts'
import { outreach } from './vendors/outreach.ts'
import { pipedrive } from './vendors/pipedrive.ts'
import { pipeliner } from './vendors/pipeliner.ts'
import { planhat } from './vendors/planhat.ts'
import { salesflare } from './vendors/salesflare.ts'
import { salesforce } from './vendors/salesforce.ts'
import { teamleader } from './vendors/teamleader.ts'
import { wix } from './vendors/wix.ts'
import { zendeskSell } from './vendors/zendesk-sell.ts'
import { zohoCrm } from './vendors/zoho-crm.ts'

/** Every simulator, one line a vendor, in alphabetical order. */
export const vendors = [
  accelo,
  activecampaign,
  attio,
  capsule,
  close,
  copper,
  dynamics365Sales,
  freshsales,
  highlevel,
  hubspot,
  insightly,
  keap,
  mondayCrm,
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
  zendeskSell,
  zohoCrm,
] as const

/** A vendor that the sandbox has. */
export type SandboxSlug = (typeof vendors)[number]['slug']
