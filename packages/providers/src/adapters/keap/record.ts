import { at, isObject, textAt } from '../../runtime/json/json.ts'

/** `User` of https://github.com/infusionsoft/keap-sdk/blob/main/sdks/v2/swagger.yml */
export interface KeapUser {
  readonly id: string
  readonly given_name?: string | null
  readonly family_name?: string | null
  /** Objects with `email` and `field`. */
  readonly email_addresses?: unknown
  /** `ACTIVE`, `INVITED`, `INACTIVE` or `NOT_A_USER`. */
  readonly status?: string | null
  readonly create_time?: string | null
  readonly update_time?: string | null
}

/** The e-mail addresses of a user: a list, or a single one; values that are not addresses are left out. */
export const addressesOf = (user: unknown): readonly unknown[] => {
  const addresses = at(user, 'email_addresses')
  return (Array.isArray(addresses) ? addresses : [addresses]).filter(isObject)
}

/** Whether a user is the one that `userinfo` names: by the global id, or by one of the e-mails. */
export const isSame = (user: unknown, userinfo: unknown): boolean => {
  const globalId = textAt(user, 'global_user_id')
  if (globalId !== undefined && globalId === textAt(userinfo, 'id')) return true
  const logins = [textAt(userinfo, 'email'), textAt(userinfo, 'keap_id')].map((login) => login?.toLowerCase())
  return addressesOf(user).some((address) => {
    const email = textAt(address, 'email')?.toLowerCase()
    return email !== undefined && logins.includes(email)
  })
}
