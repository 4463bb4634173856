import { defineAdapter } from '../../contract.ts'
import { apiKey, template, userId } from '../../runtime/calls/template.ts'
import { byOffset } from '../../runtime/lists/pagination.ts'
import { utc } from '../../runtime/records/dates.ts'
import { listOf, notFlag } from '../../runtime/records/values.ts'
import { errors } from './errors.ts'
import type { SalesflareUser } from './record.ts'

const readOnly = "Salesflare's API only reads users; manage them in its web app."
const ownUserOnly = 'Salesflare returns it for the own user (GET /users/me); in lists it may be null.'
const ofDisabled =
  'Active unless Salesflare reports `disabled`: its GET /me does not always report it, and the owner of a working key is active.'

export const salesflare = defineAdapter<SalesflareUser>()({
  slug: 'salesflare',
  name: 'Salesflare',
  docs: 'https://api.salesflare.com/docs',
  // https://api.salesflare.com/openapi.json
  apiVersion: { name: '1.0.0' },
  account: {},
  // Its OAuth is only for Salesflare's MCP server.
  authentication: { api_key: { headers: { authorization: template`Bearer ${apiKey}` } } },
  baseUrl: 'https://api.salesflare.com',
  hosts: [/api\.salesflare\.com/],
  limits: { defaultWaitSeconds: 10 },
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name }) => name, readOnly },
    first_name: { read: ({ firstname }) => firstname, readOnly, note: ownUserOnly },
    last_name: { read: ({ lastname }) => lastname, readOnly, note: ownUserOnly },
    email: { read: ({ email }) => email, readOnly },
    is_active: {
      // https://api.salesflare.com/openapi.json requires no member of `/me`.
      read: ({ disabled }) => (disabled === undefined ? true : notFlag(disabled)),
      readOnly,
      derived: ofDisabled,
    },
    created_at: { read: ({ creation_date }) => utc(creation_date) },
    updated_at: { read: ({ modification_date }) => utc(modification_date) },
    urls: {
      read: ({ picture, social_profiles }) => [
        { type: 'picture', url: picture },
        ...listOf(social_profiles).map(({ type, url }) => ({ type: type ?? 'social', url })),
      ],
    },
    // Members of `/me` besides the user: billing, tracking, and keys to third parties.
    secrets: [
      'intercom_hash',
      'notification_channel_id',
      'team.tracking_token',
      'team.stripe_customer_id',
      'team.stripe_subscription_date',
    ],
  },
  users: {
    list: {
      // It is not stated whether `name` and `email` are compared as a whole: the engine checks again. Disabled users are left
      // out only with `onlyEnabled`.
      request: ({ size, at: offset, filters: { email, name } }) => ({
        path: '/users',
        query: { limit: size, offset, email, name },
      }),
      // No total, no link, and no maximum of `limit` is stated: only an empty page is certainly the end.
      paging: byOffset(() => 'perhaps'),
      maximumPageSize: 100,
      nativeFilters: ['email', 'name'],
      caseUnverified: ['email', 'name'],
    },
    get: { requests: [{ path: template`/users/${userId}` }], idPattern: /\d{1,18}/, reservedIds: ['me'] },
    me: { request: { path: '/me' } },
    create: { absent: readOnly },
    update: { absent: readOnly },
    delete: { absent: readOnly },
  },
  errors,
})
