import { defineAdapter } from '../../contract.ts'
import { listAt } from '../../runtime/calls/envelope.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { byOffset, statement } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { certainFlag } from '../../runtime/records/values.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import type { CloseUser } from './record.ts'

const rightsKeys = ['role', 'role_id', 'permissions', 'permissions_granted', 'teams', 'groups']

export const close = defineAdapter<CloseUser>()({
  slug: 'close',
  name: 'Close',
  docs: 'https://developer.close.com/api/resources/users/list',
  apiVersion: { name: 'v1' },
  ...connection,
  user: {
    id: { read: ({ id }) => id },
    first_name: { read: ({ first_name }) => first_name },
    last_name: { read: ({ last_name }) => last_name },
    email: { read: ({ email }) => email },
    created_at: { read: ({ date_created }) => utc(date_created) },
    updated_at: { read: ({ date_updated }) => utc(date_updated) },
    urls: { read: ({ image }) => [{ type: 'avatar', url: image }] },
  },
  users: {
    list: {
      request: ({ size, at: offset }) => ({ path: '/user/', query: { _limit: size, _skip: offset } }),
      records: (body) => listAt(body, 'data', certainFlag(at(body, 'has_more')) === false),
      // Each resource has a maximum `_skip`, which a 400 names.
      paging: byOffset(({ body }) => statement(at(body, 'has_more'))),
      // The default; greater ones are refused by some resources.
      maximumPageSize: 100,
      note: 'The current members of the organization. Close lists former ones with the organization only, and does not report whether a user is active.',
    },
    get: { requests: [{ path: template`/user/${userId}/` }], idPattern: /user_[A-Za-z0-9]{1,100}/ },
    me: { request: { path: '/me/' } },
    create: {
      // By API key too, and only into verified domains, since https://developer.close.com/api/overview/changelog/2026/7/16
      request: ({ body }) => ({ method: 'POST', path: '/membership/', body }),
      required: ['email'],
      requiredRemoteKeys: ['role_id'],
      refusedRemoteKeys: ['id', 'user_id', 'organization_id'],
      rightsKeys,
      write: { email: (value) => ({ email: value }) },
      // The answer is the membership. It is not documented; memberships elsewhere name their user like this.
      id: ({ body }) => textAt(body, 'user_id'),
    },
    update: { absent: "Close's API changes neither name nor e-mail of a user; users change them themselves in Close." },
    delete: {
      absent:
        'Close deletes a membership by the id of the membership, which user records do not have; remove the user in Close itself.',
    },
  },
  errors,
  notes: [
    'Creating a user needs the permission to manage the organization, and an organization that restricts new users to its verified e-mail domains, with the e-mail in one of them; remote_data must have role_id: admin, superuser, user, restricteduser or the id of a role.',
  ],
})
