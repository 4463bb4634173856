/** https://developer.close.com/api/resources/users/list */
export interface CloseUser {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly image?: string | null
  readonly date_created?: string | null
  readonly date_updated?: string | null
}
