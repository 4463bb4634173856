import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { byOffset } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { flag } from '../../runtime/records/values.ts'
import { connection, id, version } from './connect.ts'
import { errors, isQueued } from './errors.ts'
import type { HighlevelUser } from './record.ts'

const undocumented = 'HighLevel does not document its dates: null unless its answer has them.'

const rightsKeys = ['type', 'role', 'roles', 'permissions', 'scopes', 'scopesAssignedToOnly', 'restrictSubAccount']

export const highlevel = defineAdapter<HighlevelUser>()({
  slug: 'highlevel',
  name: 'HighLevel',
  docs: 'https://marketplace.gohighlevel.com/docs/ghl/users/search-users',
  apiVersion: { name: version },
  ...connection,
  user: {
    id: { read: (user) => user.id },
    name: { read: (user) => user.name, write: 'split' },
    first_name: { read: (user) => user.firstName, write: (value) => ({ firstName: value }) },
    last_name: { read: (user) => user.lastName, write: (value) => ({ lastName: value }) },
    email: {
      read: (user) => user.email,
      readOnly: "HighLevel's API no longer changes the e-mail of a user, for security.",
    },
    is_active: {
      // Not every answer has the flag.
      read: (user) => flag(user.deleted) !== true,
      derived: 'HighLevel deletes users instead of deactivating them: a user that is not marked as deleted is active.',
      readOnly: 'HighLevel cannot deactivate a user, only delete one (DELETE).',
    },
    created_at: { read: (user) => utc(user.dateAdded), note: undocumented },
    updated_at: { read: (user) => utc(user.dateUpdated), note: undocumented },
    secrets: ['password'],
  },
  users: {
    list: {
      request: ({ size, at: skip, filters, variables: { company_id, location_id }, workspaceId }) => ({
        path: '/users/search',
        query: {
          companyId: company_id,
          locationId: workspaceId ?? location_id,
          // Searches names, e-mail and phone: it may return more than the matches.
          query: filters.email,
          skip,
          limit: size,
        },
      }),
      records: (body) => (at(body, 'users') === null ? [] : at(body, 'users')),
      // Without a count the list continues until an empty page: the maximum limit is not stated.
      paging: byOffset(({ body }, nextOffset) => {
        const count = idAt(body, 'count')
        return count === undefined ? 'perhaps' : nextOffset < Number(count)
      }),
      maximumPageSize: 100,
      nativeFilters: ['email'],
      // It is not stated how `query` compares.
      caseUnverified: ['email'],
      hasWorkspaces: true,
    },
    get: { requests: [{ path: template`/users/${userId}` }], idPattern: id, reservedIds: ['search'] },
    me: {
      identity: ({ principal }) =>
        principal === undefined
          ? {
              absent:
                'only a complete OAuth token answer names the user of a token, and a private integration token has no user; read a user by id.',
            }
          : { key: principal },
    },
    create: {
      request: ({ body, variables: { company_id, location_id } }) => ({
        method: 'POST',
        path: '/users/',
        body: { companyId: company_id, ...(location_id === undefined ? {} : { locationIds: [location_id] }), ...body },
      }),
      required: ['first_name', 'last_name', 'email'],
      requiredRemoteKeys: ['password', 'type', 'role'],
      refusedRemoteKeys: ['id', 'companyId'],
      rightsKeys,
      write: { email: (value) => ({ email: value }) },
    },
    update: {
      steps: ({ body, variables: { company_id } }) => [
        // An agency's token needs companyId.
        { method: 'PUT', path: template`/users/${userId}`, body: { companyId: company_id, ...body }, hasUser: true },
      ],
      refusedRemoteKeys: ['id', 'companyId', 'locationIds', 'email'],
      rightsKeys,
    },
    delete: { request: { method: 'DELETE', path: template`/users/${userId}` }, done: isQueued },
  },
  errors,
  notes: [
    'HighLevel only queues a deletion: the user may be found for a while after it.',
    'remote_data of a create must have password, type and role, and locationIds unless the account has its own location_id, which is the default.',
  ],
})
