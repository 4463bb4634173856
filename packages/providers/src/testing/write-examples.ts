import type { Update } from '../contract.ts'
import { template, userId } from '../runtime/calls/template.ts'
import { idAt } from '../runtime/json/json.ts'
import { namesId } from '../runtime/writes/done.ts'
import type { Person } from './made-up-vendor.ts'

/** The updates that docs/add-a-provider.md shows; its test compares the page with this file. */

// One call, whose answer holds the whole user.
export const plain: Update<Person> = {
  steps: ({ body }) => [{ method: 'PATCH', path: template`/users/${userId}`, body, hasUser: true }],
  refusedRemoteKeys: ['id'],
  rightsKeys: ['role'],
}

// The state has a separate call, before or after the others: `is_active` needs no `write`.
export const separate: Update<Person> = {
  separate: ['is_active'],
  steps: ({ body, changes: { is_active } }) => [
    is_active === true && { method: 'POST', path: template`/users/${userId}/activate`, fields: ['is_active'] },
    body && { method: 'PATCH', path: template`/users/${userId}`, body, done: namesId('user.id') },
    is_active === false && { method: 'POST', path: template`/users/${userId}/deactivate`, fields: ['is_active'] },
  ],
  refusedRemoteKeys: ['id'],
  rightsKeys: ['role'],
}

// A PUT clears the fields that it does not name: the record is read first, and its values are sent too.
export const readsFirst: Update<Person> = {
  readsFirst: true,
  steps: ({ body, record }) => [
    { method: 'PUT', path: template`/users/${userId}`, body: { mail: record?.mail, ...body }, hasUser: true },
  ],
  refusedRemoteKeys: ['id'],
  rightsKeys: ['role'],
}

// The names belong to another record, the user's seat: `userId` is the id of the seat in every call of the update.
export const otherRecord: Update<Person> = {
  readsFirst: {
    id: (user) => idAt(user, 'seat.id'),
    impossible: 'This user has no seat, and only the seat can be changed.',
  },
  steps: ({ body }) => [{ method: 'PATCH', path: template`/seats/${userId}`, body, done: namesId('id') }],
  refusedRemoteKeys: ['id'],
  rightsKeys: ['role'],
}
