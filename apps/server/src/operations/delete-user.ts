import { json } from '../http/answer.ts'
import { isVendorFormat } from '../presentation/one-user.ts'
import { rateLimitHeaders } from '../presentation/rate-limit-headers.ts'
import { presentRaw } from '../presentation/raw.ts'
import { withUsers } from '../users/users-call.ts'
import type { Operation } from './operation.ts'
import { refuseExclusionFromBytes } from './vendor-format-check.ts'

/** `DELETE /unified/crm/users/{id}` */
export const deleteUser: Operation<'deleteUser'> = {
  check: refuseExclusionFromBytes,
  handle: (request, services) =>
    withUsers(request, services, { honoursHandling: false, isWrite: true }, async ({ users, context, headers }) => {
      const { params, query } = request
      const { id, answer } = await users.delete(params.id, { remoteQuery: query.remote_query }, context)
      if (isVendorFormat(query.truto_response_format)) return presentRaw(answer, answer.hint, headers)
      const shown = query.truto_exclude_fields?.includes('id') === true ? {} : { id }
      return json(shown, { headers: { ...rateLimitHeaders(answer.hint), ...headers } })
    }),
}
