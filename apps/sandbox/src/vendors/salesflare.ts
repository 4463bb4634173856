// Written from Salesflare's published API (api.salesflare.com/docs, openapi.json) and recorded answers.
import { schemeToken } from '../credentials.ts'
import { fullName, type Person } from '../people.ts'
import { json, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const host = 'api.salesflare.com'
const apiKey = 'sandbox-salesflare-token'

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(people.filter((person) => person.email !== null).map((person) => seed(person)))
  const own = people.find((person) => person.self)
  const tokens = new TokenBook({ prefix: 'sandbox-salesflare', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  tokens.addKey(apiKey, String(userId(own?.number ?? 0)))

  const caller = (request: VendorRequest): TokenState | undefined => tokens.valid(schemeToken(request))
  const signedIn = (request: VendorRequest): VendorReply | undefined =>
    caller(request) ? undefined : boom(401, 'Unauthorized', 'Invalid token')

  return {
    tokens,
    routes: {
      api: guarded(signedIn, {
        'GET /me': (request) => {
          const user = users.get(Number(caller(request)?.subject))
          return user && own ? json(200, { ...user, ...ownDetails(own, users.size) }) : boom(401, 'Unauthorized', '')
        },
        'GET /users': list([...users.values()]),
        'GET /users/{id}': (request) => {
          const id = request.param('id')
          if (!/^\d+$/.test(id)) return invalid('params', 'id', '"id" must be a number', 'number.base')
          const user = users.get(Number(id))
          return user ? json(200, user) : notFound()
        },
      }),
    },
    notFound,
    // Hapi answers a known path with another method like an unknown path.
    methodNotAllowed: notFound,
    rateLimit: {
      // Figures and headers are not published.
      headers: () => ({}),
      exceeded: () => boom(429, 'Too Many Requests', 'Too Many Requests'),
    },
  }
}

const list =
  (users: readonly SalesflareUser[]): Handler =>
  ({ query }) => {
    const problem = queryProblem(query)
    if (problem) return problem
    const ids = query.getAll('id').map(Number)
    const found = users
      .filter((user) => ids.length === 0 || ids.includes(user.id))
      // It is not published whether these compare whole values: here parts are enough, which a client has to support.
      .filter((user) => contains(user.name, query.get('name')) && contains(user.email, query.get('email')))
      .filter((user) => contains(user.name, query.get('search')) || contains(user.email, query.get('search')))
      .filter((user) => query.get('onlyEnabled') !== 'true' || !user.disabled)
      .sort(sorting(query.getAll('order_by')))
    const offset = Number(query.get('offset') ?? 0)
    return json(200, found.slice(offset, offset + Number(query.get('limit') ?? pageSizeUsual)))
  }

const queryProblem = (query: URLSearchParams): VendorReply | undefined => {
  const refuse = (name: string, message: string, type: string): VendorReply => invalid('query', name, message, type)
  for (const [name, value] of query) {
    // The specification's list is complete, and Joi refuses other parameters by default.
    if (!parameters.includes(name)) return refuse(name, `"${name}" is not allowed`, 'object.unknown')
    const isNumber = /^\d{1,9}$/.test(value)
    if (['id', 'limit', 'offset'].includes(name) && !isNumber) {
      return refuse(name, `"${name}" must be a number`, 'number.base')
    }
    if (name === 'limit' && Number(value) < 1) {
      return refuse(name, '"limit" must be greater than or equal to 1', 'number.min')
    }
    if (name === 'onlyEnabled' && !['true', 'false'].includes(value)) {
      return refuse(name, '"onlyEnabled" must be a boolean', 'boolean.base')
    }
    // The keys are not published; these are used by other clients.
    if (name === 'order_by' && !sortKeys.some((key) => value === key || value === `${key} desc`)) {
      return refuse(name, '"order_by" must be one of the sort keys', 'any.only')
    }
  }
  return undefined
}

const sorting =
  (orders: readonly string[]): ((left: SalesflareUser, right: SalesflareUser) => number) =>
  (left, right) => {
    for (const order of orders) {
      const [name = 'id', direction] = order.split(' ')
      const difference = compare(left[name], right[name])
      if (difference !== 0) return direction === 'desc' ? -difference : difference
    }
    return left.id - right.id
  }

const compare = (left: unknown, right: unknown): number => {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  const [first, second] = [String(left ?? ''), String(right ?? '')]
  return first < second ? -1 : Number(first > second)
}

const contains = (text: string | null, wanted: string | null): boolean =>
  wanted === null || (text ?? '').toLowerCase().includes(wanted.toLowerCase())

const notFound = (): VendorReply => boom(404, 'Not Found', 'Not Found')

const boom = (statusCode: number, error: string, message: string, more: Record<string, unknown> = {}): VendorReply =>
  json(statusCode, { statusCode, error, message, ...more })

/** The recorded form of a refused payload, for other sources too. */
const invalid = (source: string, path: string, message: string, type: string): VendorReply => {
  const errors = [{ path: [path], message, type, constraint: {}, label: path }]
  return boom(400, 'Bad Request', message, { validation: { source, errors } })
}

const userId = (number: number): number => 10_000 + number

const seed = (person: Person): [number, SalesflareUser] => {
  const { number, phone, title } = person
  const id = userId(number)
  const user = {
    id,
    name: fullName(person) || null,
    email: person.email ?? '',
    domain: 'acme.example',
    picture: `https://lib.example/users/${number}.png`,
    type: 'user',
    disabled: person.state === 'inactive',
    creation_date: person.createdAt.toISOString(),
    modification_date: person.updatedAt.toISOString(),
    team,
    addresses: [],
    phone_numbers: phone === null ? [] : [{ id: number, type: 'work', number: phone }],
    positions: title === null ? [] : [{ id: number, organisation: 'Acme', role: title }],
    social_profiles: [
      { id: number, type: 'linkedin', username: `p${number}`, url: `https://example.com/in/p${number}` },
    ],
    tags: [],
    data_sources: [],
  }
  return [id, user]
}

/** What only /me has: split names, and much of the team's billing. */
const ownDetails = (person: Person, userCount: number): Record<string, unknown> => ({
  firstname: person.firstName ?? '',
  lastname: person.lastName ?? '',
  is_admin: person.admin,
  group: 1,
  role: { id: 1, name: 'Administrator', permissions: { view: 'VIEW', ced: 'CED' } },
  language: 'en',
  theme: 'system',
  two_fa_enabled: false,
  restricted: false,
  trial_expired: true,
  trial_extended: false,
  plan_flags: {},
  flags: [],
  team: {
    ...team,
    tracking_token: 'sandbox-salesflare-tracking-token',
    stripe_customer_id: 'sandbox-salesflare-stripe-customer',
    total_user_count: userCount,
    payment_type: 'stripe',
    billing_frequency: 'annually',
    time_zone: person.timezone,
    domain: 'acme.example',
  },
})

/** Salesflare: users can be read and nothing else, in bare arrays without a total. */
export const salesflare = defineVendor({
  slug: 'salesflare',
  name: 'Salesflare',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: apiKey } },
  create,
})

interface SalesflareUser {
  readonly id: number
  /** Null for people without a name; the specification leaves it untyped here. */
  readonly name: string | null
  readonly email: string
  readonly disabled: boolean
  readonly creation_date: string
  readonly modification_date: string
  readonly [rest: string]: unknown
}

const parameters = ['id', 'name', 'email', 'search', 'limit', 'offset', 'order_by', 'onlyEnabled']
const sortKeys = ['id', 'name', 'email', 'creation_date', 'modification_date'] as const
/** The maximum of other lists, by a third party; users have none in the specification. */
const pageSizeUsual = 10

const team = { id: 501, name: 'Acme' }
