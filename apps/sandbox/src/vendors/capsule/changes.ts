import { isRecord } from '../../request.ts'
import type { CapsuleUser, Party, PartyItem } from './records.ts'

type Change = Readonly<Record<string, unknown>>

/** One entry of `errors` in a 422. */
export interface ValidationError {
  readonly message: string
  readonly resource: 'user' | 'party'
  readonly field: string
}

/** The result of a change. */
export type Outcome<Value> =
  | { readonly value: Value }
  | { readonly errors: readonly ValidationError[] }
  /** The request names an unknown item of a list. */
  | { readonly missing: true }

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/u
const partyTexts = ['title', 'firstName', 'lastName', 'jobTitle', 'about']
const partyLists = ['emailAddresses', 'phoneNumbers', 'websites', 'addresses'] as const
const choices: Readonly<Record<string, readonly string[]>> = {
  locale: ['en_US', 'en_GB', 'es_ES'],
  emailPreference: ['GMAIL'],
  clickToCallPreference: ['SIP', 'TEL', 'CALLTO', 'CIRCLELOOP'],
}

/** The user after a `PUT`. Missing fields stay; read-only and unknown ones are ignored. */
export const changedUser = (
  user: CapsuleUser,
  change: Change,
  others: readonly CapsuleUser[],
): Outcome<CapsuleUser> => {
  const { username, currency, timezone, taskReminder } = change
  // The sentences are not published for users; they follow "name must be unique" of the party.
  const error = (field: string, message: string) => ({ errors: [{ message, resource: 'user' as const, field }] })
  if (username !== undefined) {
    if (typeof username !== 'string' || username === '') return error('username', 'username is required')
    const lower = username.toLowerCase()
    const taken = others.some((other) => other.id !== user.id && other.username.toLowerCase() === lower)
    if (taken) return error('username', 'username must be unique')
  }
  for (const [field, known] of Object.entries(choices)) {
    const value = change[field]
    const cleared = value === null && field !== 'locale'
    if (value === undefined || cleared || known.some((one) => one === value)) continue
    return error(field, `${field} is invalid`)
  }
  if (currency !== undefined && !(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency))) {
    return error('currency', 'currency is invalid')
  }
  if (timezone !== undefined && !isZone(timezone)) return error('timezone', 'timezone is invalid')
  if (taskReminder !== undefined && typeof taskReminder !== 'boolean') {
    return error('taskReminder', 'taskReminder is invalid')
  }
  const writable = ['username', 'currency', 'timezone', 'taskReminder', 'preferredEmailFromAddress']
  const taken = [...writable, ...Object.keys(choices)].filter((field) => change[field] !== undefined)
  return { value: { ...user, ...Object.fromEntries(taken.map((field) => [field, change[field]])) } }
}

/** The party after a `PUT`: texts are replaced, lists are changed item by item. */
export const changedParty = (party: Party, change: Change, nextItemId: () => number): Outcome<Party> => {
  const texts: Record<string, unknown> = {}
  for (const field of partyTexts) {
    const value = change[field]
    if (value === undefined) continue
    if (value !== null && typeof value !== 'string') return partyError(field, `${field} is invalid`)
    texts[field] = value === '' ? null : value
  }
  const lists: Record<string, readonly PartyItem[]> = {}
  for (const field of partyLists) {
    if (change[field] === undefined) continue
    const changed = changedItems(field, party[field], change[field], nextItemId)
    if (!('value' in changed)) return changed
    lists[field] = changed.value
  }
  return { value: { ...party, ...texts, ...lists } }
}

/**
 * An item with a known id is changed, with `_delete: true` removed, and one without id is added at the end. `_destroy` is
 * ignored, and an empty list changes nothing.
 */
const changedItems = (
  field: string,
  before: readonly PartyItem[],
  asked: unknown,
  nextItemId: () => number,
): Outcome<readonly PartyItem[]> => {
  if (!Array.isArray(asked)) return partyError(field, `${field} is invalid`)
  let items = before
  for (const entry of asked) {
    if (!isRecord(entry)) return partyError(field, `${field} is invalid`)
    const { id, _delete: remove, _destroy: _ignored, ...fields } = entry
    const known = items.find((item) => item.id === id)
    // Seen live where an item was to be removed (soil-dev/capsulemcp): a 404, as for an unknown party.
    if (id !== undefined && !known) return { missing: true }
    if (known && remove === true) {
      items = items.filter((item) => item !== known)
      continue
    }
    const item = { type: null, ...known, ...fields, id: known?.id ?? nextItemId() }
    if (field === 'emailAddresses' && !isAddress(item)) return partyError(field, 'address is invalid')
    items = known ? items.map((one) => (one === known ? item : one)) : [...items, item]
  }
  return { value: items }
}

const partyError = (field: string, message: string): { readonly errors: readonly ValidationError[] } => ({
  errors: [{ message, resource: 'party', field }],
})

const isAddress = (item: Change): boolean => typeof item.address === 'string' && emailForm.test(item.address)

const isZone = (value: unknown): boolean => {
  if (typeof value !== 'string') return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
