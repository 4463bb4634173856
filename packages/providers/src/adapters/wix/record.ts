/** A site member, with the fields of the fieldset FULL. */
export interface WixMember {
  readonly id: string
  readonly loginEmail?: string | null
  readonly status?: string | null
  readonly contact?: { readonly firstName?: string | null; readonly lastName?: string | null } | null
  readonly profile?: {
    readonly nickname?: string | null
    readonly photo?: { readonly url?: string | null } | null
  } | null
  readonly createdDate?: string | null
  readonly updatedDate?: string | null
}
