import { capsule } from './vendors/capsule.ts'
import { dynamics365Sales } from './vendors/dynamics-365-sales.ts'
import { hubspot } from './vendors/hubspot.ts'
import { mondayCrm } from './vendors/monday-crm.ts'
import { outreach } from './vendors/outreach.ts'
import { pipedrive } from './vendors/pipedrive.ts'
import { salesforce } from './vendors/salesforce.ts'
import { teamleader } from './vendors/teamleader.ts'
import { wix } from './vendors/wix.ts'
import { zohoCrm } from './vendors/zoho-crm.ts'

/** Every simulator, one line a vendor, in alphabetical order. */
export const vendors = [
  capsule,
  dynamics365Sales,
  hubspot,
  mondayCrm,
  outreach,
  pipedrive,
  salesforce,
  teamleader,
  wix,
  zohoCrm,
] as const

/** A vendor that the sandbox has. */
export type SandboxSlug = (typeof vendors)[number]['slug']
