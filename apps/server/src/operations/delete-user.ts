import { json } from '../http/answer.ts'
import { isVendorFormat } from '../presentation/one-user.ts'
import { rateLimitHeaders } from '../presentation/rate-limit-headers.ts'
import { presentRaw } from '../presentation/raw.ts'
import { openUsers } from '../users/users-call.ts'
import { refuseExclusionFromBytes } from '../users/vendor-format-check.ts'
import type { Operation } from './operation.ts'

/** `DELETE /unified/crm/users/{id}` */
export const deleteUser: Operation<'deleteUser'> = {
  access: 'account',
  audit: 'change',
  check: refuseExclusionFromBytes,
  async handle({ params, query, call }, services) {
    const { users, context, headers } = openUsers(call, services)
    const { id, answer } = await users.delete(params.id, { remoteQuery: query.remote_query }, context)
    if (isVendorFormat(query.truto_response_format)) return presentRaw(answer, answer.hint, headers)
    const body = query.truto_exclude_fields?.includes('id') === true ? {} : { id }
    return json(body, { headers: { ...rateLimitHeaders(answer.hint), ...headers } })
  },
}
