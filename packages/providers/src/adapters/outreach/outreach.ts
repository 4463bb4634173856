import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { byLink } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { notFlag } from '../../runtime/records/values.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import { emailFilter, filterQuery } from './filters.ts'
import type { OutreachUser } from './record.ts'

const data = (body: unknown): unknown => at(body, 'data')

/** The only user with the e-mail that the root names; with none or several the own user is not certain. */
const onlyUserOf = (body: unknown, root: unknown): unknown => {
  const email = textAt(root, 'meta.user.email')?.toLowerCase()
  const users = data(body)
  const same = Array.isArray(users)
    ? users.filter((user) => textAt(user, 'attributes.email')?.toLowerCase() === email)
    : []
  return same.length === 1 ? same[0] : undefined
}

/** Relationships hold role, profile and teams; the other attributes are set by single sign-on and job roles. */
const rightsKeys = [
  'relationships',
  'profile',
  'role',
  'teams',
  'directAssignedTeams',
  'roleAssignedTeams',
  'jobRole',
  'jobRoleByName',
  'duties',
  'scimExternalId',
  'scimSource',
]

export const outreach = defineAdapter<OutreachUser>()({
  slug: 'outreach',
  name: 'Outreach',
  docs: 'https://developers.outreach.io/api/reference/tag/User/',
  // https://developers.outreach.io/api/making-requests/
  apiVersion: { name: 'v2' },
  ...connection,
  user: {
    id: { read: (user) => user.id },
    name: { read: (user) => user.attributes?.name, write: 'split' },
    first_name: { read: (user) => user.attributes?.firstName, write: (value) => ({ firstName: value }) },
    last_name: { read: (user) => user.attributes?.lastName, write: (value) => ({ lastName: value }) },
    email: {
      read: (user) => user.attributes?.email,
      readOnly: "Outreach's API takes an e-mail only when it invites a user, and does not change it.",
    },
    is_active: {
      read: ({ attributes }) => notFlag(attributes?.locked),
      write: (value) => ({ locked: !value }),
      note: 'A locked user is not active.',
    },
    created_at: { read: (user) => utc(user.attributes?.createdAt) },
    updated_at: { read: (user) => utc(user.attributes?.updatedAt) },
  },
  users: {
    list: {
      request: ({ size, filters }) => ({
        path: '/users',
        query: { 'page[size]': size, count: false, ...filterQuery(filters) },
      }),
      records: data,
      paging: byLink(({ body }) => at(body, 'links.next')),
      maximumPageSize: 1000,
      // Not `name`: the API cannot filter by it. The order of ties is not stated.
      nativeFilters: ['email', 'is_active', 'created_at', 'updated_at'],
      caseUnverified: ['email'],
    },
    record: data,
    get: {
      requests: [{ path: template`/users/${userId}` }],
      idPattern: /[1-9]\d{0,14}/,
    },
    me: {
      // The root of the API names the user, as two OmniAuth strategies rely on
      // (https://github.com/kevinneub/omniauth-outreach); the vendor does not document it.
      identity: () => ({ path: '' }),
      key: (body) => textAt(body, 'meta.user.email'),
      lookup: (email) => ({ path: '/users', query: emailFilter(email) }),
      record: onlyUserOf,
    },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/users', body: { data: { type: 'user', attributes: body } } }),
      fields: ['email', 'name', 'first_name', 'last_name'],
      required: ['email'],
      write: { email: (value) => ({ email: value }) },
      refusedRemoteKeys: ['id', 'data.id', 'data.type'],
      rightsKeys,
    },
    update: {
      steps: ({ id, body }) => [
        {
          method: 'PATCH',
          path: template`/users/${userId}`,
          // The id must be in the body too, as a number.
          body: { data: { type: 'user', id: Number(id), attributes: body } },
          hasUser: true,
        },
      ],
      refusedRemoteKeys: ['id', 'data.id', 'data.type'],
      rightsKeys,
    },
    delete: { absent: 'Outreach users are locked, not deleted; send PATCH with is_active=false.' },
  },
  errors,
  refusedQueryKeys: ['filter', 'page', 'sort', 'include', 'count', 'newFilterSyntax'],
})
