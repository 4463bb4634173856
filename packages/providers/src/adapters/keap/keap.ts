import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { brokenPaging, byCursor, unescaped } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import { addressesOf, isSame, type KeapUser } from './record.ts'

/** Semicolons separate clauses, so no value may have one. */
const filterOf = (email: string | undefined): string =>
  [
    'include_inactive==true',
    'include_partners==false',
    ...(email && !/[;=]/.test(email) ? [`email==${email}`] : []),
  ].join(';')

const rightsKeys = ['admin', 'is_admin', 'partner', 'role', 'roles', 'permissions']

export const keap = defineAdapter<KeapUser>()({
  slug: 'keap',
  name: 'Keap',
  docs: 'https://developer.infusionsoft.com/docs/restv2/#tag/Users',
  apiVersion: { name: 'v2' },
  ...connection,
  user: {
    id: { read: ({ id }) => id },
    name: { write: 'split' },
    first_name: { read: ({ given_name }) => given_name, write: (value) => ({ given_name: value }) },
    last_name: { read: ({ family_name }) => family_name, write: (value) => ({ family_name: value }) },
    email: {
      read: (user) => {
        const addresses = addressesOf(user)
        return at(addresses.find((address) => at(address, 'field') === 'EMAIL1') ?? addresses[0], 'email')
      },
      // Written as one object, read as a list.
      write: (value) => ({ email_address: { email: value, field: 'EMAIL1' } }),
    },
    is_active: {
      read: ({ status }) => (typeof status === 'string' && status !== '' ? status === 'ACTIVE' : null),
      readOnly: "Keap's API does not activate or deactivate users; do it in its web app.",
      note: 'A user who was invited and has not accepted yet is not active.',
    },
    created_at: { read: ({ create_time }) => utc(create_time) },
    updated_at: { read: ({ update_time }) => utc(update_time) },
    singleName: 'first_name',
  },
  users: {
    list: {
      // It is not stated whether inactive users are listed by default: both clauses are always sent.
      request: ({ size, at: after, filters }) => ({
        path: '/rest/v2/users',
        query: { page_size: size, page_token: after, filter: filterOf(filters.email) },
      }),
      records: (body) => at(body, 'users'),
      // A token, or a whole address that has it; an empty text at the end.
      paging: byCursor(({ body }) => {
        const next = at(body, 'next_page_token')
        if (typeof next !== 'string' || !URL.canParse(next)) return unescaped(next)
        return new URL(next).searchParams.get('page_token') ?? brokenPaging()
      }),
      maximumPageSize: 100,
      nativeFilters: ['email'],
      caseUnverified: ['email'],
      note: "Users of Keap's partners have no seat in this account: they are left out.",
    },
    get: { requests: [{ path: template`/rest/v2/users/${userId}` }], idPattern: /\d{1,18}/ },
    me: {
      identity: () => ({ path: '/rest/v2/oauth/connect/userinfo' }),
      key: (body) => idAt(body, 'sub'),
      lookup: (key) => ({ path: template`/rest/v2/users/${key}` }),
      // It is not stated that `sub` is the user's id: the user is accepted only where the global id or the e-mail is the
      // same.
      record: (user, identity) => (isSame(user, identity) ? user : undefined),
    },
    create: {
      // v2 has no creation; v1 answers with a user of another shape, of which only the id is used.
      request: ({ body }) => ({ method: 'POST', path: '/rest/v1/users', body }),
      fields: ['email', 'first_name'],
      required: ['email', 'first_name'],
      write: { email: (value) => ({ email: value }) },
      refusedRemoteKeys: ['id', 'global_user_id', 'infusionsoft_id'],
      rightsKeys,
      id: ({ body }) => idAt(body, 'id'),
    },
    update: {
      // It is not stated whether PATCH without a mask clears the missing fields: the mask names all that are sent.
      steps: ({ body, remoteData }) => [
        {
          method: 'PATCH',
          path: template`/rest/v2/users/${userId}`,
          query: {
            update_mask: Object.keys({ ...body, ...remoteData }).map((key) => (key === 'title' ? 'job_title' : key)),
          },
          body,
          hasUser: true,
        },
      ],
      refusedRemoteKeys: ['id', 'user_id', 'global_user_id', 'keap_id'],
      rightsKeys,
    },
    delete: { absent: "Keap's API neither deletes nor deactivates users; do it in its web app." },
  },
  errors,
})
