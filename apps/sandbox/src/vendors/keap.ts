// Written from Keap's published REST API v2 (github.com/infusionsoft/keap-sdk), v1 where v2 has no call, and recorded
// answers.
import { schemeToken } from '../credentials.ts'
import { authorize, grant } from '../oauth.ts'
import { json, text, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { changedUser } from './keap/changes.ts'
import { readQuery } from './keap/query.ts'
import { globalUserId, invitedUser, type KeapUser, mainEmail, seedUser, userBody, userBodyV1 } from './keap/records.ts'

const host = 'api.keap.com'
/** The older name of the same gateway; the links in answers still have it. */
const olderHost = 'api.infusionsoft.com'
const accessKey = 'sandbox-keap-token'
const app = { id: 'sandbox-keap-client', secret: 'sandbox-keap-client-secret' }
const daySeconds = 86_400
const oauthToken = {
  access_token: 'sandbox-keap-access',
  refresh_token: 'sandbox-keap-refresh',
  expires_in: daySeconds,
}

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(people.map((person) => [String(person.number), seedUser(person)]))
  const self = String(people.find((person) => person.self)?.number ?? 0)
  const tokens = new TokenBook({
    prefix: 'sandbox-keap',
    now,
    accessLifetimeSeconds: daySeconds,
    refreshLifetimeSeconds: 45 * daySeconds,
    refresh: 'single-use',
  })
  tokens.addKey(accessKey, self)
  tokens.addPair({
    access: oauthToken.access_token,
    refresh: oauthToken.refresh_token,
    subject: self,
    scopes: ['full'],
  })

  const caller = (request: VendorRequest): TokenState | undefined => {
    const key = tokens.valid(request.header('x-keap-api-key'))
    if (key?.kind === 'api_key') return key
    const access = tokens.valid(schemeToken(request))
    return access?.kind === 'access' ? access : undefined
  }
  const callersId = (request: VendorRequest): number => Number(caller(request)?.subject)
  const check = (request: VendorRequest): VendorReply | undefined => {
    if (!caller(request)) return fault(401, 'Invalid Access Token', 'keymanagement.service.invalid_access_token')
    // A recorded answer of the gateway.
    return request.method === 'GET' && request.body.length > 0 ? page(400, 'Bad Request') : undefined
  }
  const withUser =
    (answer: (user: KeapUser, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const user = users.get(request.param('user_id'))
      // Recorded for a contact: neither code nor status beside the message.
      return user ? answer(user, request) : json(404, { message: 'Unable to find this User' })
    }

  const list: Handler = (request) => {
    const query = readQuery(request)
    if ('invalid' in query) return invalid(query.invalid)
    const found = [...users.values()].filter(query.matches).sort(query.order)
    const end = query.start + query.pageSize
    // Recorded for tags: a whole URL instead of a token, and an empty text at the end.
    const next = `${request.originOf(olderHost)}/crm/rest/v2/users/?page_size=${query.pageSize}&page_token=${end}`
    return json(200, {
      users: found.slice(query.start, end).map(userBody),
      next_page_token: end < found.length ? next : '',
    })
  }
  const update = withUser((user, request) => {
    const outcome = changedUser(user, request, { now: now(), by: callersId(request) })
    if ('invalid' in outcome) return invalid(outcome.invalid)
    users.set(String(user.id), outcome.user)
    return json(200, userBody(outcome.user))
  })
  const userinfo: Handler = (request) => {
    const user = users.get(caller(request)?.subject ?? '')
    if (!user) return json(404, { message: 'Unable to find this User' })
    const { given_name, family_name, nickname } = user.details
    return json(200, {
      email: mainEmail(user),
      sub: String(user.id),
      id: globalUserId(user),
      keap_id: mainEmail(user),
      given_name,
      family_name,
      preferred_name: nickname,
      is_admin: user.admin,
      tenant_id: tenantId,
    })
  }
  const invite: Handler = (request) => {
    const body = request.json()
    const { email, given_name: givenName, admin, partner } = isRecord(body) ? body : {}
    if (typeof email !== 'string' || !email.includes('@')) return json(400, { message: 'email is required' })
    if (typeof givenName !== 'string' || givenName === '') return json(400, { message: 'given_name is required' })
    // It is not published how a second invitation of the same e-mail is answered.
    if ([...users.values()].some((user) => mainEmail(user)?.toLowerCase() === email.toLowerCase())) {
      return json(400, { message: 'A user with this email already exists' })
    }
    const id = Math.max(...[...users.values()].map((user) => user.id)) + 1
    const given = { email, givenName, admin: admin === true, partner: partner === true }
    const user = invitedUser(id, { ...given, by: callersId(request), at: now() })
    users.set(String(id), user)
    return json(201, userBodyV1(user))
  }

  return {
    tokens,
    routes: {
      api: guarded(check, {
        'GET /crm/rest/v2/users': list,
        'GET /crm/rest/v2/users/': list,
        'GET /crm/rest/v2/users/{user_id}': withUser((user) => json(200, userBody(user))),
        'PATCH /crm/rest/v2/users/{user_id}': update,
        'GET /crm/rest/v2/oauth/connect/userinfo': userinfo,
        'GET /crm/rest/v1/users': (request) => listV1(request, [...users.values()]),
        'POST /crm/rest/v1/users': invite,
      }),
      token: { 'POST /token': (request) => answerGrant(request, tokens) },
      consent: consentRoutes(tokens, self),
    },
    notFound: () => page(404, 'Not Found'),
    methodNotAllowed: () =>
      json(405, { code: 405, message: 'Method Not Allowed', status: 'METHOD_NOT_ALLOWED', details: [] }),
    rateLimit: {
      // Of a personal access token or service account key; an OAuth app has 1500.
      published: { limit: 240, windowMs: 60_000 },
      key: (request) =>
        request.path.startsWith('/crm/')
          ? (request.header('x-keap-api-key') ?? request.header('authorization') ?? 'anonymous')
          : undefined,
      headers: ({ limit, remaining }) => ({
        // The form of x-keap-product-quota-expiry-time is not known: left out.
        ...meter('x-keap-product-quota', { limit: 30_000, unit: 'day', used: 1200 }),
        ...meter('x-keap-product-throttle', { limit, unit: 'minute', used: limit - remaining }),
        ...meter('x-keap-tenant-throttle', { limit: 10_000, unit: 'minute', used: limit - remaining }),
        'x-keap-tenant-id': tenantId,
      }),
      // Without Retry-After: none is documented.
      exceeded: () => fault(429, 'Rate limit quota violation', 'policies.ratelimit.QuotaViolation'),
    },
  }
}

/** v1 lists all users by default. */
const listV1 = (request: VendorRequest, users: readonly KeapUser[]): VendorReply => {
  const { query } = request
  const [limit, offset] = [query.get('limit') ?? '200', query.get('offset') ?? '0']
  if (!/^[1-9]\d*$/.test(limit) || !/^\d+$/.test(offset)) return json(400, { message: 'Input could not be converted' })
  const found = users
    .filter((user) => query.get('include_inactive') !== 'false' || !/^(INACTIVE|NOT_A_USER)$/.test(user.status))
    .filter((user) => query.get('include_partners') !== 'false' || !user.partner)
  const [start, size] = [Number(offset), Number(limit)]
  const link = (from: number): string =>
    `${request.originOf(olderHost)}/crm/rest/v1/users/?limit=${size}&offset=${Math.max(0, from)}`
  return json(200, {
    users: found.slice(start, start + size).map(userBodyV1),
    count: found.length,
    next: link(start + size),
    previous: link(start - size),
  })
}

/** Client id and secret in the body, or as Basic: Keap's own SDK refreshes with Basic. */
const answerGrant = (request: VendorRequest, tokens: TokenBook): VendorReply => {
  if (request.form.size === 0) return json(400, { error: 'invalid_request', error_description: 'No form body' })
  const grants = ['authorization_code', 'refresh_token'] as const
  const result = grant(request, tokens, { app, clientAuth: ['basic', 'body'], grants })
  if ('error' in result) {
    const status = result.error === 'invalid_client' ? 401 : 400
    return json(status, { error: result.error, error_description: 'The grant was refused' })
  }
  const { accessToken, refreshToken, expiresInSeconds } = result.issued
  return json(200, {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: expiresInSeconds,
    refresh_token: refreshToken,
    scope: 'full',
  })
}

const consentRoutes = (tokens: TokenBook, subject: string): RouteTable => ({
  'GET /app/oauth/authorize': (request) => {
    if (request.query.get('response_type') !== 'code') return text(400, 'response_type must be code.')
    if (request.query.get('scope') !== 'full') return text(400, 'scope must be full.')
    // The vendor accepts only https; a local test has no certificate.
    if (!/^(https:|http:\/\/(127\.0\.0\.1|localhost)\b)/.test(request.query.get('redirect_uri') ?? '')) {
      return text(400, 'redirect_uri must be https.')
    }
    return authorize(request, tokens, { app, subject, scopes: ['full'] })
  },
})

const meter = (
  name: string,
  { limit, unit, used }: { limit: number; unit: string; used: number },
): Record<string, string> => ({
  [`${name}-limit`]: String(limit),
  [`${name}-time-unit`]: unit,
  [`${name}-interval`]: '1',
  [`${name}-available`]: String(limit - used),
  [`${name}-used`]: String(used),
})

const invalid = (what: string): VendorReply => {
  const details = [{ domain: 'users', resource: what }]
  return json(400, { code: 400, message: `Invalid value for ${what}`, status: 'INVALID_ARGUMENT', details })
}

/** The gateway's own form, not that of the API; only its structure is known. */
const fault = (status: number, faultstring: string, errorcode: string): VendorReply =>
  json(status, { fault: { faultstring, detail: { errorcode } } })

const page = (status: number, title: string): VendorReply => {
  const html = `<!doctype html><html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`
  return text(status, html, { 'content-type': 'text/html;charset=utf-8' })
}

/** Keap: v2 lists, reads and changes users; only v1 invites them. */
export const keap = defineVendor({
  slug: 'keap',
  name: 'Keap',
  hosts: { api: [host, olderHost], token: [olderHost], consent: ['accounts.infusionsoft.com'] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: accessKey } },
  otherLogins: [{ authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } }],
  create,
})

const tenantId = 'ab123'
