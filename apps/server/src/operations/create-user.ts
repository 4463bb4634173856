import { checkWrite, writeUser } from '../users/write-user.ts'
import { idempotent } from './idempotent.ts'
import type { Operation } from './operation.ts'

/** `POST /unified/crm/users` */
export const createUser: Operation<'createUser'> = idempotent({
  access: 'account',
  check: checkWrite,
  handle: (request, services) =>
    writeUser(request, services, 201, ({ users, context }, asked) => users.create(asked, context)),
})
