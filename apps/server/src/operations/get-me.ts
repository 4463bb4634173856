import { readOne } from '../users/read-one.ts'
import { refuseExclusionFromBytes } from '../users/vendor-format-check.ts'
import type { Operation } from './operation.ts'

/** `GET /unified/crm/users/me` */
export const getMe: Operation<'getMe'> = {
  access: 'account',
  audit: 'none',
  check: refuseExclusionFromBytes,
  handle: (request, services) => readOne(request, services, (users, query, context) => users.me(query, context)),
}
