import { checkWrite, writeUser } from '../users/write-user.ts'
import type { Operation } from './operation.ts'

/** `PATCH /unified/crm/users/{id}` */
export const updateUser: Operation<'updateUser'> = {
  check: checkWrite,
  handle: (request, services) =>
    writeUser(request, services, 200, ({ users, handling, context }, asked) =>
      users.update(request.params.id, { ...asked, handling }, context),
    ),
}
