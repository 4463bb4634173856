import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { byOffset } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { namesId, nothingLeft } from '../../runtime/writes/done.ts'
import { connection, guid } from './connect.ts'
import { errors } from './errors.ts'
import { hasMore, queryMembers } from './query.ts'
import type { WixMember } from './record.ts'

/** Roles, groups and badges decide which pages a member may see. */
const rightsKeys = ['roles', 'memberRoles', 'groups', 'badges', 'permissions', 'loginEmailVerified']

export const wix = defineAdapter<WixMember>()({
  slug: 'wix',
  name: 'Wix',
  docs: 'https://dev.wix.com/docs/rest/crm/members-contacts/members/member-management/members/introduction',
  apiVersion: { name: 'v1' },
  ...connection,
  user: {
    id: { read: ({ id }) => id },
    name: {
      read: ({ profile }) => profile?.nickname,
      // Not clearable: without nickname the name is first and last name again.
      write: (value) => ({ profile: { nickname: value } }),
      note: 'The nickname; first and last name where there is none.',
    },
    first_name: {
      read: ({ contact }) => contact?.firstName,
      // An empty text clears a field.
      write: (value) => ({ contact: { firstName: value ?? '' } }),
      clearable: true,
    },
    last_name: {
      read: ({ contact }) => contact?.lastName,
      write: (value) => ({ contact: { lastName: value ?? '' } }),
      clearable: true,
    },
    email: {
      // Not contact.emails: it is not used for logins, and the native filter cannot read it.
      read: ({ loginEmail }) => loginEmail,
      readOnly: "Wix does not let its REST API change a member's login e-mail.",
      note: 'The login e-mail.',
    },
    is_active: {
      // UNKNOWN means that the credential may not see the status.
      read: ({ status }) =>
        typeof status === 'string' && status !== '' && status !== 'UNKNOWN' ? status === 'APPROVED' : null,
      note: 'true approves the member (and unblocks), false blocks; each is a separate call.',
    },
    created_at: { read: ({ createdDate }) => utc(createdDate) },
    updated_at: { read: ({ updatedDate }) => utc(updatedDate) },
    urls: { read: ({ profile }) => [{ type: 'photo', url: profile?.photo?.url }] },
  },
  users: {
    list: {
      request: queryMembers,
      records: (body) => at(body, 'members'),
      paging: byOffset(hasMore),
      maximumPageSize: 100,
      nativeFilters: ['email', 'is_active'],
      caseUnverified: ['email'],
      note: 'The users are the members of the site, oldest first.',
    },
    record: (body) => at(body, 'member'),
    get: {
      requests: [{ path: template`/members/${userId}`, query: { fieldsets: 'FULL' } }],
      idPattern: guid,
      reservedIds: ['my', 'query'],
      normaliseId: (id) => id.toLowerCase(),
    },
    me: { absent: 'keys and app tokens belong to a site, not to one of its members; read a member by id.' },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/members', body: { member: body } }),
      required: ['email'],
      write: { email: (value) => ({ loginEmail: value }) },
      refusedRemoteKeys: ['id', 'member.id', 'member.contactId'],
      rightsKeys,
      // The fieldset of the answer is not stated: the member is read by its id.
      id: ({ body }) => idAt(body, 'member.id'),
    },
    update: {
      separate: ['is_active'],
      steps: ({ body, changes: { is_active } }) => [
        body && {
          method: 'PATCH',
          path: template`/members/${userId}`,
          body: { member: body },
          done: namesId('member.id'),
        },
        is_active !== undefined && {
          method: 'POST',
          path: is_active ? template`/members/${userId}/approve` : template`/members/${userId}/block`,
          body: {},
          fields: ['is_active'],
          done: namesId('member.id'),
        },
      ],
      refusedRemoteKeys: ['id', 'member.id', 'member.contactId', 'member.loginEmail'],
      rightsKeys,
    },
    delete: { request: { method: 'DELETE', path: template`/members/${userId}` }, done: nothingLeft },
  },
  errors,
  // The SDK encodes a whole request in `.r`.
  refusedQueryKeys: ['.r', 'id', 'query', 'search'],
})
