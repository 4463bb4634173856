import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { byLink } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { notFlag } from '../../runtime/records/values.ts'
import { nothing } from '../../runtime/writes/done.ts'
import { connection, guid } from './connect.ts'
import { errors } from './errors.ts'
import { selected, usersFilter } from './odata.ts'
import type { SystemUser } from './record.ts'

const byNextLink = byLink(({ body }) => at(body, '@odata.nextLink'))
const form = '/main.aspx?pagetype=entityrecord&etn=systemuser&id='
const own = ['systemuserid', 'ownerid', 'organizationid', 'applicationid', 'azureactivedirectoryobjectid']

/** Hierarchy security gives managers and higher positions the records of those below: https://learn.microsoft.com/power-platform/admin/hierarchy-security */
const rightsKeys = [
  'systemuserroles_association',
  'systemuserprofiles_association',
  'teammembership_association',
  'businessunitid',
  '_businessunitid_value',
  'accessmode',
  'caltype',
  'islicensed',
  'userlicensetype',
  'issyncwithdirectory',
  'isintegrationuser',
  'setupuser',
  'systemmanagedusertype',
  'invitestatuscode',
  'emailrouteraccessapproval',
  'isemailaddressapprovedbyo365admin',
  'parentsystemuserid',
  'positionid',
  'queueid',
  'territoryid',
]

export const dynamics365Sales = defineAdapter<SystemUser>()({
  slug: 'dynamics-365-sales',
  name: 'Microsoft Dynamics 365 Sales',
  docs: 'https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/systemuser',
  // https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors
  apiVersion: {
    name: 'v9.2',
  },
  ...connection,
  user: {
    id: { read: (user) => user.systemuserid.toLowerCase(), columns: ['systemuserid'] },
    name: { read: (user) => user.fullname, write: 'split', columns: ['fullname'] },
    first_name: { read: (user) => user.firstname, write: (value) => ({ firstname: value }), columns: ['firstname'] },
    last_name: { read: (user) => user.lastname, write: (value) => ({ lastname: value }), columns: ['lastname'] },
    email: {
      read: (user) => user.internalemailaddress,
      write: (value) => ({ internalemailaddress: value }),
      columns: ['internalemailaddress'],
      note: 'Names and e-mail of users that come from Entra may be overwritten by the directory.',
    },
    is_active: {
      read: ({ isdisabled }) => notFlag(isdisabled),
      write: (value) => ({ isdisabled: !value }),
      columns: ['isdisabled'],
      note: 'Only users with a licence, and non-interactive and support users, can be enabled.',
    },
    created_at: { read: (user) => utc(user.createdon), columns: ['createdon'] },
    updated_at: { read: (user) => utc(user.modifiedon), columns: ['modifiedon'] },
    urls: {
      columns: ['photourl'],
      read: (user, { instance_url }) => [
        { type: 'record', url: instance_url === undefined ? null : `${instance_url}${form}${user.systemuserid}` },
        { type: 'photo', url: user.photourl },
      ],
    },
  },
  users: {
    list: {
      request: ({ size, filters }) => ({
        path: '/systemusers',
        query: { ...selected.query, ...usersFilter(filters) },
        columns: selected.columns,
        headers: { prefer: `odata.maxpagesize=${size}` },
      }),
      records: (body) => at(body, 'value'),
      paging: {
        // Every page has to be requested with the same page size.
        next: (page) => {
          const next = byNextLink.next(page)
          return next === undefined ? undefined : { ...next, size: page.request.size }
        },
      },
      maximumPageSize: 5000,
      // Text is compared ignoring case:
      // https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows
      nativeFilters: ['email', 'name', 'is_active', 'created_at', 'updated_at'],
      note:
        'All rows of the table of users, also those that are not people: application users (applicationid is set), support ' +
        'users (accessmode 3) and delegated administrators (5). remote_query[$filter]=applicationid eq null leaves ' +
        'application users out.',
    },
    get: {
      requests: [{ path: template`/systemusers(${userId})`, ...selected }],
      idPattern: new RegExp(guid),
      normaliseId: (id) => id.toLowerCase(),
    },
    me: {
      identity: () => ({ path: '/WhoAmI' }),
      key: (body) => textAt(body, 'UserId'),
    },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/systemusers', body }),
      fields: ['name', 'first_name', 'last_name', 'email'],
      required: ['first_name', 'last_name', 'email'],
      requiredRemoteKeys: ['domainname', 'businessunitid@odata.bind'],
      refusedRemoteKeys: own,
      rightsKeys,
      // 204 with the new user's address.
      id: ({ headers }) => new RegExp(String.raw`\((${guid})\)`, 'i').exec(headers['odata-entityid'] ?? '')?.[1],
    },
    update: {
      steps: ({ body }) => [
        {
          method: 'PATCH',
          path: template`/systemusers(${userId})`,
          ...selected,
          // Without If-Match an unknown id would be created.
          headers: { 'if-match': '*', prefer: 'return=representation' },
          body,
          hasUser: true,
        },
      ],
      // The domain name decides which person of Entra signs in as this user.
      refusedRemoteKeys: ['domainname', ...own],
      rightsKeys,
    },
    delete: { request: { method: 'DELETE', path: template`/systemusers(${userId})` }, done: nothing },
  },
  errors,
  refusedQueryKeys: ['$expand', '$apply', '$skip', '$skiptoken', 'fetchXml', 'savedQuery', 'userQuery'],
  notes: [
    'Users are normally made in Microsoft 365: without a licence a created user stays disabled.',
    'A deletion takes two calls, after the user is removed from Entra: the first is soft, the second final.',
  ],
})
