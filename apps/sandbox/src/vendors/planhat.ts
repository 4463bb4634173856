// Written from Planhat's published API (planhat.com/developers/api, github.com/planhat/docs) and recorded answers.
import { basicCredential, schemeToken } from '../credentials.ts'
import { empty, json, text, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { changeProblem, listBody, type PlanhatUser, seedUser } from './planhat/records.ts'

const host = 'api.planhat.com'
const apiToken = 'sandbox-planhat-token'
const pageSizeUsual = 100
const bulkMaximum = 5000

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(people.filter((person) => person.email !== null).map((person) => seedUser(person)))
  let created = 0
  const tokens = new TokenBook({ prefix: 'sandbox-planhat', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  // A service account: it belongs to no person.
  tokens.addKey(apiToken, 'service-account', ['users'])
  // Not in any demo account: a service account whose permissions exclude users.
  tokens.addKey('sandbox-planhat-restricted', 'service-account')

  const caller = (request: VendorRequest): TokenState | undefined => {
    const basic = basicCredential(request)
    if (basic) return basic.password === '' ? tokens.valid(basic.username) : undefined
    return tokens.valid(schemeToken(request))
  }
  const check = (request: VendorRequest): VendorReply | undefined => {
    const state = caller(request)
    // The status 401 is known, the body is not.
    if (!state) return text(401, 'Unauthorized')
    return state.scopes.includes('users') ? undefined : json(403, { message: 'Forbidden' })
  }

  const find = (id: string): PlanhatUser | undefined =>
    id.startsWith('extid-')
      ? [...users.values()].find((user) => user.externalId !== undefined && `extid-${user.externalId}` === id)
      : users.get(id)
  const byEmail = (email: unknown): PlanhatUser | undefined =>
    [...users.values()].find((user) => user.email.toLowerCase() === String(email).toLowerCase())

  const withUser =
    (answer: (user: PlanhatUser, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const id = request.param('id')
      const user = find(id)
      if (user) return answer(user, request)
      // The status for unknown ids is not published; that for an invalid id differs, as in Mongo.
      return /^([0-9a-f]{24}|extid-.+)$/.test(id) ? text(404, 'User not found') : badRequest('Invalid id')
    }

  const add = (body: Record<string, unknown>): PlanhatUser | string => {
    const missing = ['email', 'firstName', 'lastName'].find((name) => typeof body[name] !== 'string' || !body[name])
    if (missing !== undefined) return `${missing} is required`
    const problem = changeProblem(body) ?? (byEmail(body.email) ? 'duplicate email' : undefined)
    if (problem !== undefined) return problem
    created += 1
    const id = userIdOfNew(created)
    const at = now().toISOString()
    const user: PlanhatUser = {
      // As documented: a user that is created without the flag cannot log in.
      inactive: true,
      isHidden: false,
      removed: false,
      notificationsEnabled: true,
      nickName: String(body.firstName),
      roles: [],
      custom: {},
      email: '',
      ...body,
      _id: id,
      createDate: at,
      createdAt: at,
      updatedAt: at,
    }
    users.set(id, user)
    return user
  }

  const change = (user: PlanhatUser, body: Record<string, unknown>): PlanhatUser | string => {
    const holder = body.email === undefined ? undefined : byEmail(body.email)
    const problem = changeProblem(body) ?? (holder && holder._id !== user._id ? 'duplicate email' : undefined)
    if (problem !== undefined) return problem
    // Only the sent fields change. It is not published whether `custom` is merged: here it is replaced, the harder case.
    const changed = { ...user, ...body, _id: user._id, updatedAt: now().toISOString() }
    users.set(user._id, changed)
    return changed
  }

  const bulk: Handler = (request) => {
    const body = request.json()
    if (!Array.isArray(body)) return badRequest('An array is required')
    if (body.length > bulkMaximum) return badRequest(`At most ${bulkMaximum} items are accepted`)
    const counts = { created: 0, updated: 0 }
    const createdErrors: unknown[] = []
    const updatedErrors: unknown[] = []
    for (const item of body) {
      const fields = isRecord(item) ? item : {}
      const { _id, externalId, email } = fields
      const known =
        find(String(_id)) ?? (externalId === undefined ? undefined : find(`extid-${externalId}`)) ?? byEmail(email)
      const outcome = known ? change(known, fields) : add(fields)
      if (typeof outcome !== 'string') counts[known ? 'updated' : 'created'] += 1
      else (known ? updatedErrors : createdErrors).push({ item, error: outcome })
    }
    const failed = createdErrors.length + updatedErrors.length > 0
    return json(failed ? 206 : 200, { ...counts, createdErrors, updatedErrors, permissionErrors: [] })
  }

  return {
    tokens,
    routes: {
      api: guarded(check, {
        'GET /users': ({ query }) => {
          const email = query.get('email')
          const found = [...users.values()].filter((user) => email === null || user.email === email)
          const offset = whole(query.get('offset'), 0)
          const rows = found.slice(offset, offset + whole(query.get('limit'), pageSizeUsual))
          return json(200, rows.map(listBody))
        },
        'POST /users': (request) => {
          const body = request.json()
          const user = add(isRecord(body) ? body : {})
          if (typeof user === 'string') return badRequest(user)
          // As recorded: neither flags nor dates.
          const { _id, firstName, lastName, nickName, email, roles } = user
          return json(200, { _id, firstName, lastName, nickName, email, roles, poc: [] })
        },
        // A blank id is the bulk call.
        'PUT /users': bulk,
        'PUT /users/': bulk,
        'GET /users/{id}': withUser((user) => json(200, user)),
        'PUT /users/{id}': withUser((user, request) => {
          const body = request.json()
          const changed = isRecord(body) ? change(user, body) : 'An object is required'
          return typeof changed === 'string' ? badRequest(changed) : json(200, changed)
        }),
        'DELETE /users/{id}': withUser((user) => {
          users.delete(user._id)
          // The body is not published: none.
          return empty(200)
        }),
      }),
    },
    notFound: () => text(404, 'Not Found'),
    rateLimit: {
      published: { limit: 200, windowMs: 60_000 },
      headers: (state) => ({
        'X-Rate-Limit-Limit': String(state.limit),
        'X-Rate-Limit-Remaining': String(state.remaining),
      }),
      exceeded: () => text(429, 'Too Many Requests'),
    },
  }
}

const badRequest = (message: string): VendorReply => json(400, { message })

const userIdOfNew = (count: number): string => `6a1d77c04e5f6a0001b0${count.toString(16).padStart(4, '0')}`

const whole = (value: string | null, usual: number): number =>
  value !== null && /^\d{1,9}$/.test(value) ? Number(value) : usual

/** Planhat: the token of a service account, partial PUT, and a negative flag that starts as true. */
export const planhat = defineVendor({
  slug: 'planhat',
  name: 'Planhat',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: apiToken } },
  create,
})
