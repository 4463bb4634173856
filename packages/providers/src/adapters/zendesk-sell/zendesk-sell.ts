import { defineAdapter } from '../../contract.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { byPage, pageNumber } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { api, connection } from './connect.ts'
import { errors } from './errors.ts'
import type { ZendeskSellUser } from './record.ts'

const readOnly = "Zendesk Sell's API only reads users; manage them in its settings."
const data = (body: unknown): unknown => at(body, 'data')

export const zendeskSell = defineAdapter<ZendeskSellUser>()({
  slug: 'zendesk-sell',
  name: 'Zendesk Sell',
  docs: 'https://developer.zendesk.com/api-reference/sales-crm/resources/users/',
  // End of life of the product, announced on 2025-09-09.
  apiVersion: { name: 'v2', retiresAt: '2027-08-31' },
  ...connection,
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name }) => name, readOnly },
    email: { read: ({ email }) => email, readOnly },
    is_active: {
      read: ({ status, deleted_at }) => (typeof status === 'string' ? status === 'active' && !deleted_at : null),
      readOnly,
    },
    created_at: { read: ({ created_at }) => utc(created_at) },
    updated_at: { read: ({ updated_at }) => utc(updated_at) },
    urls: {
      read: ({ id }) => [{ type: 'api', url: `${api}/users/${id}` }],
      derived: "The user's address in the API: Zendesk Sell’s record has none.",
    },
  },
  users: {
    list: {
      request: (page) => ({
        path: '/users',
        query: {
          page: pageNumber(page, 1),
          per_page: page.size,
          email: page.filters.email,
          name: page.filters.name,
        },
      }),
      // Each user is in its own envelope.
      records: (body) => {
        const items = at(body, 'items')
        return Array.isArray(items) ? items.map(data) : items === null ? [] : undefined
      },
      // The link is missing on the last page. It is not followed: the vendor shows links with http and `.json`.
      paging: byPage(({ body }) =>
        at(body, 'meta.links') === undefined ? undefined : Boolean(at(body, 'meta.links.next_page')),
      ),
      maximumPageSize: 100,
      nativeFilters: ['email', 'name'],
      caseUnverified: ['email', 'name'],
    },
    record: data,
    get: {
      requests: [{ path: template`/users/${userId}` }],
      idPattern: /\d{1,18}/,
      reservedIds: ['self'],
    },
    me: { request: { path: '/users/self' } },
    create: { absent: readOnly },
    update: { absent: readOnly },
    delete: { absent: readOnly },
  },
  errors,
})
