import type { OperationCheck } from '../http/validator.ts'

/**
 * Fields cannot be taken out of the vendor's own bytes. `truto_ignore_remote_data` may stand there: they hold no such
 * member.
 */
export const refuseExclusionFromBytes: OperationCheck = ({ query }) => {
  const { truto_response_format: format, truto_exclude_fields: excluded } = query
  if (excluded === undefined || (format !== 'raw' && format !== 'stream')) return []
  return [{ parameter: 'truto_exclude_fields', detail: `cannot be used with truto_response_format=${format}` }]
}
