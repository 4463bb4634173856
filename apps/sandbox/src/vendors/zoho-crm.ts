// Written from Zoho CRM's published API v8 (zoho.com/crm/developer, github.com/zoho/crm-oas) and recorded answers.
import { schemeToken } from '../credentials.ts'
import { empty, json, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { changedUser, newUser, onlyItem } from './zoho-crm/changes.ts'
import { listUsers } from './zoho-crm/list.ts'
import { oauthRoutes } from './zoho-crm/oauth.ts'
import { done, refuse, refuseItem } from './zoho-crm/refusals.ts'
import {
  invitedUser,
  isAdministrator,
  primaryContactNumber,
  seedUsers,
  userId,
  type ZohoUser,
  zohoTime,
} from './zoho-crm/users.ts'

const apiHost = 'www.zohoapis.eu'
const accountsHost = 'accounts.zoho.eu'
const app = { id: 'sandbox-zoho-crm-client', secret: 'sandbox-zoho-crm-client-secret' }
const oauthToken = {
  access_token: 'sandbox-zoho-crm-access',
  refresh_token: 'sandbox-zoho-crm-refresh',
  expires_in: 3600,
}
const scopes = ['ZohoCRM.users.ALL', 'ZohoCRM.org.READ']

const create = ({ people, now, hidden }: VendorContext): Simulator => {
  const users = seedUsers(people)
  const self = userId(people.find((person) => person.self)?.number ?? 0)
  const tokens = new TokenBook({ prefix: 'sandbox-zoho-crm', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: self, scopes })

  // Not in the demo account: an app that may only read, and the token of a user that is not an administrator.
  tokens.addKey('sandbox-zoho-crm-reader', self, ['ZohoCRM.users.READ'])
  tokens.addKey('sandbox-zoho-crm-colleague', userId(1), scopes)

  const caller = (request: VendorRequest): string =>
    tokens.valid(schemeToken(request, 'Zoho-oauthtoken'))?.subject ?? ''
  const others = (id: string): ZohoUser[] => [...users.values()].filter((user) => user.id !== id)

  const update: Handler = (request) => {
    const id = request.param('id')
    const user = users.get(id)
    if (!user) return refuseItem({ code: 'INVALID_DATA', details: { resource_path_index: 0 }, message: badId })
    const item = onlyItem(request.json())
    if ('refusal' in item) return refuseItem(item.refusal)
    const changed = changedUser(user, item.value, { callerId: caller(request), others: others(id) })
    if ('refusal' in changed) return refuseItem(changed.refusal)
    users.set(id, { ...changed.value, Modified_Time: zohoTime(now()), Modified_By: named(users.get(caller(request))) })
    return done(200, id, 'User updated')
  }

  const invite: Handler = (request) => {
    const item = onlyItem(request.json())
    if ('refusal' in item) return refuseItem(item.refusal)
    const fields = newUser(item.value, others(''))
    if ('refusal' in fields) return refuseItem(fields.refusal)
    // After the seed: the people have numbers up to 400.
    const id = userId(1000 + users.size)
    users.set(id, invitedUser(id, fields.value, named(users.get(caller(request))), now()))
    return done(201, id, 'User added')
  }

  const remove: Handler = (request) => {
    const id = request.param('id')
    const user = users.get(id)
    if (!user) return refuse(400, 'INVALID_DATA', badId, { resource_path_index: 0 })
    const refused = (code: string, message: string): VendorReply =>
      refuseItem({ code, details: { id, json_path: '$.users[0].id' }, message })
    if (user.status === 'deleted') return refused('ID_ALREADY_DELETED', 'User is already deleted')
    if (id === userId(primaryContactNumber)) return refused('INVALID_REQUEST', 'Primary contact cannot be deleted')
    if (id === caller(request)) {
      return refused('AUTHORIZATION_FAILED', 'User does not have sufficient previlege to delete users')
    }
    users.set(id, { ...user, status: 'deleted', Modified_Time: zohoTime(now()) })
    return done(200, id, 'User deleted')
  }

  /** Field-level security leaves members out of answers: https://www.zoho.com/es-xl/crm/help/api/getfields.html */
  const seen = (user: ZohoUser): unknown =>
    Object.fromEntries(Object.entries(user).filter(([name]) => name === 'id' || !hidden.has(name)))

  const show: Handler = (request) => {
    const id = request.param('id')
    if (!/^\d{1,20}$/.test(id)) return refuse(400, 'INVALID_DATA', badId, { resource_path_index: 0 })
    const user = users.get(id)
    return user ? json(200, { users: [seen(user)] }) : empty(204)
  }

  /** Checks the scope, and for writes the right to manage users, before a handler. */
  const scoped = (scope: string, handler: Handler): Handler => {
    return (request) => {
      const granted = tokens.valid(schemeToken(request, 'Zoho-oauthtoken'))?.scopes ?? []
      const whole = scope.replace(/[A-Z]+$/, 'ALL')
      if (!granted.includes(scope) && !granted.includes(whole)) {
        // 401 on the users' pages, 403 elsewhere. The sentence is not published.
        const status = scope.startsWith('ZohoCRM.users.') ? 401 : 403
        return refuse(status, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL')
      }
      const user = users.get(caller(request))
      if (!scope.endsWith('.READ') && !(user && isAdministrator(user))) {
        return refuse(403, 'NO_PERMISSION', 'permission denied', { permissions: ['Crm_Implied_Manage_Users'] })
      }
      return handler(request)
    }
  }

  const signedIn = (request: VendorRequest): VendorReply | undefined => {
    const token = schemeToken(request, 'Zoho-oauthtoken')
    // Without the header, or with `Bearer`. The sentence is not published.
    if (token === undefined) return refuse(401, 'AUTHENTICATION_FAILURE', 'Authentication failed')
    return tokens.valid(token) ? undefined : refuse(401, 'INVALID_TOKEN', 'invalid oauth token')
  }

  const api: RouteTable = {
    'GET /crm/v8/users': scoped('ZohoCRM.users.READ', (request) =>
      listUsers(request, [...users.values()], caller(request), seen),
    ),
    'POST /crm/v8/users': scoped('ZohoCRM.users.CREATE', invite),
    'GET /crm/v8/users/{id}': scoped('ZohoCRM.users.READ', show),
    'PUT /crm/v8/users/{id}': scoped('ZohoCRM.users.UPDATE', update),
    'DELETE /crm/v8/users/{id}': scoped('ZohoCRM.users.DELETE', remove),
    'GET /crm/v8/org': scoped('ZohoCRM.org.READ', () => json(200, { org: [organisation] })),
  }

  return {
    tokens,
    columns: Object.keys([...users.values()][0] ?? {}),
    routes: {
      api: guarded(signedIn, api),
      accounts: oauthRoutes(tokens, {
        app,
        subject: self,
        firstRefreshToken: oauthToken.refresh_token,
        location: 'eu',
        accountsHost,
        apiHost,
      }),
    },
    notFound: () => refuse(404, 'INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one'),
    // 400, not 405: help.zoho.com, Kaizen #25, "Errors with status code 400".
    methodNotAllowed: () => refuse(400, 'INVALID_REQUEST_METHOD', 'The http request method type is not a valid one'),
    rateLimit: {
      // Credits are the organisation's, not the token's. No header reports them below one half, so there are no `published`
      // figures.
      key: (request) => (request.path.startsWith('/oauth/') ? undefined : 'organisation'),
      headers: ({ limit, remaining }): Record<string, string> =>
        remaining * 2 <= limit ? { 'X-API-CREDITS-REMAINING': String(remaining) } : {},
      exceeded: () => refuse(429, 'TOO_MANY_REQUESTS', 'too many requests'),
    },
  }
}

const named = (user: ZohoUser | undefined): { name: string; id: string } => ({
  name: user?.full_name ?? '',
  id: user?.id ?? '',
})

/** Zoho CRM, API v8, in the European data centre: 204 for an empty result, errors per item, token errors with status 200. */
export const zohoCrm = defineVendor({
  slug: 'zoho-crm',
  name: 'Zoho CRM',
  hosts: { api: [apiHost], accounts: [accountsHost] },
  defaultHost: apiHost,
  demo: {
    authentication_method: 'oauth2',
    context: {
      oauth: { token: oauthToken, client: app },
      api_domain: `https://${apiHost}`,
      accounts_server: `https://${accountsHost}`,
    },
  },
  create,
})

const badId = 'the id given seems to be invalid'

const organisation = {
  id: '554023000000015001',
  zgid: '45667862',
  company_name: 'Acme',
  alias: null,
  primary_email: 'office@acme.example',
  country: 'Germany',
  country_code: 'DE',
  currency: 'Euro',
  iso_code: 'EUR',
  currency_symbol: '€',
  time_zone: 'Asia/Kolkata',
}
