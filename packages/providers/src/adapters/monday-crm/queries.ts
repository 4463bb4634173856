/** The queries of monday.com, in GraphQL. The texts are constants: every value is sent as a variable. */

// The columns of 2026-10: https://developer.monday.com/api-reference/reference/users
const selections: Readonly<Record<string, string>> = { photo_url: 'photo_url { original small thumb }' }
const select = (names: readonly string[]): string => `
    ${names.map((name) => selections[name] ?? name).join(' ')}`

export const columns = [
  'id',
  'name',
  'email',
  'status',
  'kind',
  'is_deleted',
  'is_email_confirmed',
  'title',
  'phone',
  'mobile_phone',
  'location',
  'country_code',
  'time_zone_identifier',
  'created_at',
  'became_active_at',
  'last_activity',
  'url',
  'photo_url',
]
const user = select(columns)

/** A query for only these columns of each user. */
export const withColumns = (query: string, names: readonly string[]): string => query.replace(user, select(names))

const everyStatus = '[ACTIVE, INACTIVE, PENDING]'

/** Without `status` deactivated users are left out. */
export const listUsers = `query ($limit: Int!, $page: Int!, $emails: [String!]) {
  users(limit: $limit, page: $page, emails: $emails, status: ${everyStatus}, sort: [{ field: CREATED_AT, direction: ASC }]) {${user}
  }
}`

export const getUser = `query ($id: ID!) {
  users(ids: [$id], status: ${everyStatus}) {${user}
  }
}`

export const getMe = `query {
  me {${user}
  }
}`

export const updateUser = `mutation ($id: ID!, $attributes: UserAttributesInput!) {
  update_multiple_users(user_updates: [{ user_id: $id, user_attribute_updates: $attributes }]) {
    updated_users { id }
    errors { message code user_id }
  }
}`

export const activateUser = `mutation ($id: ID!) {
  activate_users(user_ids: [$id]) {
    activated_users { id }
    errors { message code user_id }
  }
}`

export const deactivateUser = `mutation ($id: ID!) {
  deactivate_users(user_ids: [$id]) {
    deactivated_users { id }
    errors { message code user_id }
  }
}`

export const inviteUser = `mutation ($email: String!, $user_role: UserRole, $product: Product) {
  invite_users(emails: [$email], user_role: $user_role, product: $product) {
    invited_users { id }
    errors { message code email }
  }
}`
