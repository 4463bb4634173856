// Written from Capsule's published REST API v2 (developer.capsulecrm.com) and recorded answers.
import { schemeToken } from '../credentials.ts'
import { authorize, grant } from '../oauth.ts'
import { json, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { changedParty, changedUser, type Outcome } from './capsule/changes.ts'
import { type CapsuleUser, capsuleTime, seedRecords, userBody } from './capsule/records.ts'

const host = 'api.capsulecrm.com'
const personalToken = 'sandbox-capsule-token'
const app = { id: 'sandbox-capsule-client', secret: 'sandbox-capsule-client-secret' }
const weekSeconds = 7 * 86_400
const oauthToken = {
  access_token: 'sandbox-capsule-access',
  refresh_token: 'sandbox-capsule-refresh',
  expires_in: weekSeconds,
}
const scopes = ['read', 'write', 'user_preference']
const pageSizeMaximum = 100
const pageSizeUsual = 50

const create = ({ people, now }: VendorContext): Simulator => {
  const { users, parties } = seedRecords(people)
  const self = String(people.find((person) => person.self)?.number ?? 0)
  const tokens = new TokenBook({
    prefix: 'sandbox-capsule',
    now,
    // Seven days by a third party's report; the answer has it.
    accessLifetimeSeconds: weekSeconds,
    // It is not published whether refresh tokens change. This is the strictest form: a client that supports it supports every
    // other one.
    refresh: 'single-use',
  })
  tokens.addKey(personalToken, self, scopes)
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: self, scopes })
  // Not in any demo account: an app that may only read.
  tokens.addKey('sandbox-capsule-reader', self, ['read'])
  let lastItemId = 40_000

  const caller = (request: VendorRequest): TokenState | undefined => tokens.valid(schemeToken(request))
  const shown = (user: CapsuleUser, request: VendorRequest): unknown =>
    userBody(user, parties.get(user.partyId), {
      embedParty: embeds(request).includes('party'),
      loggedIn: String(user.id) === caller(request)?.subject,
    })

  const list: Handler = (request) => {
    const page = positive(request.query.get('page'), 1)
    // It is not published what happens above the maximum; an answer never has more than that.
    const perPage = Math.min(positive(request.query.get('perPage'), pageSizeUsual), pageSizeMaximum)
    const found = [...users.values()].slice((page - 1) * perPage, page * perPage)
    const body = { users: found.map((user) => shown(user, request)) }
    return page * perPage < users.size ? json(200, body, { Link: nextLink(request, page + 1) }) : json(200, body)
  }

  const withUser =
    (idOf: (request: VendorRequest) => string, answer: (user: CapsuleUser, request: VendorRequest) => VendorReply) =>
    (request: VendorRequest): VendorReply => {
      const id = idOf(request)
      if (!/^\d+$/.test(id)) return failure(404, noResource)
      const user = users.get(Number(id))
      // The sentence for users is not published; it follows "party not found".
      return user ? answer(user, request) : failure(404, 'user not found')
    }
  const named = (request: VendorRequest): string => request.param('id')
  const show = (user: CapsuleUser, request: VendorRequest): VendorReply => json(200, { user: shown(user, request) })

  const changeUser = withUser(named, (user, request) => {
    const body = request.json()
    const change = isRecord(body) ? body.user : undefined
    if (!isRecord(change)) return failure(400, 'user is required')
    return answered(changedUser(user, change, [...users.values()]), (changed) => {
      users.set(user.id, changed)
      return show(changed, request)
    })
  })

  const withParty =
    (answer: (id: number, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const id = request.param('id')
      if (!/^\d+$/.test(id)) return failure(404, noResource)
      return parties.has(Number(id)) ? answer(Number(id), request) : failure(404, 'party not found')
    }

  const changeParty = withParty((id, request) => {
    const body = request.json()
    const change = isRecord(body) ? body.party : undefined
    const party = parties.get(id)
    if (!isRecord(change) || !party) return failure(400, 'party is required')
    const nextItemId = (): number => {
      lastItemId += 1
      return lastItemId
    }
    return answered(changedParty(party, change, nextItemId), (changed) => {
      const dated = { ...changed, updatedAt: capsuleTime(now()) }
      parties.set(id, dated)
      return json(200, { party: dated })
    })
  })

  const scoped =
    (scope: string, handler: Handler): Handler =>
    (request) => {
      if (caller(request)?.scopes.includes(scope)) return handler(request)
      // The sentences of 401 and 403 are not published.
      return failure(403, 'Insufficient scope', `Bearer error="insufficient_scope", scope="${scope}"`)
    }

  const api: RouteTable = {
    'GET /api/v2/users': scoped('read', list),
    'GET /api/v2/users/current': scoped(
      'read',
      withUser((request) => caller(request)?.subject ?? '', show),
    ),
    'GET /api/v2/users/{id}': scoped('read', withUser(named, show)),
    'PUT /api/v2/users/{id}': scoped('user_preference', changeUser),
    'GET /api/v2/parties/{id}': scoped(
      'read',
      withParty((id) => json(200, { party: parties.get(id) })),
    ),
    'PUT /api/v2/parties/{id}': scoped('write', changeParty),
  }
  const signedIn = (request: VendorRequest): VendorReply | undefined =>
    caller(request) ? undefined : failure(401, 'Invalid or expired token', 'Bearer error="invalid_token"')

  return {
    tokens,
    routes: { api: { ...guarded(signedIn, api), ...oauthRoutes(tokens, self) } },
    notFound: () => failure(404, noResource),
    methodNotAllowed: () => failure(405, 'Method not allowed'),
    rateLimit: {
      published: { limit: 4000, windowMs: 3_600_000 },
      key: (request) => (request.path.startsWith('/oauth/') ? undefined : (caller(request)?.subject ?? 'nobody')),
      headers: (state) => ({
        'X-RateLimit-Limit': String(state.limit),
        'X-RateLimit-Remaining': String(state.remaining),
        'X-RateLimit-Reset': String(Math.ceil(state.resetAt.getTime() / 1000)),
      }),
      // The key is `error` here, not `message`.
      exceeded: () => json(429, { error: 'rate limit reached' }),
    },
  }
}

const oauthRoutes = (tokens: TokenBook, self: string): RouteTable => ({
  'GET /oauth/authorise': (request) => authorize(request, tokens, { app, subject: self }),
  'POST /oauth/token': (request) => {
    const grants = ['authorization_code', 'refresh_token'] as const
    const result = grant(request, tokens, { app, clientAuth: ['body'], grants })
    // Statuses and bodies of refusals are not published: those of RFC 6749.
    if ('error' in result) return json(result.error === 'invalid_client' ? 401 : 400, { error: result.error })
    const { accessToken, refreshToken, expiresInSeconds, scopes: granted } = result.issued
    return json(200, {
      access_token: accessToken,
      refresh_token: refreshToken,
      token_type: 'bearer',
      expires_in: expiresInSeconds,
      scope: granted.join(' '),
      subdomain: 'acme',
    })
  },
})

const answered = <Value>(outcome: Outcome<Value>, answer: (value: Value) => VendorReply): VendorReply => {
  if ('value' in outcome) return answer(outcome.value)
  if ('missing' in outcome) return failure(404, noResource)
  return json(422, { message: 'Validation Failed', errors: outcome.errors })
}

const failure = (status: number, message: string, challenge?: string): VendorReply =>
  json(status, { message }, challenge === undefined ? {} : { 'WWW-Authenticate': challenge })

const embeds = (request: VendorRequest): string[] =>
  (request.query.get('embed') ?? '').split(',').map((name) => name.trim())

const nextLink = (request: VendorRequest, page: number): string => {
  const query = new URLSearchParams(request.query)
  query.set('page', String(page))
  return `<${request.originOf()}${request.path}?${query}>; rel="next"`
}

/** A positive number of the query; any other value counts as absent. */
const positive = (text: string | null, usual: number): number =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : usual

/** Capsule, REST API v2: the user is a login, and its name and e-mail belong to a separate party. */
export const capsule = defineVendor({
  slug: 'capsule',
  name: 'Capsule',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: personalToken } },
  otherLogins: [{ authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } }],
  create,
})

const noResource = 'Could not find resource'
