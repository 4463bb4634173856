import { checkWrite, writeUser } from '../users/write-user.ts'
import { oncePerKey } from './once-per-key.ts'
import type { Operation } from './operation.ts'

/** `PATCH /unified/crm/users/{id}` */
export const updateUser: Operation<'updateUser'> = {
  access: 'account',
  audit: 'change',
  once: oncePerKey,
  check: checkWrite,
  handle: (request, services) =>
    writeUser(request, services, 200, ({ users, context }, asked) => users.update(request.params.id, asked, context)),
}
