// Written from Accelo's published API v0 (github.com/Accelo/docs).
import { schemeToken } from '../credentials.ts'
import { json, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import type { Handler, RouteTable } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { parseFilters } from './accelo/filters.ts'
import { type Apps, covers, oauthRoutes } from './accelo/oauth.ts'
import { changedStaff, createdStaff, type Outcome, type Staff, seedStaff, staffBody } from './accelo/staff.ts'

const deployment = 'acme'
const host = `${deployment}.api.accelo.com`
const base = '/api/v0'
const lifetimeSeconds = 2_592_000
const apps: Apps = {
  web: { id: 'sandbox-accelo-client', secret: 'sandbox-accelo-client-secret' },
  service: { id: 'sandbox-accelo-service', secret: 'sandbox-accelo-service-secret' },
}
const oauthToken = {
  access_token: 'sandbox-accelo-access',
  refresh_token: 'sandbox-accelo-refresh',
  expires_in: lifetimeSeconds,
}

const create = ({ people, now }: VendorContext): Simulator => {
  const staff = seedStaff(people)
  const self = String(people.find((person) => person.self)?.number ?? 0)
  let lastId = Math.max(...[...staff.keys()].map(Number))
  const tokens = new TokenBook({
    prefix: 'sandbox-accelo',
    now,
    accessLifetimeSeconds: lifetimeSeconds,
    // The answer has a new one; it is not published whether the old one stays valid, so it does not.
    refresh: 'single-use',
  })
  const { access_token: access, refresh_token: refresh } = oauthToken
  tokens.addPair({ access, refresh, subject: self, scopes: ['write(staff)'] })
  // Not in any demo account: tokens that may only read, and that may not see staff at all.
  tokens.addPair({ access: 'sandbox-accelo-reader', subject: self, scopes: ['read(staff)'] })
  tokens.addPair({ access: 'sandbox-accelo-companies', subject: self, scopes: ['write(companies)'] })

  const having =
    (right: 'read' | 'write', handler: Handler): Handler =>
    (request) => {
      const inHeader = schemeToken(request)
      const inQuery = request.query.get('_bearer_token') ?? undefined
      if (inHeader !== undefined && inQuery !== undefined)
        return failure(400, 'invalid_request', 'Two tokens were given.')
      const token = tokens.valid(inHeader ?? inQuery)
      if (!token) return failure(401, 'invalid_client', 'The access token is missing, invalid or expired.')
      if (!covers(token.scopes, right)) return failure(403, 'invalid_permission', `The token has no ${right}(staff).`)
      return handler(request)
    }
  const reading = (handler: Handler): Handler => having('read', handler)
  const writing = (handler: Handler): Handler => having('write', handler)

  const list: Handler = (request) => {
    const found = matching(request)
    if (!found) return failure(400, 'invalid_request', 'The filters are malformed or not known for staff.')
    const limit = Math.min(wholeNumber(request, '_limit') ?? 10, 100)
    const page = wholeNumber(request, '_page')
    // A page overrides an offset.
    const offset = page === undefined ? (wholeNumber(request, '_offset') ?? 0) : page * limit
    return success(found.slice(offset, offset + limit).map((one) => staffBody(one, fieldsOf(request))))
  }
  const count: Handler = (request) => {
    const found = matching(request)
    if (!found) return failure(400, 'invalid_request', 'The filters are malformed or not known for staff.')
    return success({ count: String(found.length) })
  }
  const matching = (request: VendorRequest): Staff[] | undefined => {
    const filters = parseFilters(parameter(request, '_filters'))
    // There is no search for staff, and no order but by id.
    if (!filters || parameter(request, '_search') !== undefined) return undefined
    return [...staff.values()].filter((one) => filters.every((filter) => filter(one)))
  }

  const withStaff =
    (idOf: (request: VendorRequest) => string, answer: (one: Staff, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const one = staff.get(idOf(request))
      return one ? answer(one, request) : nothing()
    }
  const named = (request: VendorRequest): string => request.param('id')
  const show = (one: Staff, request: VendorRequest): VendorReply => success(staffBody(one, fieldsOf(request)))
  const me = withStaff(
    (request) => tokens.valid(schemeToken(request) ?? request.query.get('_bearer_token') ?? '')?.subject ?? '',
    show,
  )
  const keep = (outcome: Outcome, request: VendorRequest): VendorReply => {
    if ('wrong' in outcome) {
      return failure(400, 'invalid_request', `Missing or invalid: ${outcome.wrong.join(', ')}.`)
    }
    staff.set(outcome.staff.id, outcome.staff)
    return show(outcome.staff, request)
  }

  const add: Handler = (request) => {
    const asked = textsOf(request)
    const taken = [...staff.values()].some((one) => one.username === asked.username)
    if (taken) return failure(400, 'duplicate', 'The username is already in use.')
    const outcome = createdStaff(String(lastId + 1), asked)
    if ('staff' in outcome) lastId += 1
    return keep(outcome, request)
  }
  const change = withStaff(named, (one, request) => keep(changedStaff(one, textsOf(request)), request))

  /** `_method`, in the query or in the body, replaces the method of a POST. */
  const posted =
    (methods: Readonly<Record<string, Handler>>): Handler =>
    (request) => {
      const method = parameter(request, '_method') ?? 'post'
      return methods[String(method).toLowerCase()]?.(request) ?? nothing()
    }

  const api: RouteTable = {
    [`GET ${base}/staff`]: reading(list),
    [`POST ${base}/staff`]: posted({ get: reading(list), post: writing(add) }),
    [`GET ${base}/staff/count`]: reading(count),
    [`GET ${base}/staff/whoami`]: reading(me),
    [`GET ${base}/user`]: reading(me),
    [`GET ${base}/staff/{id}`]: reading(withStaff(named, show)),
    [`PUT ${base}/staff/{id}`]: writing(change),
    [`POST ${base}/staff/{id}`]: posted({ get: reading(withStaff(named, show)), put: writing(change) }),
  }

  return {
    tokens,
    routes: { api: { ...suppressible(api), ...oauthRoutes(tokens, apps, self) } },
    notFound: nothing,
    methodNotAllowed: nothing,
    rateLimit: {
      published: { limit: 5000, windowMs: 3_600_000 },
      // The limit of the deployment, for all callers.
      key: (request) => (request.path.startsWith('/oauth2/') ? undefined : deployment),
      headers: (state) => ({
        'X-RateLimit-Limit': String(state.limit),
        'X-RateLimit-Remaining': String(state.remaining),
        'X-RateLimit-Reset': String(Math.ceil(state.resetAt.getTime() / 1000)),
      }),
      exceeded: () => json(429, { meta: meta('too_many_requests', 'The limit of requests for this hour is reached.') }),
    },
  }
}

const success = (response: unknown): VendorReply =>
  json(200, { meta: meta('ok', 'Everything executed as expected.'), response })

const failure = (status: number, code: string, message: string): VendorReply =>
  json(status, { response: null, meta: meta(code, message) })

/** Unknown ids and unknown resources alike: there is no 404. */
const nothing = (): VendorReply => {
  const message = 'The request was invalid. Please ensure that the resource you are requesting actually exists.'
  return failure(400, 'invalid_request', message)
}

const meta = (status: string, message: string): unknown => ({
  more_info: 'https://api.accelo.com/docs/#status-codes',
  status,
  message,
})

/** `_suppress_http_status=yes` turns every status to 200. */
const suppressible = (table: RouteTable): RouteTable => {
  const entries = Object.entries(table).map(([key, handler]): [string, Handler] => [
    key,
    async (request) => {
      const reply = await handler(request)
      return parameter(request, '_suppress_http_status') === 'yes' ? { ...reply, status: 200 } : reply
    },
  ])
  return Object.fromEntries(entries)
}

/** A parameter of the query, the form or the JSON body, whichever has it. */
const parameter = (request: VendorRequest, name: string): unknown => {
  const body = request.form.size === 0 ? request.json() : undefined
  return request.query.get(name) ?? request.form.get(name) ?? (isRecord(body) ? body[name] : undefined)
}

const fieldsOf = (request: VendorRequest): string => {
  const fields = parameter(request, '_fields')
  return Array.isArray(fields) ? fields.join(',') : String(fields ?? '')
}

const wholeNumber = (request: VendorRequest, name: string): number | undefined => {
  const value = parameter(request, name)
  return /^\d{1,9}$/.test(String(value)) ? Number(value) : undefined
}

/** The fields of the form or the JSON body as texts. */
const textsOf = (request: VendorRequest): Record<string, string> => {
  if (request.form.size > 0) return Object.fromEntries(request.form)
  const body = request.json()
  const entries = isRecord(body) ? Object.entries(body) : []
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value ?? '')]))
}

/** Accelo, API v0: staff by forms or JSON, three fields unless more are requested, and 400 where others send 404. */
export const accelo = defineVendor({
  slug: 'accelo',
  name: 'Accelo',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: apps.web }, deployment } },
  otherLogins: [
    { authentication_method: 'client_credentials', context: { oauth: { client: apps.service }, deployment } },
  ],
  create,
})
