// Written from Close's published REST API v1 (developer.close.com) and recorded answers.
import { basicCredential, schemeToken } from '../credentials.ts'
import { authorize, grant } from '../oauth.ts'
import { json, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { cut, failure, fieldErrors, pageOf } from './close/answers.ts'
import {
  type CloseUser,
  closeId,
  invitedMember,
  type Member,
  membershipBody,
  organizationId,
  roles,
  seedMembers,
} from './close/records.ts'

const host = 'api.close.com'
const apiKey = 'sandbox-close-key'
const app = { id: 'sandbox-close-client', secret: 'sandbox-close-client-secret' }
const oauthToken = {
  access_token: 'sandbox-close-access',
  refresh_token: 'sandbox-close-refresh',
  expires_in: 3600,
}
const scopes = ['all.full_access', 'offline_access']
const base = '/api/v1'

const create = ({ people, now }: VendorContext): Simulator => {
  const members = seedMembers(people)
  const self = closeId('user', String(people.find((person) => person.self)?.number ?? 0))
  const tokens = new TokenBook({
    prefix: 'sandbox-close',
    now,
    accessLifetimeSeconds: 3600,
    // Each refresh returns a new one, and the old one must be dropped.
    refresh: 'single-use',
  })
  tokens.addKey(apiKey, self)
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: self, scopes })
  // Not in any demo account: the tokens of a colleague who may not manage the organization.
  tokens.addKey('sandbox-close-colleague', closeId('user', '1'))
  tokens.addPair({ access: 'sandbox-close-colleague-access', subject: closeId('user', '1'), scopes })

  const current = (): Member[] => [...members.values()].filter((member) => member.active)
  const caller = (request: VendorRequest): TokenState | undefined => {
    const state = signedIn(request, tokens)
    return members.get(state?.subject ?? '')?.active ? state : undefined
  }
  const unlessManager = (request: VendorRequest): VendorReply | undefined => {
    const role = members.get(caller(request)?.subject ?? '')?.membership.role_id
    return role === roles.admin ? undefined : failure(403, 'You do not have permission to perform this action.')
  }
  const byMembership = (id: string): Member | undefined =>
    [...members.values()].find((member) => member.membership.id === id)

  const list: Handler = (request) => {
    const page = pageOf(request)
    if ('refused' in page) return page.refused
    const order = request.query.get('_order_by')
    if (order !== null && !orders.includes(order)) {
      return fieldErrors({ _order_by: `Input should be ${orders.map((one) => `'${one}'`).join(' or ')}` })
    }
    const users = current().map((member) => member.user)
    if (order !== null) users.sort(byNames(order.split(',')))
    const shown = users.slice(page.skip, page.skip + page.limit).map((user) => cut(user, request))
    return json(200, { data: shown, has_more: page.skip + page.limit < users.length })
  }

  const me: Handler = (request) => {
    const member = members.get(caller(request)?.subject ?? '')
    if (!member) return failure(401, 'Unauthorized')
    const { user, membership } = member
    const whole = {
      ...user,
      // Objects here, ids elsewhere.
      organizations: [organization(user.date_created)],
      memberships: [membership],
      email_accounts: [],
      phone_numbers: [],
    }
    return json(200, cut(whole, request))
  }

  const invite: Handler = (request) => {
    // By key or token since July 2026.
    const refused = unlessManager(request)
    if (refused) return refused
    const body = request.json()
    if (!isRecord(body)) return failure(400, 'Request body must be a JSON object.')
    const { email, role_id: role } = body
    const errors: Record<string, string> = {}
    if (typeof email !== 'string' || !/^[^\s@]+@[^\s@]+$/u.test(email)) errors.email = 'Invalid email address.'
    const roleId = roleOf(role)
    if (roleId === undefined) errors.role_id = 'Invalid role.'
    if (typeof email !== 'string' || roleId === undefined || errors.email) return fieldErrors(errors)
    // Since then the e-mail must have a verified domain of the organization; it is not published how others are refused.
    if (!email.toLowerCase().endsWith(`@${verifiedDomain}`)) {
      return fieldErrors({ email: 'The domain of this email address is not verified.' })
    }
    const known = [...members.values()].find((member) => member.user.email.toLowerCase() === email.toLowerCase())
    if (known?.active) return fieldErrors({ email: 'This user is already a member of the organization.' })
    const member = known
      ? { ...known, active: true, membership: { ...known.membership, role_id: roleId } }
      : invitedMember(email, roleId, now())
    members.set(member.user.id, member)
    // The body of the answer is not published.
    return json(200, member.membership)
  }

  const changeMembership: Handler = (request) => {
    const member = byMembership(request.param('id'))
    if (!member?.active) return failure(404, 'Membership not found.')
    const refused = unlessManager(request)
    if (refused) return refused
    const body = request.json()
    if (!isRecord(body)) return failure(400, 'Request body must be a JSON object.')
    const {
      role_id: role = member.membership.role_id,
      auto_record_calls: asked = member.membership.auto_record_calls,
    } = body
    const roleId = roleOf(role)
    if (roleId === undefined) return fieldErrors({ role_id: 'Invalid role.' })
    const recording = recordings.find((one) => one === asked)
    if (recording === undefined) {
      return fieldErrors({ auto_record_calls: "Input should be 'unset', 'disabled' or 'enabled'" })
    }
    const membership = { ...member.membership, role_id: roleId, auto_record_calls: recording }
    members.set(member.user.id, { ...member, membership })
    return json(200, membership)
  }

  const endMembership: Handler = (request) => {
    const member = byMembership(request.param('id'))
    if (!member?.active) return failure(404, 'Membership not found.')
    const refused = unlessManager(request)
    if (refused) return refused
    // Lists may show the user for up to a minute more; the time is not certain, so here the user is removed at once.
    members.set(member.user.id, { ...member, active: false })
    return json(200, {})
  }

  const api: RouteTable = {
    [`GET ${base}/me/`]: me,
    [`GET ${base}/user/`]: list,
    [`GET ${base}/user/{id}/`]: (request) => {
      // It is not published whether former members are found by id; lists leave them out.
      const member = members.get(request.param('id'))
      return member?.active ? json(200, cut(member.user, request)) : failure(404, 'User not found.')
    },
    [`GET ${base}/organization/{id}/`]: (request) => {
      if (request.param('id') !== organizationId) return failure(404, 'Organization not found.')
      const expand = (request.query.get('_expand') ?? '').split(',')
      const shown = (active: boolean, name: string): unknown[] =>
        [...members.values()]
          .filter((member) => member.active === active)
          .map((member) => membershipBody(member, expand.includes(`${name}__user`)))
      const whole = {
        ...organization(members.get(self)?.user.date_created ?? ''),
        memberships: shown(true, 'memberships'),
        inactive_memberships: shown(false, 'inactive_memberships'),
      }
      return json(200, cut(whole, request))
    },
    [`POST ${base}/membership/`]: invite,
    [`PUT ${base}/membership/{id}/`]: changeMembership,
    [`DELETE ${base}/membership/{id}/`]: endMembership,
  }

  return {
    tokens,
    routes: {
      api: {
        ...guarded((request) => (caller(request) ? undefined : failure(401, 'Unauthorized')), api),
        'POST /oauth2/token/': (request) => tokenAnswer(request, tokens),
      },
      consent: {
        'GET /oauth2/authorize/': (request) => {
          const asked = request.query.get('scope')
          const granted = asked === null ? scopes : scopes.filter((scope) => asked.split(/[\s,]+/).includes(scope))
          return authorize(request, tokens, { app, subject: self, scopes: granted })
        },
      },
    },
    notFound: () => failure(404, noUrl),
    methodNotAllowed: () => failure(405, 'The method is not allowed for the requested URL.'),
    rateLimit: {
      published: { limit: 240, windowMs: 2000 },
      // By endpoint group and key.
      key: (request) => {
        if (!request.path.startsWith(base)) return undefined
        return `${request.path.split('/')[3] ?? ''} ${request.header('authorization') ?? 'anonymous'}`
      },
      headers: ({ limit, remaining, resetInMs }) => {
        const reset = Math.ceil(resetInMs / 1000)
        return {
          // Published with commas, recorded with semicolons.
          RateLimit: `limit=${limit}; remaining=${remaining}; reset=${reset}`,
          'RateLimit-Limit': String(limit),
          'RateLimit-Remaining': String(remaining),
          'RateLimit-Reset': String(reset),
          'X-RateLimit-Limit': '60, 60;w=1, 100;w=1',
          'X-RateLimit-Remaining': String(remaining),
          'X-RateLimit-Reset': String(reset),
        }
      },
      exceeded: () => failure(429, 'Too many requests'),
    },
  }
}

/** Basic with the key and an empty password, or Bearer with a token of OAuth; never the other credential. */
const signedIn = (request: VendorRequest, tokens: TokenBook): TokenState | undefined => {
  const basic = basicCredential(request)
  const state = tokens.valid(basic ? basic.username : schemeToken(request))
  if (basic) return state?.kind === 'api_key' && basic.password === '' ? state : undefined
  return state?.kind === 'access' ? state : undefined
}

const tokenAnswer = (request: VendorRequest, tokens: TokenBook): VendorReply => {
  // Form only, the client in the body. Statuses and bodies of refusals are not published: those of RFC 6749.
  if (request.form.size === 0) return json(400, { error: 'invalid_request' })
  const result = grant(request, tokens, { app, clientAuth: ['body'], grants: ['authorization_code', 'refresh_token'] })
  if ('error' in result) return json(result.error === 'invalid_client' ? 401 : 400, { error: result.error })
  const { accessToken, refreshToken, expiresInSeconds, scopes: granted, subject } = result.issued
  return json(200, {
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: expiresInSeconds,
    ...(granted.includes('offline_access') ? { refresh_token: refreshToken } : {}),
    scope: granted.join(' '),
    organization_id: organizationId,
    user_id: subject,
  })
}

const organization = (since: string): Readonly<Record<string, unknown>> => ({
  id: organizationId,
  name: 'Acme',
  date_created: since,
  date_updated: since,
})

const roleOf = (role: unknown): string | undefined => {
  if (typeof role !== 'string') return undefined
  return roles[role] ?? Object.values(roles).find((id) => id === role)
}

const byNames = (fields: readonly string[]): ((left: CloseUser, right: CloseUser) => number) => {
  const keyOf = (user: CloseUser): string =>
    fields.map((field) => (field === 'last_name' ? user.last_name : user.first_name) ?? '').join('\u0000')
  return (left, right) => (keyOf(left) < keyOf(right) ? -1 : Number(keyOf(left) > keyOf(right)))
}

/** Close, REST API v1: users can be read, memberships changed; every path ends in a slash. */
export const close = defineVendor({
  slug: 'close',
  name: 'Close',
  hosts: { api: [host], consent: ['app.close.com'] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: apiKey } },
  otherLogins: [{ authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } }],
  create,
})

const noUrl =
  'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.'
/** The organization restricts new users to it. */
const verifiedDomain = 'acme.example'
const recordings = ['unset', 'disabled', 'enabled'] as const
const orders = ['last_name,first_name', 'first_name,last_name']
