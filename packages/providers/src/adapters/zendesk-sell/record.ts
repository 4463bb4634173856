/** https://developer.zendesk.com/api-reference/sales-crm/resources/users/ */
export interface ZendeskSellUser {
  readonly id: number
  readonly name?: string | null
  readonly email?: string | null
  /** `active` or `inactive`. */
  readonly status?: string | null
  readonly created_at?: string | null
  readonly updated_at?: string | null
  readonly deleted_at?: string | null
}
