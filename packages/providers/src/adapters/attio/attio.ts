import { defineAdapter } from '../../contract.ts'
import { utc } from '../../runtime/dates.ts'
import { at, textAt } from '../../runtime/json.ts'
import { whole } from '../../runtime/pagination.ts'

/** A workspace member: https://docs.attio.com/rest-api/endpoint-reference/workspace-members/list-workspace-members */
interface AttioMember {
  readonly id?: { readonly workspace_member_id: string }
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email_address?: string | null
  /** `admin`, `member` or `suspended`. */
  readonly access_level?: string | null
  readonly avatar_url?: string | null
  readonly created_at?: string | null
}

const docs = 'https://docs.attio.com/rest-api/endpoint-reference/workspace-members/list-workspace-members'
const absent = "Attio's API only reads workspace members"
const bearer = (name: string) => ({ headers: { authorization: `Bearer {${name}}` } })

export const attio = defineAdapter<AttioMember>()({
  slug: 'attio',
  name: 'Attio',
  docs,
  apiVersion: { name: 'v2', source: docs },
  account: {},
  authentication: {
    api_key: bearer('api_key'),
    oauth2: {
      authorizeUrl: 'https://app.attio.com/authorize',
      tokenUrl: 'https://app.attio.com/oauth/token',
      clientAuthentication: 'body',
      format: 'form',
      // Scopes are chosen in the app's own settings; `user_management:read` is needed.
      scopes: [],
      // No refresh token and no expiry.
      rotation: 'never',
      placement: bearer('access_token'),
    },
  },
  baseUrl: 'https://api.attio.com/v2',
  hosts: [/(?:api|app)\.attio\.com/],
  limits: {
    windows: [{ requests: 100, seconds: 1 }],
    // Every 429 has Retry-After, an HTTP date.
    defaultWaitSeconds: 1,
    source: 'https://docs.attio.com/rest-api/guides/rate-limiting',
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
      paging: whole,
      maximumPageSize: 1000,
    },
    get: {
      requests: [{ path: '/workspace_members/{id}' }],
      record: (body) => at(body, 'data'),
      idPattern: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i,
      normaliseId: (id) => id.toLowerCase(),
    },
    me: {
      // An older page says that the member is there "if known": with an API key it may be missing.
      identity: () => ({ path: '/self' }),
      key: (body) => textAt(body, 'authorized_by_workspace_member_id'),
    },
    create: { absent: `${absent}: invite them in Attio itself.` },
    update: { absent: `${absent}: change them in Attio itself.` },
    delete: { absent: `${absent}, and removes none: suspend them in Attio itself.` },
  },
  errors: {
    classify: ({ status, body }, operation) => {
      // A dead token is no error there.
      if (operation === 'me' && status === 200 && at(body, 'active') === false)
        return { kind: 'unauthorised', status: 401 }
      // Attio's code for a UUID that it does not take for one; whether it applies here is not stated.
      const isRefusedId = operation === 'get' && status === 400 && textAt(body, 'code') === 'validation_type'
      return isRefusedId ? { kind: 'not-found' } : undefined
    },
  },
})
