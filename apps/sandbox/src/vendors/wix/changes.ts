import { isRecord } from '../../request.ts'
import type { WixMember } from './members.ts'
import type { Violation } from './query.ts'

type Item = Readonly<Record<string, unknown>>
type Outcome<Value> = { readonly value: Value } | { readonly violation: Violation }

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u
/** The longest texts, in characters. Those of names are not published. */
const longest: Readonly<Record<string, number>> = { birthdate: 100, company: 100, jobTitle: 100 }
const contactTexts = ['firstName', 'lastName', 'birthdate', 'company', 'jobTitle']
/** Replaced whole; an empty one has no effect. `emails` is marked immutable, so it is ignored. */
const contactLists = ['phones', 'addresses']
const profileTexts = ['nickname', 'title']

/**
 * The member after a `PATCH`. Only the sent fields change, and an empty text clears. Immutable and read-only fields
 * (login e-mail, state, slug, dates) are ignored: it is not published whether Wix refuses them instead.
 */
export const changedMember = (member: WixMember, body: unknown, at: Date): Outcome<WixMember> => {
  const item = memberOf(body)
  if (!item) return wrong('member', 'must not be empty')
  if (item.id !== undefined && item.id !== member.id) return wrong('member.id', 'is not the one in the path')
  const parts = changedParts(item, member.contact, member.profile)
  if ('violation' in parts) return parts
  const privacyStatus = item.privacyStatus ?? member.privacyStatus
  if (privacyStatus !== 'PRIVATE' && privacyStatus !== 'PUBLIC') {
    return wrong('member.privacyStatus', 'must be PRIVATE or PUBLIC')
  }
  return { value: { ...member, ...parts.value, privacyStatus, updatedDate: at.toISOString() } }
}

/** The fields of a new member. */
export const memberFields = (
  body: unknown,
): Outcome<Pick<WixMember, 'contact' | 'profile' | 'privacyStatus'> & { readonly loginEmail: string }> => {
  const item = memberOf(body)
  const loginEmail = item?.loginEmail
  if (!item || typeof loginEmail !== 'string' || !emailForm.test(loginEmail)) {
    return wrong('member.loginEmail', 'must be a valid email')
  }
  const parts = changedParts(item, {}, {})
  if ('violation' in parts) return parts
  return {
    value: { ...parts.value, loginEmail, privacyStatus: item.privacyStatus === 'PUBLIC' ? 'PUBLIC' : 'PRIVATE' },
  }
}

const memberOf = (body: unknown): Item | undefined => {
  const member = isRecord(body) ? body.member : undefined
  return isRecord(member) ? member : undefined
}

const changedParts = (item: Item, contact: Item, profile: Item): Outcome<Pick<WixMember, 'contact' | 'profile'>> => {
  const asked = { contact: item.contact ?? {}, profile: item.profile ?? {} }
  if (!isRecord(asked.contact)) return wrong('member.contact', 'must be an object')
  if (!isRecord(asked.profile)) return wrong('member.profile', 'must be an object')
  const contactChange = texts('member.contact', asked.contact, contactTexts, contact)
  if ('violation' in contactChange) return contactChange
  const profileChange = texts('member.profile', asked.profile, profileTexts, profile)
  if ('violation' in profileChange) return profileChange
  const lists: Record<string, unknown> = {}
  for (const name of contactLists) {
    const list = asked.contact[name]
    if (list === undefined || list === null) continue
    if (!Array.isArray(list)) return wrong(`member.contact.${name}`, 'must be an array')
    if (list.length > 0) lists[name] = list
  }
  const { photo, cover } = asked.profile
  const images = { ...(isRecord(photo) ? { photo } : {}), ...(isRecord(cover) ? { cover } : {}) }
  return { value: { contact: { ...contactChange.value, ...lists }, profile: { ...profileChange.value, ...images } } }
}

/** The part with its texts changed; a cleared one is absent from then on. */
const texts = (path: string, asked: Item, names: readonly string[], before: Item): Outcome<Item> => {
  const after: Record<string, unknown> = { ...before }
  for (const name of names) {
    const value = asked[name]
    // Null counts as an absent value in this API: it has no effect.
    if (value === undefined || value === null) continue
    if (typeof value !== 'string') return wrong(`${path}.${name}`, 'must be a string')
    const most = longest[name]
    if (most !== undefined && value.length > most) return wrong(`${path}.${name}`, `size must be between 0 and ${most}`)
    if (value === '') delete after[name]
    else after[name] = value
  }
  return { value: after }
}

const wrong = (field: string, description: string): { readonly violation: Violation } => ({
  violation: { field, description },
})
