import type { AuthenticationMethod, ProviderSlug } from '@rollcall/contract'
import { isRecord } from './document.ts'
import type { JsonObject } from './provider-subject.ts'

/** Made-up values that the tests write; where a vendor needs its own ids, those of a listed user are used. */

/** A value that differs from the user's present one, by the unified name. */
export const otherValue = (field: string, user: JsonObject): unknown => {
  if (field === 'is_active') return user.is_active !== true
  if (field === 'custom_fields') return { 'Contract test': 'made up' }
  if (field === 'email') return `contract.test@acme.example`
  return { name: 'Contract Tester', first_name: 'Contract', last_name: 'Tester' }[field]
}

/** A value for a user that does not exist yet. */
export const newValue = (field: string): unknown => {
  if (field === 'is_active') return true
  if (field === 'email') return 'contract.newcomer@acme.example'
  return otherValue(field, {})
}

const picked = (record: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, record[name]]))

/** The `remote_data` that a vendor needs to create a user; `record` is that of a listed user. */
const remoteData: Partial<Record<ProviderSlug, (record: JsonObject) => JsonObject>> = {
  accelo: () => ({ username: 'contract-newcomer', password: 'made-up-password-1' }),
  activecampaign: () => ({ username: 'contract-newcomer', password: 'made-up-password-1', group: 4 }),
  close: () => ({ role_id: 'user' }),
  'dynamics-365-sales': (record) => ({
    domainname: 'contract.newcomer@acme.example',
    'businessunitid@odata.bind': `/businessunits(${String(record._businessunitid_value)})`,
  }),
  highlevel: () => ({ password: 'made-up-password-1', type: 'account', role: 'user' }),
  pipeliner: (record) => ({ ...picked(record, ['default_unit_id', 'master_right_id']), unit_membership: [] }),
  salesforce: (record) => ({
    ...picked(record, ['ProfileId']),
    TimeZoneSidKey: 'Europe/Berlin',
    LocaleSidKey: 'en_GB',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    Username: 'contract.newcomer@acme.example',
    Alias: 'newcomer',
  }),
  'zoho-crm': (record) => picked(record, ['role', 'profile']),
}

/** The `remote_data` of a creation; `undefined` where the provider needs none. */
export const neededRemoteData = (provider: ProviderSlug, record: JsonObject): JsonObject | undefined =>
  remoteData[provider]?.(record)

/** Which fields ActiveCampaign needs is not published; its simulator requires all fields of the published sample. */
export const neededBesides: Partial<Record<ProviderSlug, readonly string[]>> = {
  activecampaign: ['first_name', 'last_name'],
}

/** Close creates no user for an API key. */
export const creatingMethods: Partial<Record<ProviderSlug, AuthenticationMethod>> = { close: 'oauth2' }

/** Users that can be written, where not all can: Zoho CRM keeps the e-mail of users that have confirmed it. */
export const isWritable = (provider: ProviderSlug, { remote_data }: JsonObject): boolean =>
  provider !== 'zoho-crm' || (isRecord(remote_data) && remote_data.confirm === false)
