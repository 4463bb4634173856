/** `User` of https://developers.nutshell.com/reference/d3997a48c80629bf9a63637c4fde9aab */
export interface NutshellUser {
  /** `1-users` */
  readonly id: string
  readonly name?: string | null
  readonly firstName?: string | null
  readonly emails?: readonly string[] | null
  readonly isEnabled?: boolean | null
  /** Seconds since the epoch. */
  readonly modifiedTime?: number | null
  readonly avatarUrl?: string | null
}
