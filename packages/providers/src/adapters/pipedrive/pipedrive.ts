import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { brokenPaging } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { certainFlag, flag } from '../../runtime/records/values.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import type { PipedriveUser } from './record.ts'

const data = (body: unknown): unknown => at(body, 'data')

const personal =
  'A Pipedrive person may belong to several companies and keeps name and e-mail for all of them: the API changes neither.'

const rightsKeys = ['access', 'admin', 'is_admin', 'permission_set_id', 'permission_sets', 'role', 'role_id', 'teams']

export const pipedrive = defineAdapter<PipedriveUser>()({
  slug: 'pipedrive',
  name: 'Pipedrive',
  docs: 'https://developers.pipedrive.com/docs/api/v1/Users',
  // https://developers.pipedrive.com/docs/api/v1/Users
  apiVersion: { name: 'v1' },
  ...connection,
  user: {
    id: { read: (user) => user.id },
    name: { read: (user) => user.name, readOnly: personal },
    email: { read: (user) => user.email, readOnly: personal },
    is_active: {
      // is_deleted is missing in older answers; a deleted user keeps active_flag in some. Older ones have 0 and 1.
      read: (user) => flag(user.active_flag) && flag(user.is_deleted) !== true,
      write: (value) => ({ active_flag: value }),
    },
    created_at: { read: (user) => utc(user.created), note: 'Pipedrive gives no zone; UTC.' },
    updated_at: { read: (user) => utc(user.modified), note: 'Pipedrive gives no zone; UTC.' },
    urls: { read: (user) => [{ type: 'photo', url: user.icon_url }] },
  },
  users: {
    list: {
      // The specification has no parameters: all users are in one answer. The general pagination of v1 is followed if an
      // answer has it.
      request: ({ at: start }) => ({ path: '/users', query: { start } }),
      // An empty list may be null: https://github.com/supaglue-labs/supaglue/pull/846
      records: (body) => (data(body) === null ? [] : data(body)),
      paging: {
        next: ({ answer: { body } }) => {
          const start = Number(idAt(body, 'additional_data.pagination.next_start') ?? Number.NaN)
          const hasMore = certainFlag(at(body, 'additional_data.pagination.more_items_in_collection')) === true
          if (!hasMore) return undefined
          return Number.isSafeInteger(start) ? { at: start } : brokenPaging()
        },
      },
      maximumPageSize: 500,
    },
    record: data,
    get: {
      requests: [{ path: template`/users/${userId}` }],
      idPattern: /\d{1,18}/,
      reservedIds: ['find', 'me'],
    },
    me: { request: { path: '/users/me' } },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/users', body }),
      required: ['email'],
      write: { email: (value) => ({ email: value }) },
      refusedRemoteKeys: ['id'],
      rightsKeys,
    },
    update: {
      // PUT accepts only active_flag and requires it.
      steps: ({ body }) => [{ method: 'PUT', path: template`/users/${userId}`, body, hasUser: true }],
      refusedRemoteKeys: ['id'],
      rightsKeys,
    },
    delete: { absent: 'Pipedrive users are deactivated, not deleted; send PATCH with is_active=false.' },
  },
  errors,
})
