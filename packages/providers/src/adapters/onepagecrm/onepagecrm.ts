import { defineAdapter } from '../../contract.ts'
import { password, template, userId, username } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { onePage } from '../../runtime/lists/pagination.ts'
import { errors } from './errors.ts'
import type { OnePageCrmUser } from './record.ts'

const team = "OnePageCRM's API does not manage the team; do it in its web app."

const rightsKeys = ['account_rights', 'role', 'rights']

export const onepagecrm = defineAdapter<OnePageCrmUser>()({
  slug: 'onepagecrm',
  name: 'OnePageCRM',
  docs: 'https://github.com/OnePageCRM/swagger/blob/main/swagger.yaml',
  apiVersion: { name: 'v3' },
  account: {},
  // The user id and the API key of https://app.onepagecrm.com/app/api
  authentication: { basic: { basic: { username: username, password: password } } },
  baseUrl: 'https://app.onepagecrm.com/api/v3',
  hosts: [/app\.onepagecrm\.com/],
  // https://github.com/OnePageCRM/OnePageCRM.github.io/blob/master/_posts/2014-11-11-api-rate-limit.md
  limits: {
    // About 5 requests a second, counted by address and not by account.
    defaultWaitSeconds: 1,
  },
  user: {
    id: { read: ({ id }) => id },
    name: { write: 'split' },
    first_name: { read: ({ first_name }) => first_name, write: (value) => ({ first_name: value }) },
    last_name: { read: ({ last_name }) => last_name, write: (value) => ({ last_name: value }) },
    email: {
      read: ({ email }) => email,
      readOnly: "OnePageCRM's API changes a user's names and company, not the e-mail; change it in its web app.",
    },
    is_active: {
      readOnly: 'OnePageCRM has no inactive users; remove the user in its web app instead.',
    },
    urls: { read: ({ photo_url }) => [{ type: 'photo', url: photo_url }] },
    // `/bootstrap` has the caller's own API key beside the user; mail to the BCC address is written into the CRM.
    secrets: ['auth_key', 'bcc_email'],
  },
  users: {
    list: {
      request: () => ({ path: '/users' }),
      // `[{user}]` in the specification, `{user: []}` in some copies of the documentation.
      records: (body) => {
        if (at(body, 'status') === 0 && at(body, 'data') === null) return []
        const inside = at(body, 'data.user')
        const list = Array.isArray(inside) ? inside : at(body, 'data')
        return Array.isArray(list) ? list.map((item: unknown) => at(item, 'user') ?? item) : undefined
      },
      paging: onePage,
      maximumPageSize: 1000,
    },
    record: (body) => at(body, 'data.user'),
    get: {
      requests: [{ path: template`/users/${userId}` }],
      idPattern: /[0-9a-f]{24}/,
      normaliseId: (id) => id.toLowerCase(),
    },
    me: { request: { path: '/bootstrap' }, record: (body) => at(body, 'data.user.user') },
    create: { absent: team },
    update: {
      // It is not stated whether PUT clears missing fields of users (for contacts it does): all writable fields are sent.
      readsFirst: true,
      steps: ({ body, record }) => {
        const { first_name, last_name, company_name } = record ?? {}
        const all = { first_name, last_name, company_name, ...body }
        return [{ method: 'PUT', path: template`/users/${userId}`, body: all, hasUser: true }]
      },
      refusedRemoteKeys: ['id', 'user_id', 'user'],
      rightsKeys,
    },
    delete: { absent: team },
  },
  errors,
  notes: ['Users can change themselves; administrators can change every user.'],
})
