import { defineAdapter, type JsonObject, type Step } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { byPage, pageNumber } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { certainFlag } from '../../runtime/records/values.ts'
import { connection } from './connect.ts'
import { errors, first, saysSuccess } from './errors.ts'
import type { ZohoUser } from './record.ts'

const put = (change: JsonObject): Step => ({
  method: 'PUT',
  path: template`/users/${userId}`,
  body: { users: [change] },
  done: saysSuccess,
})

/** Superiors see the records of users who report to them; `type__s` and `category` are kinds of licence. */
const rightsKeys = [
  'role',
  'profile',
  'territory',
  'territories',
  'Reporting_To',
  'share_among_subordinates',
  'type__s',
  'category',
  'groups',
  'permissions',
  'sandboxDeveloper',
]

export const zohoCrm = defineAdapter<ZohoUser>()({
  slug: 'zoho-crm',
  name: 'Zoho CRM',
  docs: 'https://www.zoho.com/crm/developer/docs/api/v8/get-users.html',
  apiVersion: { name: 'v8' },
  ...connection,
  user: {
    id: { read: ({ id }) => id, columns: ['id'] },
    name: { read: ({ full_name }) => full_name, write: 'split', columns: ['full_name'] },
    first_name: {
      read: ({ first_name }) => first_name,
      write: (value) => ({ first_name: value }),
      columns: ['first_name'],
    },
    last_name: { read: ({ last_name }) => last_name, write: (value) => ({ last_name: value }), columns: ['last_name'] },
    email: {
      read: ({ email }) => email,
      write: (value) => ({ email: value }),
      columns: ['email'],
      note: 'Zoho CRM refuses to change the e-mail of a user that has confirmed the invitation.',
    },
    is_active: {
      read: ({ status }) => (typeof status === 'string' ? status === 'active' : null),
      columns: ['status'],
    },
    created_at: { read: ({ created_time }) => utc(created_time), columns: ['created_time'] },
    updated_at: { read: ({ Modified_Time }) => utc(Modified_Time), columns: ['Modified_Time'] },
    // Field-level security: https://www.zoho.com/crm/help/api/getfields.html
    hidesColumns: true,
    urls: {
      read: ({ website, image_link }) => [
        { type: 'website', url: website && !/^https?:/i.test(website) ? `https://${website}` : website },
        { type: 'avatar', url: image_link },
      ],
    },
  },
  users: {
    list: {
      // All except the deleted ones, active or not. An empty list is a 204 without body.
      request: (page) => ({
        path: '/users',
        query: { type: 'AllUsers', page: pageNumber(page, 1), per_page: page.size },
      }),
      records: (body) => at(body, 'users'),
      paging: byPage(({ body }) => certainFlag(at(body, 'info.more_records'))),
      maximumPageSize: 200,
    },
    record: first,
    get: { requests: [{ path: template`/users/${userId}` }], idPattern: /\d{1,20}/ },
    me: { request: { path: '/users', query: { type: 'CurrentUser' } } },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/users', body: { users: [body] } }),
      required: ['last_name', 'email'],
      requiredRemoteKeys: ['role', 'profile'],
      refusedRemoteKeys: ['id', 'users'],
      rightsKeys,
      remoteDataAt: 'users.0',
      id: ({ body }) => idAt(body, 'users.0.details.id'),
    },
    update: {
      readsFirst: {
        id: ({ id, status }) => (status === 'deleted' ? undefined : id),
        impossible: 'This user was deleted, and Zoho CRM does not change deleted users.',
      },
      separate: ['is_active'],
      // The status is sent alone; an inactive user can only be activated, so an activation is the first call and a
      // deactivation the last.
      steps: ({ body, changes: { is_active }, record }) => {
        const main = body === undefined ? [] : [put(body)]
        // Zoho reports an error for the activation of an active user, and for the deactivation of an inactive one.
        const isSame = typeof record?.status === 'string' && is_active === (record.status === 'active')
        if (is_active === undefined || isSame) return main
        const status: Step = { fields: ['is_active'], ...put({ status: is_active ? 'active' : 'inactive' }) }
        return is_active ? [status, ...main] : [...main, status]
      },
      refusedRemoteKeys: ['id', 'users'],
      rightsKeys,
      remoteDataAt: 'users.0',
    },
    delete: { request: { method: 'DELETE', path: template`/users/${userId}` }, done: saysSuccess },
  },
  errors,
  notes: [
    "A token of another data centre is answered as an invalid one: accounts_server must be the organisation's own.",
  ],
})
