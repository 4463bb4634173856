import { buildSchema, type GraphQLSchema, isObjectType } from 'graphql'

/** The version for a call that names none. */
export const currentVersion = '2026-10'

/** The User type was changed in this version, and lost its old fields in the one after it. */
const changedIn = '2026-07'

/** Quarterly names: `2026-01`, `2026-04`, `2026-07`, `2026-10`. */
export const isVersion = (name: string): boolean => /^20\d\d-(01|04|07|10)$/.test(name)

const cache = new Map<string, GraphQLSchema>()

/** The part of a version's schema that concerns users. */
export const schemaOf = (version: string): GraphQLSchema => {
  const shape = version < changedIn ? 'old' : version === changedIn ? 'both' : 'new'
  const known = cache.get(shape)
  if (known) return known
  const schema = buildSchema(sdlOf(version))
  cache.set(shape, schema)
  return schema
}

/** The fields of a user in a version. */
export const userColumns = (version: string): readonly string[] => {
  const user = schemaOf(version).getType('User')
  return isObjectType(user) ? Object.keys(user.getFields()) : []
}

/** The same in schema definition language: the answer of `get_schema`. */
export const sdlOf = (version: string): string => {
  const old = version <= changedIn ? oldFields : ''
  const recent = version >= changedIn ? newFields : ''
  const createdAt = version < changedIn ? 'Date' : 'ISO8601DateTime!'
  const title = version < changedIn ? 'String' : 'String!'
  const args = version < changedIn ? oldArguments : newArguments
  return [
    `type Query { me: User users(${commonArguments} ${args}): [User!] }`,
    mutations,
    `type User { ${commonFields} created_at: ${createdAt} title: ${title} ${old} ${recent} }`,
    types,
    version < changedIn ? '' : statusTypes,
  ].join('\n')
}

const commonArguments =
  'ids: [ID!] name: String emails: [String!] kind: UserKind non_active: Boolean newest_first: Boolean page: Int = 1'
const oldArguments = 'limit: Int'
const newArguments =
  'limit: Int = 200 status: [UserStatus!] user_kind: UserKindFilterInput sort: [UsersSortInput!] visibility: String'

const commonFields = `
  id: ID! name: String! email: String! url: String! phone: String mobile_phone: String location: String
  country_code: String birthday: String current_language: String time_zone_identifier: String utc_hours_diff: Float
  last_activity: Date account: Account! teams(ids: [ID!]): [Team]`

const newFields = `
  status: UserStatus! kind: String! account_id: ID! became_active_at: ISO8601DateTime is_deleted: Boolean!
  is_email_confirmed: Boolean! invitation_method: InvitationMethod! serial_number: Int photo_url: PhotoUrl
  department: Department user_config: UserConfig!`

const oldFields = `
  enabled: Boolean! is_pending: Boolean is_admin: Boolean is_guest: Boolean is_view_only: Boolean is_verified: Boolean
  join_date: Date photo_original: String photo_small: String photo_thumb: String photo_thumb_small: String
  photo_tiny: String`

const mutations = `
  type Mutation {
    activate_users(user_ids: [ID!]!): ActivateUsersResult
    deactivate_users(user_ids: [ID!]!): DeactivateUsersResult
    update_multiple_users(
      user_updates: [UserUpdateInput!]! bypass_confirmation_for_claimed_domains: Boolean use_async_mode: Boolean
    ): UpdateUserAttributesResult
    invite_users(emails: [String!]! user_role: UserRole product: Product): InviteUsersResult
  }
  input UserUpdateInput { user_id: ID! user_attribute_updates: UserAttributesInput! }
  input UserAttributesInput {
    name: String email: String title: String phone: String mobile_phone: String location: String birthday: String
    join_date: String department: String
  }
  type UpdateUserAttributesResult { updated_users: [User!] errors: [UpdateUserAttributesError!] }
  type UpdateUserAttributesError { message: String code: UpdateUserAttributesErrorCode user_id: ID }
  enum UpdateUserAttributesErrorCode { INVALID_FIELD }
  type ActivateUsersResult { activated_users: [User!] errors: [ActivateUsersError!] }
  type ActivateUsersError { message: String code: ActivateUsersErrorCode user_id: ID }
  enum ActivateUsersErrorCode { EXCEEDS_BATCH_LIMIT INVALID_INPUT USER_NOT_FOUND CANNOT_UPDATE_SELF FAILED }
  type DeactivateUsersResult { deactivated_users: [User!] errors: [DeactivateUsersError!] }
  type DeactivateUsersError { message: String code: DeactivateUsersErrorCode user_id: ID }
  enum DeactivateUsersErrorCode { EXCEEDS_BATCH_LIMIT INVALID_INPUT USER_NOT_FOUND CANNOT_UPDATE_SELF FAILED }
  type InviteUsersResult { invited_users: [User!] errors: [InviteUsersError!] }
  type InviteUsersError { message: String code: InviteUsersErrorCode email: ID }
  enum InviteUsersErrorCode { ERROR }
  enum UserRole { GUEST VIEW_ONLY MEMBER ADMIN }
  enum Product { work_management crm dev service whiteboard knowledge forms workflows }`

const types = `
  scalar Date
  scalar ISO8601DateTime
  type Account { id: ID! name: String! slug: String! }
  type Team { id: ID! name: String! }
  enum UserKind { all guests non_guests non_pending }`

const statusTypes = `
  enum UserStatus { ACTIVE INACTIVE PENDING }
  input UserKindFilterInput { in: [UserKindFilter!] not_in: [UserKindFilter!] }
  enum UserKindFilter { ADMIN MEMBER GUEST VIEW_ONLY AGENT_MEMBER PERSONAL_AGENT_MEMBER SERVICE_USER BASIC }
  input UsersSortInput { field: UsersSortField! direction: UsersSortDirection! }
  enum UsersSortField { CREATED_AT }
  enum UsersSortDirection { ASC DESC }
  enum InvitationMethod { USER SCIM SSO AUTH_DOMAIN FIRST_USER API_USER_CREATION UNKNOWN }
  type Department { id: ID! name: String! }
  type PhotoUrl { original: String small: String thumb: String thumb_small: String tiny: String }
  type UserConfig { kind: String! role_id: ID! visibility: [String!]! behaviors: [String!]! group: String! }`
