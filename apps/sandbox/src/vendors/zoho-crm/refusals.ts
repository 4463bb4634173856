import { json, type VendorReply } from '../../reply.ts'

/** Why one item of a request is refused; becomes one entry of `users` in the answer. */
export interface Refusal {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
  readonly message: string
}

/** A refusal of the whole call. */
export const refuse = (status: number, code: string, message: string, details: Refusal['details'] = {}): VendorReply =>
  json(status, { code, details, message, status: 'error' })

/**
 * A refusal of the item. The OpenAPI description of v8 gives 400; older pages show the same body with 200, which a test can
 * produce with a fault.
 */
export const refuseItem = ({ code, details, message }: Refusal): VendorReply =>
  json(400, { users: [{ code, details, message, status: 'error' }] })

/** The answer to a successful write. */
export const done = (status: 200 | 201, id: string, message: string): VendorReply =>
  json(status, { users: [{ code: 'SUCCESS', details: { id }, message, status: 'success' }] })

/** A bad parameter of the list. */
export const badParameter = (name: string): VendorReply =>
  refuse(400, 'INVALID_DATA', 'invalid data', { param_name: name })

/** An invalid field of the item. */
export const badField = (field: string, extra: Refusal['details'] = {}, message = 'invalid data'): Refusal => ({
  code: 'INVALID_DATA',
  details: { api_name: field, json_path: `$.users[0].${field}`, ...extra },
  message,
})
