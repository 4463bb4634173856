import { defineAdapter, type VendorRequest } from '../../contract.ts'
import { toSubdomain } from '../../runtime/calls/host-patterns.ts'
import { apiKey, template, userId, variable } from '../../runtime/calls/template.ts'
import { byOffset } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { errors } from './errors.ts'
import type { InsightlyUser } from './record.ts'

const readOnly = "Insightly's API only reads users; manage them in its web app."

/** The search accepts a single criterion. It is not stated how it compares: the engine checks again. */
const search = (email: string | undefined): Pick<VendorRequest, 'path' | 'query'> =>
  email === undefined
    ? { path: '/Users', query: {} }
    : { path: '/Users/Search', query: { field_name: 'EMAIL_ADDRESS', field_value: email } }

export const insightly = defineAdapter<InsightlyUser>()({
  slug: 'insightly',
  name: 'Insightly',
  docs: 'https://api.insightly.com/v3.1/Help#!/Users',
  apiVersion: { name: 'v3.1' },
  account: {
    pod: {
      description:
        "The instance's pod: the part after `api.` in the API URL, shown with the API key in 'User Settings'.",
      example: 'na1',
      pattern: /[a-z0-9]{1,20}/i,
      // Read from the address of the API or of the web app too: https://api.na1.insightly.com/v3.1.
      canonical: (pasted) => toSubdomain('insightly.com')(pasted).replace(/^(?:api|crm)\./, ''),
    },
  },
  // The key is the user name; the colon before the empty password is needed.
  authentication: { api_key: { basic: { username: apiKey, password: '' } } },
  baseUrl: template`https://api.${variable('pod')}.insightly.com/v3.1`,
  hosts: [/api\.[a-z0-9]{1,20}\.insightly\.com/i],
  // https://api.insightly.com/v3.1/Help
  limits: {
    // The published quota is per day and depends on the plan (1,000 to 100,000).
    headers: { limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining' },
    defaultWaitSeconds: 6,
  },
  user: {
    id: { read: ({ USER_ID }) => USER_ID },
    name: { readOnly },
    first_name: { read: ({ FIRST_NAME }) => FIRST_NAME, readOnly },
    last_name: { read: ({ LAST_NAME }) => LAST_NAME, readOnly },
    email: { read: ({ EMAIL_ADDRESS }) => EMAIL_ADDRESS, readOnly },
    is_active: { read: ({ ACTIVE }) => ACTIVE, readOnly },
    created_at: { read: ({ DATE_CREATED_UTC }) => utc(DATE_CREATED_UTC) },
    updated_at: { read: ({ DATE_UPDATED_UTC }) => utc(DATE_UPDATED_UTC) },
    // Mail to this mailbox is written into the CRM; the identifier is its name.
    secrets: ['EMAIL_DROPBOX_IDENTIFIER', 'EMAIL_DROPBOX_ADDRESS'],
  },
  users: {
    list: {
      request: ({ size, at, filters }) => {
        const { path, query } = search(filters.email)
        return { path, query: { ...query, skip: at, top: size, count_total: true } }
      },
      paging: byOffset(({ headers }, next) => {
        const total = headers['x-total-count']
        return total === undefined || !/^\d+$/.test(total) ? undefined : next < Number(total)
      }),
      maximumPageSize: 500,
      nativeFilters: ['email'],
      caseUnverified: ['email'],
    },
    get: { requests: [{ path: template`/Users/${userId}` }], idPattern: /\d{1,18}/, reservedIds: ['Me', 'Search'] },
    me: { request: { path: '/Users/Me' } },
    create: { absent: readOnly },
    update: { absent: readOnly },
    delete: { absent: readOnly },
  },
  errors,
})
