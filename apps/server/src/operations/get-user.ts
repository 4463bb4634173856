import { presentOne } from '../presentation/one-user.ts'
import { presentStream } from '../presentation/stream.ts'
import { warningsHeader } from '../presentation/warnings.ts'
import { withUsers } from '../users/users-call.ts'
import type { Operation } from './operation.ts'
import { refuseExclusionFromBytes } from './vendor-format-check.ts'

/** `GET /unified/crm/users/{id}` */
export const getUser: Operation<'getUser'> = {
  check: refuseExclusionFromBytes,
  handle: (request, services) =>
    withUsers(
      request,
      services,
      { honoursHandling: false, isWrite: false },
      async ({ users, context, deadline, headers }) => {
        const { params, query } = request
        const asked = { remoteQuery: query.remote_query }
        if (query.truto_response_format === 'stream') {
          const opened = await users.streamGet(params.id, asked, context)
          return presentStream(opened, { deadline, headers: { ...warningsHeader(users.leftOut()), ...headers } })
        }
        return presentOne(await users.get(params.id, asked, context), query, { headers })
      },
    ),
}
