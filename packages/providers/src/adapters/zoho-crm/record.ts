/** https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export interface ZohoUser {
  readonly id: string
  readonly full_name?: string | null
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  /** `active`, `inactive`, `deleted` or `disabled`. */
  readonly status?: string | null
  readonly website?: string | null
  readonly image_link?: string | null
  readonly created_time?: string | null
  readonly Modified_Time?: string | null
}
