// Written from HubSpot's API guides, the models of its SDK and recorded answers (developers.hubspot.com).
import { schemeToken } from '../credentials.ts'
import { stableUuid } from '../people.ts'
import { json, type VendorReply, withHeaders } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { failure, notFound } from './hubspot/failure.ts'
import { ownerIdOf, seededMembers } from './hubspot/members.ts'
import { getOwner, listOwners } from './hubspot/owners.ts'
import { createUser, getUser, listUsers, removeUser, replaceUser } from './hubspot/provisioning.ts'
import { accessLifetimeSeconds, consentRoutes, type SignIn, tokenRoutes } from './hubspot/sign-in.ts'

const apiHost = 'api.hubapi.com'
const apiKey = 'sandbox-hubspot-token'
const app = { id: 'sandbox-hubspot-client', secret: 'sandbox-hubspot-client-secret' }
const oauthToken = {
  access_token: 'sandbox-hubspot-access',
  refresh_token: 'sandbox-hubspot-refresh',
  expires_in: accessLifetimeSeconds,
}
const scopes = ['crm.objects.owners.read', 'settings.users.read', 'settings.users.write']
const dayMs = 86_400_000

const create = ({ people, now }: VendorContext): Simulator => {
  const members = seededMembers(people)
  const self = String(ownerIdOf(11))
  const tokens = new TokenBook({
    prefix: 'sandbox-hubspot',
    now,
    accessLifetimeSeconds,
    // It is not published whether the refresh token stays the same; it is returned each time.
    refresh: 'repeat',
  })
  tokens.addKey(apiKey, self, scopes)
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: self, scopes })
  // Not in any demo account: a private app that may only read owners, and one that may read users too.
  tokens.addKey('sandbox-hubspot-owners-only', self, ['crm.objects.owners.read'])
  tokens.addKey('sandbox-hubspot-reader', self, ['crm.objects.owners.read', 'crm.objects.users.read'])
  const endsAtMs = new Map([[oauthToken.access_token, now().getTime() + accessLifetimeSeconds * 1000]])
  const signIn: SignIn = { app, scopes, tokens, members, now, self, endsAtMs }

  const owners: RouteTable = {
    'GET ': (request) => listOwners(request, members),
    'GET /{id}': (request) => getOwner(request, members),
  }
  const readUsers: RouteTable = {
    'GET ': (request) => listUsers(request, members),
    'GET /{id}': (request) => getUser(request, members),
  }
  const writeUsers: RouteTable = {
    'POST ': (request) => createUser(request, members, now()),
    'PUT /{id}': (request) => replaceUser(request, members, now()),
    'DELETE /{id}': (request) => removeUser(request, members, now()),
  }
  const demanding = (wanted: readonly string[], table: RouteTable): RouteTable =>
    guarded((request) => scopeRefusal(request, tokens, wanted), table)
  const api: RouteTable = {
    ...below(ownerPrefixes, demanding(['crm.objects.owners.read'], owners)),
    ...below(userPrefixes, demanding(['settings.users.read', 'crm.objects.users.read'], readUsers)),
    ...below(userPrefixes, demanding(['settings.users.write', 'crm.objects.users.write'], writeUsers)),
  }

  return {
    tokens,
    routes: {
      api: {
        ...withDailyHeaders(
          tokens,
          guarded((request) => signInRefusal(request, tokens, endsAtMs, now()), api),
        ),
        ...tokenRoutes(signIn),
      },
      consent: consentRoutes(signIn),
    },
    notFound,
    methodNotAllowed: () => failure(405, undefined, 'Method not allowed'),
    rateLimit: {
      // A private app of a Professional account.
      published: { limit: 190, windowMs: 10_000, kind: 'sliding' },
      key: (request) => (request.path.startsWith('/oauth/') ? undefined : request.header('authorization')),
      headers: (state) => ({
        'X-HubSpot-RateLimit-Max': String(state.limit),
        'X-HubSpot-RateLimit-Remaining': String(state.remaining),
        'X-HubSpot-RateLimit-Interval-Milliseconds': String(state.windowMs),
        'X-HubSpot-RateLimit-Secondly': '19',
        'X-HubSpot-RateLimit-Secondly-Remaining': '18',
      }),
      // No Retry-After. A limit over a day or more is the daily one.
      exceeded: (state) => tooMany(state.windowMs >= dayMs ? 'DAILY' : 'TEN_SECONDLY_ROLLING'),
    },
  }
}

/** Every route under every prefix; the collection itself with and without a slash at the end. */
const below = (prefixes: readonly string[], table: RouteTable): RouteTable => {
  const entries = prefixes.flatMap((prefix) =>
    Object.entries(table).flatMap(([key, handler]): [string, Handler][] => {
      const [method = '', path = ''] = key.split(' ')
      const paths = path === '' ? [prefix, `${prefix}/`] : [`${prefix}${path}`]
      return paths.map((whole) => [`${method} ${whole}`, handler])
    }),
  )
  return Object.fromEntries(entries)
}

const signInRefusal = (
  request: VendorRequest,
  tokens: TokenBook,
  endsAtMs: ReadonlyMap<string, number>,
  now: Date,
): VendorReply | undefined => {
  const token = tokens.find(schemeToken(request))
  if (token && !token.expired) return undefined
  if (token?.kind === 'access') {
    const endedAtMs = Math.min(endsAtMs.get(token.token) ?? now.getTime(), now.getTime())
    const seconds = Math.floor((now.getTime() - endedAtMs) / 1000)
    const message = `The OAuth token used to make this call expired ${seconds} second(s) ago.`
    const context = { 'expire time': [new Date(endedAtMs).toISOString()] }
    return failure(401, 'EXPIRED_AUTHENTICATION', message, { context })
  }
  const message = schemeToken(request) === undefined ? 'Authentication credentials not found.' : 'Invalid token.'
  return failure(401, 'INVALID_AUTHENTICATION', message)
}

const scopeRefusal = (
  request: VendorRequest,
  tokens: TokenBook,
  wanted: readonly string[],
): VendorReply | undefined => {
  const token = tokens.valid(schemeToken(request))
  if (wanted.some((scope) => token?.scopes.includes(scope))) return undefined
  return failure(403, 'MISSING_SCOPES', "This app hasn't been granted all required scopes to make this call.", {
    context: { requiredGranularScopes: wanted },
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  })
}

/** Private apps get the figures of the day, OAuth apps do not. */
const withDailyHeaders = (tokens: TokenBook, table: RouteTable): RouteTable => {
  const daily = { 'X-HubSpot-RateLimit-Daily': '625000', 'X-HubSpot-RateLimit-Daily-Remaining': '624999' }
  const entries = Object.entries(table).map(([key, handler]): [string, Handler] => [
    key,
    async (request) => {
      const reply = await handler(request)
      return tokens.find(schemeToken(request))?.kind === 'api_key' ? withHeaders(reply, daily) : reply
    },
  ])
  return Object.fromEntries(entries)
}

const tooMany = (policyName: 'DAILY' | 'TEN_SECONDLY_ROLLING'): VendorReply =>
  json(429, {
    status: 'error',
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
    errorType: 'RATE_LIMIT',
    correlationId: stableUuid(`hubspot 429 ${policyName}`),
    policyName,
    requestId: stableUuid('hubspot request'),
  })

/** HubSpot: CRM owners to read, and the user provisioning API, which has other ids, to write. */
export const hubspot = defineVendor({
  slug: 'hubspot',
  name: 'HubSpot',
  hosts: { api: [apiHost], consent: ['app.hubspot.com'] },
  defaultHost: apiHost,
  demo: { authentication_method: 'api_key', context: { api_key: apiKey } },
  otherLogins: [{ authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } }],
  create,
})

/** The SDK asks for v3, the published specification has another order, and there are versions by date. */
const ownerPrefixes = ['/crm/v3/owners', '/crm/owners/2026-03', '/crm/owners/2026-09']
const userPrefixes = ['/settings/v3/users', '/settings/users/v3', '/settings/users/2026-03']
