import { defineAdapter, type VendorRequest } from '../../contract.ts'
import { credential, template, userId } from '../../runtime/calls/template.ts'
import { at, idAt } from '../../runtime/json/json.ts'
import { byCursor, unescaped } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { certainFlag, notFlag } from '../../runtime/records/values.ts'
import { namesId, nothing } from '../../runtime/writes/done.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import type { HubspotOwner } from './record.ts'

const user = template`/settings/v3/users/${userId}`

/** The owner of a user. */
const ownerOf = (id: string): VendorRequest => ({
  path: template`/crm/v3/owners/${id}`,
  query: { idProperty: 'userId' },
})

const isQueue = (owner: unknown): boolean => at(owner, 'type') === 'QUEUE'
const userOf = (owner: HubspotOwner): string | undefined => /^\d+$/.exec(idAt(owner, 'userId') ?? '')?.[0]

const rightsKeys = [
  'superAdmin',
  'role',
  'roleId',
  'roleIds',
  'primaryTeamId',
  'secondaryTeamIds',
  'teams',
  'seatNames',
  'permissions',
  'permissionSets',
]

export const hubspot = defineAdapter<HubspotOwner>()({
  slug: 'hubspot',
  name: 'HubSpot',
  docs: 'https://developers.hubspot.com/docs/api-reference/crm-owners-v3/guide',
  apiVersion: { name: 'v3' },
  ...connection,
  user: {
    id: {
      read: (owner) => owner.id,
      note: "The owner's id, not the user's: records of the CRM name their owner by it.",
    },
    name: { write: 'split' },
    first_name: { read: (owner) => owner.firstName, write: (value) => ({ firstName: value }) },
    last_name: { read: (owner) => owner.lastName, write: (value) => ({ lastName: value }) },
    email: { read: (owner) => owner.email, readOnly: "HubSpot's user provisioning API does not change an e-mail." },
    is_active: {
      read: ({ archived }) => notFlag(archived),
      readOnly: 'HubSpot cannot deactivate a user; a user is active until deleted (DELETE).',
    },
    created_at: { read: (owner) => utc(owner.createdAt) },
    updated_at: {
      read: (owner) => utc(owner.updatedAt),
      note: 'Changes with the owner record only, not with permissions.',
    },
  },
  users: {
    list: {
      request: ({ size, at: after, pass, filters }) => ({
        path: '/crm/v3/owners',
        query: { limit: size, after, email: filters.email, archived: pass },
      }),
      records: (body) => at(body, 'results'),
      // Shown percent-encoded in the vendor's own samples.
      paging: byCursor(({ body }) => unescaped(at(body, 'paging.next.after'))),
      maximumPageSize: 500,
      // Archived owners are a separate list.
      passes: ({ is_active }) => (is_active === undefined ? ['false', 'true'] : [String(!is_active)]),
      nativeFilters: ['email', 'is_active'],
      caseUnverified: ['email'],
      // An owner belongs to the pass that its own record names, in case a pass has the other kind too.
      excludes: (owner, pass) => isQueue(owner) || ![pass, 'undefined'].includes(String(certainFlag(owner.archived))),
      note: 'Queues are owners too, but not people: they are left out. Active users are listed first, archived ones after them.',
    },
    get: {
      // An archived owner is found only with `archived=true`.
      requests: [
        { path: template`/crm/v3/owners/${userId}`, query: { archived: 'false' } },
        { path: template`/crm/v3/owners/${userId}`, query: { archived: 'true' } },
      ],
      record: (owner) => (isQueue(owner) ? undefined : owner),
      // int32 in the specification.
      idPattern: /\d{1,18}/,
    },
    me: {
      identity: ({ method }) =>
        method === 'oauth2'
          ? { path: template`/oauth/v1/access-tokens/${credential}` }
          : {
              method: 'POST',
              path: '/oauth/v2/private-apps/get/access-token-info',
              body: { tokenKey: credential },
            },
      key: (body) => idAt(body, 'user_id') ?? idAt(body, 'userId'),
      lookup: ownerOf,
    },
    create: {
      request: ({ body }) => ({
        method: 'POST',
        path: '/settings/v3/users',
        body: { sendWelcomeEmail: true, ...body },
      }),
      required: ['email'],
      write: { email: (value) => ({ email: value }) },
      refusedRemoteKeys: ['id'],
      rightsKeys,
      // The answer is the provisioning user, whose id is not the owner's.
      lookup: ({ body }) => {
        const id = idAt(body, 'id')
        return id === undefined ? undefined : ownerOf(id)
      },
    },
    update: {
      // The owner cannot be written; its user can, by another id.
      readsFirst: { id: userOf, impossible: 'This owner no longer has a user, and only users can be changed.' },
      steps: ({ body }) => [{ method: 'PUT', path: user, body, done: namesId('id') }],
      refusedRemoteKeys: ['id', 'email'],
      rightsKeys,
    },
    delete: {
      readsFirst: { id: userOf, impossible: 'This owner no longer has a user, so there is none to delete.' },
      request: { method: 'DELETE', path: user },
      done: nothing,
    },
  },
  errors,
})
