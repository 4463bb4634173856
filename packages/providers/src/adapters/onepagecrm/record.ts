/** `User` of https://github.com/OnePageCRM/swagger */
export interface OnePageCrmUser {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly company_name?: string | null
  readonly photo_url?: string | null
}
