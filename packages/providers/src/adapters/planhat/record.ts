/** A member of the team; contacts are `endusers`. https://www.planhat.com/developers/api#user */
export interface PlanhatUser {
  readonly _id: string
  readonly nickName?: string | null
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly email?: string | null
  readonly inactive?: boolean | null
  readonly removed?: boolean | null
  readonly createdAt?: string | null
  readonly createDate?: string | null
  readonly updatedAt?: string | null
  readonly image?: { readonly path?: string | null } | null
  readonly custom?: object | null
}
