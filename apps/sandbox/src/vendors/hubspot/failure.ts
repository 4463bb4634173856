import { stableUuid } from '../../people.ts'
import { json, type VendorReply } from '../../reply.ts'

/** The common error body. `category` is left out where HubSpot has none. */
export const failure = (
  status: number,
  category: string | undefined,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): VendorReply =>
  json(status, {
    status: 'error',
    message,
    correlationId: stableUuid(`hubspot ${status} ${message}`),
    ...more,
    ...(category === undefined ? {} : { category }),
  })

/** An invalid parameter or field. */
export const invalid = (message: string, field?: string): VendorReply => {
  const errors = field === undefined ? {} : { errors: [{ message, in: field }] }
  return failure(400, 'VALIDATION_ERROR', message, errors)
}

/** An unknown record or path. The sentence is not published. */
export const notFound = (): VendorReply => failure(404, 'OBJECT_NOT_FOUND', 'resource not found')
