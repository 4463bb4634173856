import { checkWrite, writeUser } from '../users/write-user.ts'
import type { Operation } from './operation.ts'

/** `POST /unified/crm/users` */
export const createUser: Operation<'createUser'> = {
  check: checkWrite,
  handle: (request, services) =>
    writeUser(request, services, 201, ({ users, handling, context }, asked) =>
      users.create({ ...asked, handling }, context),
    ),
}
