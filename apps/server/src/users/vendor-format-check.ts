import type { OperationCheck } from '../http/validator.ts'

/**
 * Fields cannot be removed from the vendor's own bytes. `truto_ignore_remote_data` is allowed: they have no such member.
 */
export const refuseExclusionFromBytes: OperationCheck = ({ query }) => {
  const { truto_response_format: format, truto_exclude_fields: excluded } = query
  if (excluded === undefined || (format !== 'raw' && format !== 'stream')) return []
  return [{ parameter: 'truto_exclude_fields', detail: `cannot be used with truto_response_format=${format}` }]
}
