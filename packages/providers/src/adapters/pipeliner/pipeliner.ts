import { defineAdapter } from '../../contract.ts'
import { listAt } from '../../runtime/calls/envelope.ts'
import { template, userId, variable } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { byCursor, unescaped } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { notFlag } from '../../runtime/records/values.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import { within } from './filters.ts'
import type { PipelinerClient } from './record.ts'
import { deleted, hasMore, restored } from './success.ts'

const clients = template`/spaces/${variable('space_id')}/entities/Clients`
const one = template`${clients}/${userId}`
const ofProfile = "Pipeliner reads name and e-mail from the user's own profile: its API does not change them."

/**
 * The role is a `master_right`; members of a unit see its records; `type` makes a support user, `default_idp` decides who
 * signs in.
 */
const rightsKeys = [
  'master_right',
  'master_right_id',
  'default_unit',
  'default_unit_id',
  'unit_membership',
  'unit_manager*',
  'unit_member*',
  'default_idp',
  'type',
]

export const pipeliner = defineAdapter<PipelinerClient>()({
  slug: 'pipeliner',
  name: 'Pipeliner',
  docs: 'https://developers.pipelinersales.com/api-docs',
  apiVersion: { name: 'v100' },
  ...connection,
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name, formatted_name }) => name || formatted_name, readOnly: ofProfile },
    first_name: { read: ({ first_name }) => first_name, readOnly: ofProfile },
    last_name: { read: ({ last_name }) => last_name, readOnly: ofProfile },
    email: { read: ({ email }) => email, readOnly: ofProfile },
    is_active: {
      read: ({ is_deleted }) => notFlag(is_deleted),
      note: 'false deletes the user, true restores it: Pipeliner keeps deleted users and has no other way to deactivate one.',
    },
    created_at: { read: ({ created }) => utc(created) },
    updated_at: { read: ({ modified }) => utc(modified) },
    urls: {
      // Documented as the picture's name: only sometimes an address.
      read: ({ picture_url }) => [{ type: 'photo', url: /^https?:/i.test(picture_url ?? '') ? picture_url : null }],
    },
  },
  users: {
    list: {
      request: ({ size, at: after, filters: { email, created_at, updated_at } }) => ({
        path: clients,
        query: {
          first: size,
          after,
          // Without it deleted users are hidden.
          'include-deleted': true,
          ...(email === undefined ? {} : { 'filter[email]': email, 'filter-op[email]': 'ieq' }),
          ...within('created', created_at),
          ...within('modified', updated_at),
        },
      }),
      records: (body) => listAt(body, 'data', at(body, 'success') === true),
      // The last page may have an end cursor, too.
      paging: byCursor(({ body }) => unescaped(at(body, 'page_info.end_cursor')), hasMore),
      maximumPageSize: 100,
      nativeFilters: ['email', 'created_at', 'updated_at'],
    },
    record: (body) => at(body, 'data'),
    // It is not stated whether a deleted user is found here; a `user-not-found` would be the vendor's own.
    get: { requests: [{ path: one }], idPattern: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i },
    me: { absent: 'the credential belongs to an API application, not to a user; read a user by id.' },
    create: {
      request: ({ body }) => ({ method: 'POST', path: clients, body }),
      required: ['email'],
      requiredRemoteKeys: ['default_unit_id', 'master_right_id', 'unit_membership'],
      write: { email: (value) => ({ email: value }) },
      refusedRemoteKeys: ['id', 'is_deleted', 'user_profile_id'],
      rightsKeys,
    },
    update: {
      separate: ['is_active'],
      // A deleted user is restored before anything else is changed, and deleted last.
      steps: ({ id, body, changes: { is_active } }) => [
        is_active === true && {
          method: 'POST',
          path: template`${clients}/batch-restore`,
          body: [id],
          fields: ['is_active'],
          done: restored,
        },
        body && { method: 'PATCH', path: one, body, hasUser: true },
        is_active === false && { method: 'DELETE', path: one, fields: ['is_active'], done: deleted },
      ],
      refusedRemoteKeys: ['id', 'is_deleted', 'user_profile_id'],
      rightsKeys,
    },
    delete: { request: { method: 'DELETE', path: one }, done: deleted },
  },
  errors,
  refusedQueryKeys: ['expand', 'before', 'last', 'limit', 'offset'],
  notes: ['A deletion can be undone: PATCH with is_active=true restores the user.'],
})
