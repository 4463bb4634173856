/** A member of staff, with all fields: https://api.accelo.com/docs/#the-staff-object */
export interface AcceloStaff {
  readonly id: string | number
  readonly firstname?: string | null
  readonly surname?: string | null
  readonly email?: string | null
  /** `active`, `inactive` or `lockout`. */
  readonly standing?: string | null
}
