// Written from ActiveCampaign's published REST API v3 (developers.activecampaign.com) and recorded answers.
import { json, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import {
  type ActiveCampaignUser,
  accountTime,
  administrators,
  membershipId,
  seedUsers,
  userBody,
  userGroupOf,
} from './activecampaign/users.ts'

const host = 'acme.api-us1.com'
const apiToken = 'sandbox-activecampaign-token'
const base = '/api/3'
const pageSizeUsual = 20
const pageSizeMaximum = 100

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(seedUsers(people).map((user) => [user.id, user]))
  let lastId = Math.max(...[...users.keys()].map(Number))
  // Keys do not expire, so the lifetime is not used here.
  const tokens = new TokenBook({
    prefix: 'sandbox-activecampaign',
    now,
    accessLifetimeSeconds: Number.POSITIVE_INFINITY,
    refresh: 'keep',
  })
  tokens.addKey(apiToken, '1')
  // Not in any demo account: the key of a colleague whose group may not manage users.
  tokens.addKey('sandbox-activecampaign-colleague', '2')

  const caller = (request: VendorRequest): ActiveCampaignUser | undefined =>
    users.get(tokens.valid(request.header('api-token'))?.subject ?? '')
  const api = (request: VendorRequest): string => request.originOf() + base
  const shown = (user: ActiveCampaignUser, request: VendorRequest): VendorReply =>
    json(200, { user: userBody(user, api(request)) })

  const found =
    (
      by: (request: VendorRequest) => { named: string; user: ActiveCampaignUser | undefined },
      answer: (user: ActiveCampaignUser, request: VendorRequest) => VendorReply,
    ): Handler =>
    (request) => {
      const { named, user } = by(request)
      // The sentence is not published for users, but was recorded.
      return user ? answer(user, request) : failure(404, `No Result found for User with ${named}`)
    }
  const byId = (request: VendorRequest) => ({
    named: `id ${request.param('id')}`,
    user: users.get(request.param('id')),
  })
  const byField = (field: 'email' | 'username') => (request: VendorRequest) => {
    const value = request.param(field).toLowerCase()
    const user = [...users.values()].find((one) => one[field].toLowerCase() === value)
    return { named: `${field} ${request.param(field)}`, user }
  }

  const list: Handler = (request) => {
    const limit = Math.min(wholeNumber(request.query.get('limit')) || pageSizeUsual, pageSizeMaximum)
    const offset = wholeNumber(request.query.get('offset'))
    // filters[] and orders[] are published for the API, but not for users: they are ignored.
    const page = [...users.values()].slice(offset, offset + limit)
    const body = { users: page.map((user) => userBody(user, api(request))), meta: { total: String(users.size) } }
    return json(200, body)
  }

  const add: Handler = (request) => {
    const asked = userOf(request)
    if (!asked) return json(400, {})
    const errors = required.filter((field) => !asked[field]).map(missing)
    if (errors.length > 0) return json(422, { errors })
    const refused = invalid(asked, '', [...users.values()])
    if (refused) return refused
    lastId += 1
    const user: ActiveCampaignUser = {
      id: String(lastId),
      username: text(asked.username),
      firstName: text(asked.firstName),
      lastName: text(asked.lastName),
      email: text(asked.email),
      phone: '',
      signature: null,
      lang: 'english',
      localZoneid: 'America/Chicago',
      cdate: accountTime(now()),
      udate: accountTime(now()),
      password_updated_utc_timestamp: null,
      mfaEnabled: '0',
      group: text(asked.group),
    }
    users.set(user.id, user)
    return json(201, { user: userBody(user, api(request), 'created') })
  }

  const change = found(byId, (user, request) => {
    const asked = userOf(request)
    if (!asked) return json(400, {})
    // Recorded of a change without it.
    if (!asked.group) return json(422, { errors: [missing('group')] })
    const refused = invalid(asked, user.id, [...users.values()])
    if (refused) return refused
    // The docs deny that a username can change; a recorded change contradicts that. Missing fields stay.
    const fields = ['username', 'email', 'firstName', 'lastName', 'group'].filter((field) => asked[field] !== undefined)
    const changed = { ...user, ...Object.fromEntries(fields.map((field) => [field, text(asked[field])])) }
    users.set(user.id, { ...changed, udate: accountTime(now()) })
    const permission = { user: user.id, permission: '0', id: membershipId(user) }
    return json(200, {
      userGroups: [userGroupOf(changed, api(request))],
      userConversationsPermissions: [permission],
      // Recorded: the new values beside the old date of change.
      user: userBody(changed, api(request), 'updated'),
    })
  })

  const remove = found(byId, (user) => {
    users.delete(user.id)
    return json(200, {})
  })

  const managing =
    (handler: Handler): Handler =>
    (request) =>
      caller(request)?.group === administrators ? handler(request) : forbidden()

  return {
    tokens,
    routes: {
      api: guarded((request) => (caller(request) ? undefined : failure(403, 'Forbidden')), {
        [`GET ${base}/users`]: list,
        [`POST ${base}/users`]: managing(add),
        [`GET ${base}/users/me`]: (request) => {
          const user = caller(request)
          return user ? shown(user, request) : failure(403, 'Forbidden')
        },
        [`GET ${base}/users/email/{email}`]: found(byField('email'), shown),
        [`GET ${base}/users/username/{username}`]: found(byField('username'), shown),
        [`GET ${base}/users/{id}`]: found(byId, shown),
        // Every user's record links to it; the form is that of the update's answer.
        [`GET ${base}/users/{id}/userGroup`]: found(byId, (user, request) =>
          json(200, { userGroup: userGroupOf(user, api(request)) }),
        ),
        [`PUT ${base}/users/{id}`]: managing(change),
        [`DELETE ${base}/users/{id}`]: managing(remove),
      }),
    },
    notFound: () => failure(404, 'No Route found'),
    methodNotAllowed: () => failure(405, 'Method not allowed'),
    rateLimit: {
      published: { limit: 5, windowMs: 1000 },
      // All keys of the account together.
      key: () => 'account',
      headers: (state) => ({
        'RateLimit-Limit': String(state.limit),
        'RateLimit-Remaining': String(state.remaining),
      }),
      exceeded: (state) =>
        json(429, { message: 'Too Many Requests' }, { 'Retry-After': String(Math.ceil(state.resetInMs / 1000)) }),
    },
  }
}

const invalid = (
  asked: Readonly<Record<string, unknown>>,
  ownId: string,
  others: readonly ActiveCampaignUser[],
): VendorReply | undefined => {
  const { email, username } = asked
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/u.test(text(email))) {
    return json(422, { errors: [{ title: 'The user email is not valid.' }] })
  }
  for (const [field, value] of [['email', email] as const, ['username', username] as const]) {
    if (value === undefined) continue
    if (others.some((one) => one.id !== ownId && one[field].toLowerCase() === text(value).toLowerCase())) {
      return json(422, { errors: [problem(field, `The user ${field} is already in use.`, 'duplicate')] })
    }
  }
  return undefined
}

const missing = (field: string): unknown => ({
  ...problem(field, `The user ${field} was not provided.`, 'field_missing'),
  error: `user_${field}_was_not_provided`,
})

const problem = (field: string, title: string, code: string): Readonly<Record<string, unknown>> => ({
  title,
  detail: '',
  code,
  source: { pointer: `/data/attributes/${field}` },
})

const failure = (status: number, message: string): VendorReply => json(status, { message })

/** The other form of a refusal: JSON with the type plain text. */
const forbidden = (): VendorReply => {
  const detail = "You don't have permission to access this resource"
  return json(403, { errors: [{ status: 403, title: 'Forbidden', detail }] }, { 'Content-Type': 'text/plain' })
}

const userOf = (request: VendorRequest): Readonly<Record<string, unknown>> | undefined => {
  const body = request.json()
  return isRecord(body) && isRecord(body.user) ? body.user : undefined
}

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** Digits as a number; any other value counts as absent. */
const wholeNumber = (value: string | null): number => (value !== null && /^\d{1,9}$/.test(value) ? Number(value) : 0)

/**
 * ActiveCampaign, REST API v3: numbers are strings, dates have the account's offset, a user can only be deleted, not
 * deactivated.
 */
export const activecampaign = defineVendor({
  slug: 'activecampaign',
  name: 'ActiveCampaign',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: apiToken, api_url: `https://${host}` } },
  create,
})

// Which fields a new user needs is not published; the sample has all of these, and another connector uses the same.
const required = ['username', 'email', 'firstName', 'lastName', 'group', 'password']
