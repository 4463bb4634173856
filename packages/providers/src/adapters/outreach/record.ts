/** https://developers.outreach.io/api/reference/tag/User/ */
export interface OutreachUser {
  readonly id: number
  readonly attributes?: {
    readonly name?: string | null
    readonly firstName?: string | null
    readonly lastName?: string | null
    readonly email?: string | null
    readonly locked?: boolean | number | string | null
    readonly createdAt?: string | null
    readonly updatedAt?: string | null
  }
}
