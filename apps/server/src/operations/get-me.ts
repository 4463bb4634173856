import { presentOne } from '../presentation/one-user.ts'
import { presentStream } from '../presentation/stream.ts'
import { warningsHeader } from '../presentation/warnings.ts'
import { withUsers } from '../users/users-call.ts'
import type { Operation } from './operation.ts'
import { refuseExclusionFromBytes } from './vendor-format-check.ts'

/** `GET /unified/crm/users/me` */
export const getMe: Operation<'getMe'> = {
  check: refuseExclusionFromBytes,
  handle: (request, services) =>
    withUsers(
      request,
      services,
      { honoursHandling: false, isWrite: false },
      async ({ users, context, deadline, headers }) => {
        const { query } = request
        const asked = { remoteQuery: query.remote_query }
        if (query.truto_response_format === 'stream') {
          const opened = await users.streamMe(asked, context)
          return presentStream(opened, { deadline, headers: { ...warningsHeader(users.leftOut()), ...headers } })
        }
        return presentOne(await users.me(asked, context), query, { headers })
      },
    ),
}
