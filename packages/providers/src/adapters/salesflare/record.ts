/** A member of the team; the specification types only `/me`, the other fields were seen in answers of `/users`. */
export interface SalesflareUser {
  readonly id: number
  readonly name?: string | null
  readonly firstname?: string | null
  readonly lastname?: string | null
  readonly email?: string | null
  readonly disabled?: boolean | null
  readonly creation_date?: string | null
  readonly modification_date?: string | null
  readonly picture?: string | null
  readonly social_profiles?: readonly { readonly type?: string | null; readonly url?: string | null }[] | null
}
