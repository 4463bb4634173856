/** https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/systemuser */
export interface SystemUser {
  readonly systemuserid: string
  readonly fullname?: string | null
  readonly firstname?: string | null
  readonly lastname?: string | null
  readonly internalemailaddress?: string | null
  readonly isdisabled?: boolean | number | string | null
  readonly photourl?: string | null
  readonly createdon?: string | null
  readonly modifiedon?: string | null
}
