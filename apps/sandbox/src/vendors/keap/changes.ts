import { isRecord, type VendorRequest } from '../../request.ts'
import type { KeapEmail, KeapUser } from './records.ts'

/** The changed user, or the invalid property. */
export type Outcome = { readonly user: KeapUser } | { readonly invalid: string }

/** The names of `update_mask`, and the property of the body for each name. */
const writable: Readonly<Record<string, string>> = {
  address: 'address',
  company_name: 'company_name',
  email_address: 'email_address',
  family_name: 'family_name',
  fax_numbers: 'fax_numbers',
  given_name: 'given_name',
  // Its name differs from that of the property.
  job_title: 'title',
  phone_numbers: 'phone_numbers',
  time_zone: 'time_zone',
  website: 'website',
}
const lists: readonly string[] = ['fax_numbers', 'phone_numbers']
const emailFields = ['EMAIL1', 'EMAIL2', 'EMAIL3']
const emailLengthMaximum = 75

/** Does a PATCH of v2: with a mask, only the named fields are read; without one, all sent fields that are writable. */
export const changedUser = (user: KeapUser, request: VendorRequest, at: { now: Date; by: number }): Outcome => {
  const body = request.json()
  if (!isRecord(body)) return { invalid: 'body' }
  const mask = request.query.getAll('update_mask').flatMap((names) => names.split(','))
  if (mask.some((name) => !Object.hasOwn(writable, name))) return { invalid: 'update_mask' }
  const names = mask.length > 0 ? mask : Object.keys(writable)
  let changed: KeapUser = user
  for (const property of names.flatMap((name) => writable[name] ?? [])) {
    const value = body[property]
    // A name in the mask without its property changes nothing: it is not published whether it would clear the property.
    if (value === undefined) continue
    const next = change(changed, property, value)
    if (!next) return { invalid: property }
    changed = next
  }
  return { user: { ...changed, updatedAt: at.now, updatedBy: at.by } }
}

const change = (user: KeapUser, property: string, value: unknown): KeapUser | undefined => {
  if (property === 'email_address') {
    const email = readEmail(value)
    return email && { ...user, emails: [...user.emails.filter((one) => one.field !== email.field), email] }
  }
  if (property === 'time_zone') return typeof value === 'string' ? { ...user, timeZone: value } : undefined
  const isRight = lists.includes(property)
    ? Array.isArray(value)
    : property === 'address'
      ? isRecord(value)
      : typeof value === 'string'
  return isRight ? { ...user, details: { ...user.details, [property]: value } } : undefined
}

/** A single object, unlike the list that is read. */
const readEmail = (value: unknown): KeapEmail | undefined => {
  if (!isRecord(value)) return undefined
  const { email, field = 'EMAIL1' } = value
  if (typeof email !== 'string' || !/^[^@\s]+@[^@\s]+$/.test(email)) return undefined
  if (typeof field !== 'string' || !emailFields.includes(field)) return undefined
  return field === 'EMAIL1' && email.length > emailLengthMaximum ? undefined : { email, field }
}
