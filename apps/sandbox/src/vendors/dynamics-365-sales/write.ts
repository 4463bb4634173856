import { isRecord } from '../../request.ts'
import {
  businessUnitId,
  columns,
  named,
  nonInteractiveAccess,
  type Row,
  row,
  supportAccess,
  type Value,
  vendorTime,
} from './rows.ts'

/** A refused write. Codes are those of the vendor's table of web service errors. */
export interface Refused {
  readonly status: number
  readonly code: string
  readonly message: string
}

const invalidArgument = '0x80040203'
const duplicateRecord = '0x80040237'
const bind = 'businessunitid@odata.bind'
const required = ['domainname', 'internalemailaddress', 'firstname', 'lastname'] as const
const lengths: Readonly<Record<string, number>> = { internalemailaddress: 100, firstname: 256, lastname: 256 }
/** Sent back by callers who read a row first; not valid for update, so ignored (UNVERIFIED). */
const passedOver = ['systemuserid', 'ownerid', 'fullname', 'islicensed', 'createdon', 'modifiedon', 'entityimage_url']

/** `PATCH` on an existing row. */
export const updated = (one: Row, body: unknown, now: Date): Row | Refused => {
  const given = valuesOf(body)
  if ('message' in given) return given
  const { isdisabled, internalemailaddress } = given.values
  if (internalemailaddress === null) return refused(400, invalidArgument, 'internalemailaddress is required.')
  const access = given.values.accessmode ?? one.values.accessmode
  const free = access === supportAccess || access === nonInteractiveAccess
  if (isdisabled === false && one.values.isdisabled === true && one.values.islicensed !== true && !free) {
    return refused(400, invalidArgument, 'The user has no licence and cannot be enabled.')
  }
  if (isdisabled === true && access === supportAccess) {
    return refused(400, invalidArgument, 'A support user cannot be disabled.')
  }
  return next(one, given.values, now)
}

/** `POST`, or `PATCH` on an id that is free. Without a licence the new user is disabled. */
export const created = (rows: ReadonlyMap<string, Row>, id: string, body: unknown, now: Date): Row | Refused => {
  const given = valuesOf(body)
  if ('message' in given) return given
  const missing = required.find((name) => typeof given.values[name] !== 'string' || given.values[name] === '')
  if (missing !== undefined) return refused(400, invalidArgument, `${missing} is required.`)
  const unit = isRecord(body) ? body[bind] : undefined
  if (typeof unit !== 'string') return refused(400, invalidArgument, 'businessunitid is required.')
  const unitId = /businessunits\(([^)]+)\)$/.exec(unit)?.[1]
  if (unitId?.toLowerCase() !== businessUnitId) {
    return refused(404, '0x80040217', `businessunit With Id = ${unitId ?? unit} Does Not Exist`)
  }
  const domain = String(given.values.domainname).toLowerCase()
  if ([...rows.values()].some((one) => String(one.values.domainname).toLowerCase() === domain)) {
    return refused(412, duplicateRecord, 'A record with matching key values already exists.')
  }
  return row(id, now, { ...given.values, isdisabled: true })
}

/** The first `DELETE`: the row stays, disabled and marked. */
export const softDeleted = (one: Row, now: Date): Row => next(one, { deletedstate: 1, isdisabled: true }, now)

const next = (one: Row, values: Readonly<Record<string, Value>>, now: Date): Row => {
  const merged = { ...one.values, ...values, modifiedon: vendorTime(now) }
  return named({ id: one.id, version: one.version + 1, values: merged })
}

const valuesOf = (body: unknown): { readonly values: Readonly<Record<string, Value>> } | Refused => {
  if (!isRecord(body)) return refused(400, '0x0', 'The request body must be a JSON object.')
  const values: Record<string, Value> = {}
  for (const [name, value] of Object.entries(body)) {
    if (name === bind || name.startsWith('@odata.') || passedOver.includes(name)) continue
    const type = name.startsWith('_') ? undefined : columns.get(name)
    if (!type) {
      const message = `The property '${name}' does not exist on type 'Microsoft.Dynamics.CRM.systemuser'.`
      return refused(400, '0x0', message)
    }
    const fits =
      type === 'boolean' ? typeof value === 'boolean' : type === 'int' ? Number.isInteger(value) : isText(value)
    if (value !== null && !fits) return refused(400, '0x0', `Cannot convert the value of '${name}' to ${type}.`)
    const maximum = lengths[name] ?? Number.POSITIVE_INFINITY
    if (isText(value) && value.length > maximum) {
      return refused(400, invalidArgument, `The length of '${name}' exceeded the maximum of ${maximum}.`)
    }
    if (value === null || typeof value === 'boolean' || typeof value === 'number' || isText(value)) values[name] = value
  }
  return { values }
}

const isText = (value: unknown): value is string => typeof value === 'string'

const refused = (status: number, code: string, message: string): Refused => ({ status, code, message })
