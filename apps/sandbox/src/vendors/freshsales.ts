// Written from Freshworks' published CRM API (developers.freshworks.com/crm/api) and recorded answers of its clients.
import { basicCredential, schemeToken } from '../credentials.ts'
import { fullName, type Person } from '../people.ts'
import { empty, json, text, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const suiteHost = 'acme.myfreshworks.com'
const classicHost = 'acme.freshsales.io'
const suitePrefix = '/crm/sales'
const apiKey = 'sandbox-freshsales-token'
const login = { username: 'karin.rossi@acme.example', password: 'sandbox-freshsales-password' }

const create = ({ people, now }: VendorContext): Simulator => {
  // Only users that can own records are listed. Only `is_active` suggests that deactivated users stay; an invited person is
  // assumed to own nothing yet.
  const owners = people.filter((person) => person.email !== null && person.state !== 'invited').map(seed)
  const self = String(people.find((person) => person.self)?.number ?? 0)
  const tokens = new TokenBook({ prefix: 'sandbox-freshsales', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  tokens.addKey(apiKey, self, ['settings'])
  tokens.addKey(`${login.username}:${login.password}`, self, ['settings'])
  // Not in any demo account: the key of a colleague without the right to see owners.
  tokens.addKey('sandbox-freshsales-colleague', '1')

  const caller = (request: VendorRequest): TokenState | undefined => {
    const [, key] = /^token=([^\s:]+)$/.exec(schemeToken(request, 'Token') ?? '') ?? []
    // Only the older product has user name and password.
    const basic = request.host === classicHost ? basicCredential(request) : undefined
    return tokens.valid(basic ? `${basic.username}:${basic.password}` : key)
  }
  const check = (request: VendorRequest): VendorReply | undefined => {
    const token = caller(request)
    if (!token) return json(401, { login: 'failed', message: 'You are not authorized to perform this action.' })
    return token.scopes.includes('settings') ? undefined : failure(403, 'You do not have permission for this.')
  }
  const list: Handler = () => json(200, { users: owners })

  return {
    tokens,
    routes: {
      api: {
        ...guarded(check, { [`GET ${suitePrefix}/api/selector/owners`]: list }),
        // By one client's report: without the prefix it is 200, but not JSON.
        'GET /api/selector/owners': () => page(200, 'Freshworks'),
      },
      classic: guarded(check, { 'GET /api/selector/owners': list }),
    },
    notFound: (request) => {
      const isApi = request.path.startsWith(request.host === classicHost ? '/api/' : `${suitePrefix}/api/`)
      return isApi ? failure(404, 'Not found') : empty(302, { location: `${request.originOf()}/login` })
    },
    methodNotAllowed: () => failure(405, 'Method not allowed'),
    rateLimit: {
      // The Enterprise plan, for the whole account and hour, for all callers.
      published: { limit: 5000, windowMs: 3_600_000 },
      key: () => 'account',
      headers: (state) => ({
        'x-ratelimit-remaining': String(state.remaining),
        // The unit is not published: assumed to be seconds from now.
        'x-ratelimit-reset': String(Math.ceil(state.resetInMs / 1000)),
      }),
      // Without Retry-After, as a client reports.
      exceeded: () => json(429, { message: 'You have exceeded the limit of requests per hour.' }),
    },
  }
}

/** The form of the bodies is not published; clients have seen this one and `{message}`. */
const failure = (status: number, message: string): VendorReply =>
  json(status, { errors: { code: status, message: [message] } })

const page = (status: number, title: string): VendorReply =>
  text(status, `<!doctype html><title>${title}</title>`, { 'content-type': 'text/html; charset=utf-8' })

/** Exactly the six recorded fields. The id does not fit into 32 bits. */
const seed = (person: Person): unknown => ({
  id: 70_000_000_000 + person.number,
  // It is always present; the value for a person without a name is not known.
  display_name: fullName(person) || person.email,
  email: person.email,
  is_active: person.state === 'active',
  work_number: person.phone,
  mobile_number: person.number % 6 === 0 ? `+1556${String(1_000_000 + person.number).slice(-7)}` : null,
})

/** Freshsales: one unpaged list of the users who can own records, and nothing else. */
export const freshsales = defineVendor({
  slug: 'freshsales',
  name: 'Freshsales',
  hosts: { api: [suiteHost], classic: [classicHost] },
  defaultHost: suiteHost,
  demo: {
    authentication_method: 'api_key',
    context: { api_key: apiKey, bundle_alias: `${suiteHost}${suitePrefix}` },
  },
  // The older product: another host, and no prefix before /api.
  otherLogins: [
    { authentication_method: 'api_key', context: { api_key: apiKey, bundle_alias: classicHost } },
    { authentication_method: 'basic', context: { ...login, bundle_alias: classicHost } },
  ],
  create,
})
