import { at, textAt } from '../../runtime/json.ts'

/** `User` of https://github.com/infusionsoft/keap-sdk/blob/main/sdks/v2/swagger.yml */
export interface KeapUser {
  readonly id: string
  readonly given_name?: string | null
  readonly family_name?: string | null
  readonly email_addresses?: readonly { readonly email?: string | null; readonly field?: string | null }[] | null
  /** `ACTIVE`, `INVITED`, `INACTIVE` or `NOT_A_USER`. */
  readonly status?: string | null
  readonly create_time?: string | null
  readonly update_time?: string | null
}

/** Whether a user is the one whom `userinfo` names: by the global id, or by one of the e-mails. */
export const isSame = (user: unknown, userinfo: unknown): boolean => {
  const globalId = textAt(user, 'global_user_id')
  if (globalId !== undefined && globalId === textAt(userinfo, 'id')) return true
  const logins = [textAt(userinfo, 'email'), textAt(userinfo, 'keap_id')].map((login) => login?.toLowerCase())
  const addresses = at(user, 'email_addresses')
  return (Array.isArray(addresses) ? addresses : []).some((address: unknown) => {
    const email = textAt(address, 'email')?.toLowerCase()
    return email !== undefined && logins.includes(email)
  })
}
