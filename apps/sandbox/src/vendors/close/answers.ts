import { json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'

/** `{error}`: the form of every refusal except that of a field. */
export const failure = (status: number, error: string): VendorReply => json(status, { error })

/** A 400 that names fields; the key has a hyphen. */
export const fieldErrors = (errors: Readonly<Record<string, unknown>>): VendorReply =>
  json(400, { errors: [], 'field-errors': errors })

/** A record with only the fields of `_fields`. */
export const cut = (record: object, request: VendorRequest): object => {
  const asked = request.query.get('_fields')
  if (asked === null || asked === '') return record
  const names = asked.split(',').map((name) => name.trim())
  return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)))
}

const maximumSkip = 250_000

/** `_limit` and `_skip`, or the refusal of them. */
export const pageOf = (
  request: VendorRequest,
): { readonly limit: number; readonly skip: number } | { readonly refused: VendorReply } => {
  const errors: Record<string, string> = {}
  const read = (name: string, usual: number, maximum: number): number => {
    const value = request.query.get(name)
    if (value === null) return usual
    if (!/^-?\d{1,9}$/.test(value)) {
      errors[name] = 'Input should be a valid integer, unable to parse string as an integer'
    } else if (Number(value) < 0) errors[name] = 'Input should be greater than or equal to 0'
    else if (Number(value) > maximum) errors[name] = `Input should be less than or equal to ${maximum}`
    return Number(value)
  }
  // 200 was accepted here; more was refused elsewhere.
  const limit = read('_limit', 100, 200)
  const skip = read('_skip', 0, Number.POSITIVE_INFINITY)
  if (Object.keys(errors).length > 0) return { refused: fieldErrors(errors) }
  // Each resource has a maximum; that of users is not published, this one is of another resource:
  // github.com/airbytehq/airbyte/issues/20959
  if (skip > maximumSkip) {
    const said = `The skip you set is larger than the maximum skip for this resource (max_skip = ${maximumSkip}).`
    return { refused: failure(400, `${said} Please refine your search query.`) }
  }
  return { limit, skip }
}
