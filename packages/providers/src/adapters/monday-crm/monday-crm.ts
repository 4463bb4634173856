import { defineAdapter, type VendorRequest } from '../../contract.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { byPage, pageNumber } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { flag } from '../../runtime/records/values.ts'
import { listsId } from '../../runtime/writes/done.ts'
import { connection, version } from './connect.ts'
import { errors } from './errors.ts'
import {
  activateUser,
  columns,
  deactivateUser,
  getMe,
  getUser,
  inviteUser,
  listUsers,
  updateUser,
  withColumns,
} from './queries.ts'
import type { MondayUser } from './record.ts'

const graphql = (query: string, variables: object = {}): VendorRequest => ({
  method: 'POST',
  path: '/v2',
  body: { query, variables },
})

/** A query of users, whose columns may be left out one by one. */
const users = (query: string, variables: object = {}): VendorRequest => ({
  ...graphql(query, variables),
  columns: { names: columns, body: (names) => ({ query: withColumns(query, names), variables }) },
})

const rightsKeys = [
  'user_role',
  'role',
  'role_id',
  'kind',
  'user_config',
  'product',
  'teams',
  'is_admin',
  'is_guest',
  'is_view_only',
]

export const mondayCrm = defineAdapter<MondayUser>()({
  slug: 'monday-crm',
  name: 'Monday CRM',
  docs: 'https://developer.monday.com/api-reference/reference/users',
  // https://developer.monday.com/api-reference/docs/api-versioning
  apiVersion: {
    name: version,
    // Current from October 2026, in maintenance three months later; the end is announced at least six months ahead, and is
    // not announced yet.
  },
  ...connection,
  user: {
    id: { read: ({ id }) => id, columns: ['id'] },
    name: { read: ({ name }) => name, write: (value) => ({ name: value }), columns: ['name'] },
    email: {
      read: ({ email }) => email,
      write: (value) => ({ email: value }),
      columns: ['email'],
      note: 'The user has to confirm a new e-mail; until then monday.com returns the old one.',
    },
    is_active: {
      read: ({ status, is_deleted }) =>
        typeof status === 'string' && status !== '' ? status === 'ACTIVE' && flag(is_deleted) !== true : null,
      columns: ['status', 'is_deleted'],
      note: 'A separate call. Invited users (PENDING) are not active yet. Users cannot deactivate themselves.',
    },
    created_at: { read: ({ created_at }) => utc(created_at), columns: ['created_at'] },
    urls: {
      columns: ['url', 'photo_url'],
      read: ({ url, photo_url }) => [
        { type: 'profile', url },
        { type: 'photo', url: photo_url?.original },
      ],
    },
  },
  users: {
    list: {
      request: ({ size, at, filters }) =>
        users(listUsers, {
          limit: size,
          page: pageNumber({ size, at }, 1),
          ...(filters.email === undefined ? {} : { emails: [filters.email] }),
        }),
      records: (body) => at(body, 'data.users'),
      paging: byPage(),
      maximumPageSize: 1000,
      nativeFilters: ['email'],
      caseUnverified: ['email'],
      note: 'All users of the account, guests and service users included, oldest first.',
    },
    get: {
      requests: [(id) => users(getUser, { id })],
      record: (body) => {
        const found = at(body, 'data.users')
        return Array.isArray(found) ? found[0] : false
      },
      emptyIsUnknown: true,
      idPattern: /\d{1,20}/,
    },
    me: { request: users(getMe), record: (body: unknown) => at(body, 'data.me') },
    create: {
      request: ({ body }) => graphql(inviteUser, { user_role: 'MEMBER', product: 'crm', ...body }),
      fields: ['email'],
      required: ['email'],
      // `user_role` and `product` may be chosen where the operator allows it.
      remoteDataAt: 'variables',
      refusedRemoteKeys: ['email', 'id'],
      rightsKeys,
      id: ({ body }) => idAt(body, 'data.invite_users.invited_users.0.id'),
    },
    update: {
      separate: ['is_active'],
      // A mutation without an effect may answer without an error: each step counts the users that it changed.
      steps: ({ id, body, changes: { is_active } }) => [
        body && {
          ...graphql(updateUser, { id, attributes: body }),
          done: listsId('data.update_multiple_users.updated_users'),
        },
        is_active === true && {
          ...graphql(activateUser, { id }),
          fields: ['is_active'],
          done: listsId('data.activate_users.activated_users'),
        },
        is_active === false && {
          ...graphql(deactivateUser, { id }),
          fields: ['is_active'],
          done: listsId('data.deactivate_users.deactivated_users'),
        },
      ],
      remoteDataAt: 'variables.attributes',
      refusedRemoteKeys: ['id', 'user_id'],
      rightsKeys,
    },
    delete: { absent: "monday.com's API deactivates users, it does not delete them; send PATCH with is_active=false." },
  },
  errors,
  // GraphQL can be sent in the address too.
  refusedQueryKeys: ['query', 'variables', 'operationName', 'extensions'],
})
