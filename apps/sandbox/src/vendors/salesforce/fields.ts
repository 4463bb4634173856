/** The type of a field; `reference` is an id of another record. */
export type FieldType = 'id' | 'reference' | 'string' | 'email' | 'boolean' | 'datetime'

/** A field of the sObject User. */
export interface Field {
  readonly name: string
  readonly type: FieldType
  /** False for fields that Salesforce sets itself. */
  readonly writable: boolean
  /** In characters, where it is published. */
  readonly maximumLength?: number
}

const maximumLengths: Readonly<Record<string, number>> = {
  Alias: 8,
  CommunityNickname: 40,
  Email: 128,
  FirstName: 40,
  LastName: 80,
  Title: 80,
  Username: 80,
}

const of = (type: FieldType, writable: boolean, names: string): Field[] =>
  names.split(' ').map((name) => {
    const maximumLength = maximumLengths[name]
    return { name, type, writable, ...(maximumLength === undefined ? {} : { maximumLength }) }
  })

/** Every field of the object reference's User page that has a value in a plain org, and one custom field. */
export const fields: readonly Field[] = [
  ...of('id', false, 'Id'),
  ...of('string', true, 'Username LastName FirstName'),
  ...of('string', false, 'Name'),
  ...of('string', true, 'CompanyName Division Department Title Street City State PostalCode Country'),
  ...of('email', true, 'Email SenderEmail'),
  ...of('string', true, 'SenderName Signature Phone Fax MobilePhone Extension Alias CommunityNickname'),
  ...of('boolean', true, 'IsActive'),
  ...of('string', true, 'TimeZoneSidKey LocaleSidKey LanguageLocaleKey EmailEncodingKey'),
  ...of('boolean', true, 'ReceivesInfoEmails ReceivesAdminInfoEmails'),
  ...of('reference', true, 'ProfileId UserRoleId ManagerId DelegatedApproverId'),
  ...of('reference', false, 'ContactId AccountId CreatedById LastModifiedById'),
  ...of('string', false, 'UserType'),
  ...of('string', true, 'EmployeeNumber FederationIdentifier AboutMe Region__c'),
  ...of('boolean', true, 'ForecastEnabled UserPermissionsMarketingUser UserPermissionsInteractionUser'),
  ...of('string', false, 'FullPhotoUrl SmallPhotoUrl MediumPhotoUrl BannerPhotoUrl SmallBannerPhotoUrl'),
  ...of('boolean', false, 'IsProfilePhotoActive'),
  ...of('datetime', false, 'LastLoginDate LastPasswordChangeDate'),
  ...of('datetime', false, 'CreatedDate LastModifiedDate SystemModstamp LastViewedDate LastReferencedDate'),
]

const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]))

/** Finds a field by its name in any case; field-level security hides some as if there were none. */
export const fieldNamed = (name: string, hidden: ReadonlySet<string> = new Set()): Field | undefined => {
  const field = byName.get(name.toLowerCase())
  return field && !hidden.has(field.name) ? field : undefined
}

/** The required fields of a new user. */
export const requiredFields: readonly string[] = [
  'LastName',
  'Username',
  'Email',
  'Alias',
  'ProfileId',
  'TimeZoneSidKey',
  'LocaleSidKey',
  'LanguageLocaleKey',
  'EmailEncodingKey',
]
