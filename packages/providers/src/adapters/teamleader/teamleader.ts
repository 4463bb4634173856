import { defineAdapter } from '../../contract.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { byPage, pageNumber } from '../../runtime/lists/pagination.ts'
import { connection, version } from './connect.ts'
import { errors } from './errors.ts'

/** A co-worker: https://developer.focus.teamleader.eu/docs/api/users-list */
interface TeamleaderUser {
  readonly id: string
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email?: string | null
  readonly status?: string | null
}

const docs = 'https://developer.focus.teamleader.eu/docs/api/users-list'
const absent = "Teamleader's API only reads users"

export const teamleader = defineAdapter<TeamleaderUser>()({
  slug: 'teamleader',
  name: 'Teamleader',
  docs,
  // https://developer.focus.teamleader.eu/docs/api/versioning
  apiVersion: { name: version },
  ...connection,
  user: {
    id: { read: (user) => user.id },
    first_name: { read: (user) => user.first_name },
    last_name: { read: (user) => user.last_name },
    email: { read: (user) => user.email },
    is_active: {
      read: ({ status }) => (status === 'active' ? true : status === 'deactivated' ? false : null),
    },
  },
  users: {
    list: {
      request: ({ size, at, filters }) => ({
        method: 'POST',
        path: '/users.list',
        body: {
          filter: {
            // Without it the list holds active users only.
            status:
              filters.is_active === undefined
                ? ['active', 'deactivated']
                : [filters.is_active ? 'active' : 'deactivated'],
            // Searches names, e-mail and function: it may return more than the matches.
            ...(filters.email === undefined ? {} : { term: filters.email }),
          },
          page: { size, number: pageNumber({ size, at }, 1) },
        },
      }),
      records: (body) => at(body, 'data'),
      // `users.list` documents no count of pages.
      paging: byPage(),
      maximumPageSize: 100,
      nativeFilters: ['email', 'is_active'],
      // It is not stated how `term` compares.
      caseUnverified: ['email'],
    },
    record: (body) => at(body, 'data'),
    get: {
      requests: [(id) => ({ method: 'POST', path: '/users.info', body: { id } })],
      idPattern: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
      normaliseId: (id) => id.toLowerCase(),
    },
    me: {
      // `users.me` lacks whether the user is active; `users.info` has it.
      identity: () => ({ method: 'POST', path: '/users.me', body: {} }),
      key: (body) => textAt(body, 'data.id'),
    },
    create: { absent: `${absent}; invite them in Teamleader itself.` },
    update: { absent: `${absent}; change them in Teamleader itself.` },
    delete: { absent: `${absent}; deactivate them in Teamleader itself.` },
  },
  errors,
  refusedQueryKeys: ['id', 'filter', 'page', 'sort'],
})
