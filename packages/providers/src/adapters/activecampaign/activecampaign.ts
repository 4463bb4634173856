import { defineAdapter } from '../../contract.ts'
import { listAt } from '../../runtime/calls/envelope.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { byOffset } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { namesId, nothingLeft } from '../../runtime/writes/done.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'

/** A login: https://developers.activecampaign.com/reference/users */
interface ActivecampaignUser {
  readonly id: string
  readonly firstName?: string | null
  readonly lastName?: string | null
  readonly email?: string | null
  readonly cdate?: string | null
  readonly udate?: string | null
}

/** Users have the permissions of their group. */
const rightsKeys = [
  'group',
  'groups',
  'userGroup',
  'userGroups',
  'userConversationsPermission*',
  'permissions',
  'mfaEnabled',
]

export const activecampaign = defineAdapter<ActivecampaignUser>()({
  slug: 'activecampaign',
  name: 'ActiveCampaign',
  docs: 'https://developers.activecampaign.com/reference/users',
  // https://developers.activecampaign.com/reference/url
  apiVersion: { name: 'v3' },
  ...connection,
  user: {
    id: { read: ({ id }) => id },
    name: { write: 'split' },
    first_name: { read: ({ firstName }) => firstName, write: (value) => ({ firstName: value }) },
    last_name: { read: ({ lastName }) => lastName, write: (value) => ({ lastName: value }) },
    email: { read: ({ email }) => email, write: (value) => ({ email: value }) },
    is_active: {
      read: () => true,
      derived:
        'ActiveCampaign has no status of a user: it removes users instead of deactivating them, so an existing user is active.',
      readOnly: 'ActiveCampaign cannot deactivate a user, only delete one (DELETE).',
    },
    created_at: { read: ({ cdate }) => utc(cdate), note: "null for the account's first user." },
    updated_at: { read: ({ udate }) => utc(udate), note: "null for the account's first user." },
    secrets: ['password'],
  },
  users: {
    list: {
      // Filters and sorts are not documented for users. The call for one user by e-mail (/users/email/{email}) is not a list:
      // it answers an unknown user with an error.
      request: ({ size, at: offset }) => ({ path: '/users', query: { limit: size, offset } }),
      records: (body) => listAt(body, 'users', Number(at(body, 'meta.total') ?? Number.NaN) === 0),
      // meta.total is reported to be unreliable for users: while it is greater the list continues, until an empty page.
      paging: byOffset(({ body }, next) => (Number(at(body, 'meta.total')) > next ? 'perhaps' : undefined)),
      maximumPageSize: 100,
    },
    record: (body) => at(body, 'user'),
    get: { requests: [{ path: template`/users/${userId}` }], idPattern: /[1-9]\d{0,17}/ },
    me: { request: { path: '/users/me' } },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/users', body: { user: body } }),
      required: ['first_name', 'last_name', 'email'],
      requiredRemoteKeys: ['username', 'password', 'group'],
      refusedRemoteKeys: ['id'],
      rightsKeys,
      remoteDataAt: 'user',
    },
    update: {
      // It is not stated whether a PUT keeps the fields that it does not name: it names all three.
      readsFirst: true,
      // A PUT without the group is refused (422 field_missing, recorded by mhenrixon/active_campaign, 2020-02-27), and the
      // user's record names it only by a link. Where none is found the caller gets the vendor's refusal.
      alsoReads: (remoteData) =>
        at(remoteData, 'group') === undefined ? { path: template`/users/${userId}/userGroup` } : undefined,
      steps: ({ body, record, besides }) => {
        const group = at(besides, 'userGroup.group') ?? at(besides, 'userGroup.groupid')
        const known = { email: record?.email, firstName: record?.firstName, lastName: record?.lastName, group }
        // Read afterwards: the answer still has the old udate.
        return [
          {
            method: 'PUT',
            path: template`/users/${userId}`,
            body: { user: { ...known, ...body } },
            done: namesId('user.id'),
          },
        ]
      },
      refusedRemoteKeys: ['id', 'username'],
      rightsKeys,
      remoteDataAt: 'user',
    },
    // The documented answer is an empty object.
    delete: { request: { method: 'DELETE', path: template`/users/${userId}` }, done: nothingLeft },
  },
  errors,
  notes: [
    'ActiveCampaign answers a wrong key with 403, as it does a missing permission: both are provider-forbidden.',
    'remote_data of a create must have username, password and group, the id of a user group; an update keeps the group.',
  ],
})
