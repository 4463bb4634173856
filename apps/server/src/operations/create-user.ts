import { checkWrite, writeUser } from '../users/write-user.ts'
import { oncePerKey } from './once-per-key.ts'
import type { Operation } from './operation.ts'

/** `POST /unified/crm/users` */
export const createUser: Operation<'createUser'> = {
  access: 'account',
  audit: 'change',
  once: oncePerKey,
  check: checkWrite,
  handle: (request, services) =>
    writeUser(request, services, 201, ({ users, context }, asked) => users.create(asked, context)),
}
