/** The names that a body sets, never a value. */

/** Members whose own members are fields. */
const nested = ['remote_data', 'custom_fields', 'context']
const maximumNames = 100

/** The form of the contract's own names; another name is a fault of the request and may hold any text. */
const ofContract = /^[a-z][a-z_]{0,63}$/
/** The form of a vendor's name, which no address and no token has. */
const ofVendor = /^(?!rollcall_)[\p{L}\p{N}_$:. -]{1,64}$/u

const shown = (name: string, form: RegExp): string => (form.test(name) ? name : '?')

const membersOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []

/** The names of a body's fields, those of `remote_data`, `custom_fields` and `context` with a dot; at most 100, each once. */
export const fieldNames = (body: unknown): readonly string[] => {
  const names = membersOf(body).flatMap(([name, value]) => {
    const inner = nested.includes(name) ? membersOf(value) : []
    return inner.length === 0
      ? [shown(name, ofContract)]
      : inner.map(([member]) => `${name}.${shown(member, ofVendor)}`)
  })
  return [...new Set(names)].slice(0, maximumNames)
}
