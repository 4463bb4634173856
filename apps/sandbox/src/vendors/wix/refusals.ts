import { json, type VendorReply } from '../../reply.ts'

/** A refusal by the application, with its code. */
export const refuse = (status: number, code: string, description: string, data: unknown = {}): VendorReply =>
  json(status, { message: description, details: { applicationError: { code, description, data } } })

/** A malformed call. The names besides `field` and `description` are not certain. */
export const invalid = (field: string, description: string, violatedRule = 'OTHER'): VendorReply => {
  const fieldViolations = [{ field, description, violatedRule }]
  return json(400, { message: `${field} ${description}`, details: { validationError: { fieldViolations } } })
}
