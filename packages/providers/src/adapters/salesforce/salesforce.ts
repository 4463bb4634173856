import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { brokenPaging } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { flag } from '../../runtime/records/values.ts'
import { nothing } from '../../runtime/writes/done.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import { longId } from './ids.ts'
import type { SalesforceUser } from './record.ts'
import { fields, sorts, usersQuery } from './soql.ts'

const version = template`/services/data/v66.0`
const users = template`${version}/sobjects/User`
const user = template`${users}/${userId}`

/**
 * Managers see records by manager groups, approvers act for others, contacts make portal users, the federation id decides who
 * signs in.
 */
const rightsKeys = [
  'Profile',
  'ProfileId',
  'UserRole',
  'UserRoleId',
  'UserType',
  'UserPermissions*',
  'PermissionSet*',
  'UserPackageLicenses',
  'UserTerritories',
  'GroupMemberships',
  'DelegatedApprover',
  'DelegatedApproverId',
  'DelegatedUsers',
  'Manager',
  'ManagerId',
  'PortalRole',
  'IsPortalEnabled',
  'IsPortalSelfRegistered',
  'IsPrmSuperUser',
  'AccountId',
  'ContactId',
  'FederationIdentifier',
  'ForecastEnabled',
]

export const salesforce = defineAdapter<SalesforceUser>()({
  slug: 'salesforce',
  name: 'Salesforce',
  docs: 'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_user.htm',
  // https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/
  apiVersion: { name: 'v66.0' },
  ...connection,
  user: {
    id: { read: (user) => longId(user.Id), columns: ['Id'] },
    name: { read: (user) => user.Name, write: 'split', columns: ['Name'] },
    first_name: {
      read: (user) => user.FirstName,
      write: (value) => ({ FirstName: value }),
      clearable: true,
      columns: ['FirstName'],
    },
    last_name: { read: (user) => user.LastName, write: (value) => ({ LastName: value }), columns: ['LastName'] },
    email: {
      read: (user) => user.Email,
      write: (value) => ({ Email: value }),
      columns: ['Email'],
      note: 'Salesforce asks the user by mail to confirm a new e-mail; until then it returns the old one.',
    },
    is_active: { read: (user) => flag(user.IsActive), write: (value) => ({ IsActive: value }), columns: ['IsActive'] },
    created_at: { read: (user) => utc(user.CreatedDate), columns: ['CreatedDate'] },
    updated_at: { read: (user) => utc(user.LastModifiedDate), columns: ['LastModifiedDate'] },
    // A whole record lacks the fields that field-level security hides.
    hidesColumns: true,
    urls: {
      columns: ['SmallPhotoUrl', 'FullPhotoUrl'],
      read: (user, { instance_url }) => [
        { type: 'record', url: instance_url === undefined ? null : `${instance_url}/${longId(user.Id)}` },
        { type: 'small_photo', url: user.SmallPhotoUrl },
        { type: 'full_photo', url: user.FullPhotoUrl },
      ],
    },
  },
  users: {
    list: {
      request: (page) => {
        const query = (names: readonly string[]) => ({ q: usersQuery(names, page) })
        return { path: template`${version}/query`, query: query(fields), columns: { names: fields, query } }
      },
      records: (body) => at(body, 'records'),
      // A page may be cut short with a link to its rest; else the list continues from the last key of a full page.
      paging: {
        next: ({ request, answer, records }) => {
          const hasMore = at(answer.body, 'done') === false
          const link = textAt(answer.body, 'nextRecordsUrl')
          if (hasMore && link !== undefined) return { link }
          const last = records.at(-1)
          const id = textAt(last, 'Id')
          // totalSize counts the whole query: the rest of a page is shorter than it, which does not mean the end. A page that
          // is shorter than LIMIT holds all users.
          const isLaterPage = Number(at(answer.body, 'totalSize')) > records.length
          if (id === undefined) return hasMore ? brokenPaging() : undefined
          if (records.length !== request.size && !isLaterPage && !hasMore) return undefined
          return { at: request.sort === undefined ? id : `${utc(textAt(last, sorts[request.sort.field]))},${id}` }
        },
      },
      maximumPageSize: 2000,
      // `=` ignores case except for case-sensitive unique fields, which these are not (SOQL reference, comparison operators).
      nativeFilters: ['email', 'name', 'is_active', 'created_at', 'updated_at'],
      nativeSorts: ['created_at', 'updated_at'],
      note: "Users with UserType 'Standard': integration, portal and system users are left out.",
    },
    get: {
      // Without `fields` the answer is the whole record, with custom fields.
      requests: [{ path: user }],
      idPattern: /005[a-zA-Z0-9]{15}/,
      normaliseId: longId,
    },
    me: {
      identity: () => ({ path: '/services/oauth2/userinfo' }),
      key: (body) => textAt(body, 'user_id'),
    },
    create: {
      request: ({ body }) => ({ method: 'POST', path: users, body }),
      required: ['last_name', 'email'],
      requiredRemoteKeys: [
        'Username',
        'Alias',
        'ProfileId',
        'TimeZoneSidKey',
        'LocaleSidKey',
        'LanguageLocaleKey',
        'EmailEncodingKey',
      ],
      refusedRemoteKeys: ['Id'],
      rightsKeys,
      id: ({ body }) => textAt(body, 'id'),
    },
    update: {
      steps: ({ body }) => [{ method: 'PATCH', path: user, body, done: nothing }],
      refusedRemoteKeys: ['Id'],
      rightsKeys,
    },
    delete: { absent: 'Salesforce users are never deleted; send PATCH with is_active=false.' },
  },
  errors,
  refusedQueryKeys: ['q'],
})
