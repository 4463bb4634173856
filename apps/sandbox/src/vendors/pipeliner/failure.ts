import { json, type VendorReply } from '../../reply.ts'

/** The error object of the API; code and name only where they are published. */
export const errorBody = (status: number, message: string, more: Record<string, unknown> = {}): unknown => ({
  success: false,
  http_status: status,
  message,
  ...more,
})

/** An error as an answer. */
export const failure = (status: number, message: string, more: Record<string, unknown> = {}): VendorReply =>
  json(status, errorBody(status, message, more))

/** Recorded: 400 with code 117. */
export const invalidParameter = (message: string): VendorReply =>
  failure(400, message, { code: 117, name: 'ERROR_PARAMETER_INVALID' })

/** Recorded: 422 with code 40000. The form of one field's error is not published. */
export const invalidFields = (entityId: string | null, fields: Readonly<Record<string, string>>): VendorReply =>
  failure(422, 'Entity validation failed.', {
    code: 40_000,
    name: 'ERROR_ENTITY_VALIDATION',
    entity_id: entityId,
    entity_name: 'Client',
    entity_errors: [],
    field_errors: Object.entries(fields).map(([name, message]) => ({ name, message })),
  })

/** An unknown user. */
export const noClient = 'Entity Client was not found.'

/** Recorded: the router's own form for an unknown path. */
export const unknownPath = (status: number, message: string): VendorReply =>
  json(status, { status, message, errorcode: null, traceback: null })
