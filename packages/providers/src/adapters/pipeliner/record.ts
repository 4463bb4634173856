/** A user is a `Client` here; customers are Accounts and Contacts. */
export interface PipelinerClient {
  readonly id: string
  readonly is_deleted?: boolean | null
  readonly name?: string | null
  readonly formatted_name?: string | null
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly picture_url?: string | null
  readonly created?: string | null
  readonly modified?: string | null
}
