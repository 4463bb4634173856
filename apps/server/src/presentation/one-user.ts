import type { ResponseFormat, UserField } from '@rollcall/contract'
import type { Found } from '@rollcall/providers'
import { json, type WholeAnswer } from '../http/answer.ts'
import { rateLimitHeaders } from './rate-limit-headers.ts'
import { presentRaw } from './raw.ts'
import { presentUser, type UserView } from './user.ts'
import { warningsHeader } from './warnings.ts'

/** The parameters for the form of a user, which every users call has. */
export interface ViewQuery {
  readonly truto_response_format?: ResponseFormat
  readonly truto_ignore_remote_data?: boolean
  readonly truto_exclude_fields?: readonly UserField[]
}

/** The form and fields that a query requests. */
export const viewOf = (query: ViewQuery): UserView => {
  const excluded = query.truto_exclude_fields ?? []
  return {
    format: query.truto_response_format === 'normalized' ? 'normalized' : 'unified',
    excluded: query.truto_ignore_remote_data === true ? [...excluded, 'remote_data'] : excluded,
  }
}

/** Whether the vendor's own bytes are requested. */
export const isVendorFormat = (format: ResponseFormat | undefined): boolean => format === 'raw' || format === 'stream'

/** One user in the requested format; `stream` of a complete answer is `raw`. */
export const presentOne = (
  found: Found,
  query: ViewQuery,
  options: { readonly status?: number; readonly headers: Readonly<Record<string, string>> },
): WholeAnswer => {
  const warnings = found.warnings ?? []
  if (isVendorFormat(query.truto_response_format)) {
    return presentRaw(found.answer, found.hint, { ...warningsHeader(warnings), ...options.headers })
  }
  const body = presentUser(found, viewOf(query))
  return json(warnings.length === 0 ? body : { ...body, warnings }, {
    status: options.status ?? 200,
    headers: { ...rateLimitHeaders(found.hint), ...options.headers },
  })
}
