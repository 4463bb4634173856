import { readOne } from '../users/read-one.ts'
import { refuseExclusionFromBytes } from '../users/vendor-format-check.ts'
import type { Operation } from './operation.ts'

/** `GET /unified/crm/users/{id}` */
export const getUser: Operation<'getUser'> = {
  access: 'account',
  audit: 'none',
  check: refuseExclusionFromBytes,
  handle: (request, services) =>
    readOne(request, services, (users, query, context) => users.get(request.params.id, query, context)),
}
