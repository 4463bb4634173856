import { defineAdapter } from '../../contract.ts'
import { apiKey, template, userId } from '../../runtime/calls/template.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { onePage } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { errors } from './errors.ts'
import type { AttioMember } from './record.ts'

const docs = 'https://docs.attio.com/rest-api/endpoint-reference/workspace-members/list-workspace-members'
const absent = "Attio's API only reads workspace members"

export const attio = defineAdapter<AttioMember>()({
  slug: 'attio',
  name: 'Attio',
  docs,
  apiVersion: { name: 'v2' },
  account: {},
  authentication: {
    api_key: { headers: { authorization: template`Bearer ${apiKey}` } },
    oauth2: {
      authorizeUrl: 'https://app.attio.com/authorize',
      tokenUrl: 'https://app.attio.com/oauth/token',
      // Scopes are chosen in the app's own settings; `user_management:read` is needed.
      scopes: [],
      // No refresh token and no expiry.
    },
  },
  baseUrl: 'https://api.attio.com/v2',
  hosts: [/(?:api|app)\.attio\.com/],
  // https://docs.attio.com/rest-api/guides/rate-limiting
  limits: {
    windows: [{ requests: 100, seconds: 1 }],
    // Every 429 has Retry-After, an HTTP date.
    defaultWaitSeconds: 1,
  },
  user: {
    id: { read: ({ id }) => id?.workspace_member_id },
    first_name: { read: ({ first_name }) => first_name },
    last_name: { read: ({ last_name }) => last_name },
    email: { read: ({ email_address }) => email_address },
    is_active: {
      read: ({ access_level }) => (typeof access_level === 'string' ? access_level !== 'suspended' : null),
      note: 'A member whose access level is suspended is not active.',
    },
    created_at: { read: ({ created_at }) => utc(created_at) },
    urls: { read: ({ avatar_url }) => [{ type: 'avatar', url: avatar_url }] },
  },
  users: {
    list: {
      request: () => ({ path: '/workspace_members' }),
      records: (body) => at(body, 'data'),
      paging: onePage,
      maximumPageSize: 1000,
    },
    record: (body) => at(body, 'data'),
    get: {
      requests: [{ path: template`/workspace_members/${userId}` }],
      idPattern: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
      normaliseId: (id) => id.toLowerCase(),
    },
    me: {
      // An older page says that the member is present "if known": with an API key it may be missing.
      identity: () => ({ path: '/self' }),
      key: (body) => textAt(body, 'authorized_by_workspace_member_id'),
    },
    create: { absent: `${absent}; invite them in Attio itself.` },
    update: { absent: `${absent}; change them in Attio itself.` },
    delete: { absent: `${absent}; suspend them in Attio itself.` },
  },
  errors,
})
