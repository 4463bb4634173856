/** An owner: https://developers.hubspot.com/docs/api-reference/crm-owners-v3/guide */
export interface HubspotOwner {
  readonly id: string
  readonly type?: string
  readonly email?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly userId?: number | string | null
  readonly archived?: boolean | number | string | null
  readonly createdAt?: string | null
  readonly updatedAt?: string | null
}
