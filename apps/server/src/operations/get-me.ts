import { presentOne } from '../presentation/one-user.ts'
import { presentStream } from '../presentation/stream.ts'
import { warningsHeader } from '../presentation/warnings.ts'
import { openUsers } from '../users/users-call.ts'
import { refuseExclusionFromBytes } from '../users/vendor-format-check.ts'
import type { Operation } from './operation.ts'

/** `GET /unified/crm/users/me` */
export const getMe: Operation<'getMe'> = {
  access: 'account',
  check: refuseExclusionFromBytes,
  async handle({ query, call }, services) {
    const { users, context, deadline, headers } = openUsers(call, services)
    const asked = { remoteQuery: query.remote_query }
    if (query.truto_response_format === 'stream') {
      const opened = await users.streamMe(asked, context)
      return presentStream(opened, { deadline, headers: { ...warningsHeader(users.leftOut()), ...headers } })
    }
    return presentOne(await users.me(asked, context), query, { headers })
  },
}
