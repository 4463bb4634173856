import { defineAdapter, type JsonObject } from '../../contract.ts'
import { listAt } from '../../runtime/calls/envelope.ts'
import { template, userId } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { byPage, pageNumber } from '../../runtime/lists/pagination.ts'
import { namesId } from '../../runtime/writes/done.ts'
import { connection } from './connect.ts'
import { errors } from './errors.ts'
import type { AcceloStaff } from './record.ts'

const docs = 'https://api.accelo.com/docs/#staff'
/** Without it the answer has only id and names. */
const query = { _fields: '_ALL' }
const form = (body: JsonObject = {}) =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
/** The method override would turn one call into another. */
const overrides = ['_method', '_suppress_http_status']

/** `financial_level` decides who sees amounts; `access_level` is known only from another client of the vendor's API. */
const rightsKeys = ['access_level', 'financial_level', 'groups', 'permissions', 'role', 'roles']

export const accelo = defineAdapter<AcceloStaff>()({
  slug: 'accelo',
  name: 'Accelo',
  docs,
  // https://api.accelo.com/docs/
  apiVersion: { name: 'v0' },
  ...connection,
  // No dates: https://api.accelo.com/docs/#staff names none for staff. An undocumented one is in `remote_data`.
  user: {
    id: { read: ({ id }) => id },
    name: { write: 'split' },
    first_name: { read: ({ firstname }) => firstname, write: (value) => ({ firstname: value }) },
    last_name: { read: ({ surname }) => surname, write: (value) => ({ surname: value }) },
    email: { read: ({ email }) => email, write: (value) => ({ email: value }) },
    is_active: {
      read: ({ standing }) => (typeof standing === 'string' ? standing === 'active' : null),
      note: 'Staff whose standing is inactive or lockout are not active.',
      readOnly: "Accelo's API does not change the status of staff; change it in Accelo itself.",
    },
    secrets: ['password'],
  },
  users: {
    list: {
      request: (page) => {
        const { is_active } = page.filters
        const standing = is_active === undefined ? undefined : `standing${is_active ? '' : '_not'}(active)`
        return {
          path: '/staff',
          query: { ...query, _filters: standing, _limit: page.size, _page: pageNumber(page, 0) },
        }
      },
      records: (body) => listAt(body, 'response', at(body, 'meta.status') === 'ok'),
      paging: byPage(),
      maximumPageSize: 100,
      // Not by e-mail: the vendor warns of values with "@" and "." in a query.
      nativeFilters: ['is_active'],
      excludes: ({ id }) => String(id) === '0',
      note: 'Staff 0 is the system itself, not a user: it is left out.',
    },
    record: (body) => at(body, 'response'),
    get: { requests: [{ path: template`/staff/${userId}`, query }], idPattern: /[1-9]\d{0,17}/ },
    me: { request: { path: '/staff/whoami', query } },
    create: {
      request: ({ body }) => ({ method: 'POST', path: '/staff', form: form(body) }),
      required: ['first_name', 'last_name', 'email'],
      requiredRemoteKeys: ['username', 'password'],
      refusedRemoteKeys: ['id', '_bearer_token', ...overrides],
      rightsKeys,
      // The answer may have the few default fields only: the user is read by its id.
      id: ({ body }) => String(at(body, 'response.id') ?? ''),
    },
    update: {
      rightsKeys,
      // The answer may have the few default fields only: the user is read afterwards.
      steps: ({ body }) => [
        { method: 'PUT', path: template`/staff/${userId}`, form: form(body), done: namesId('response.id') },
      ],
      refusedRemoteKeys: ['id', 'username', 'password', '_bearer_token', ...overrides],
    },
    delete: { absent: "Accelo's API neither deletes nor deactivates staff; change it in Accelo itself." },
  },
  errors,
  refusedQueryKeys: overrides,
})
