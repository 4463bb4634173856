/** A user, as its search and its user routes answer: https://marketplace.gohighlevel.com/docs/ghl/users/search-users */
export interface HighlevelUser {
  readonly id: string
  readonly name?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly email?: string | null
  readonly deleted?: boolean | number | string | null
  readonly dateAdded?: string | null
  readonly dateUpdated?: string | null
}
