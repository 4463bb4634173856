// Written from Copper's published Developer API v1 (developer.copper.com) and its clients' notes on live answers.
import { schemeToken } from '../credentials.ts'
import { attribute, authorize, grant } from '../oauth.ts'
import { fullName, type Person } from '../people.ts'
import { json, text, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const apiHost = 'api.copper.com'
const base = '/developer_api/v1'
const apiKey = 'sandbox-copper-token'
const ownEmail = 'karin.rossi@acme.example'
const app = { id: 'sandbox-copper-client', secret: 'sandbox-copper-client-secret' }
const accessToken = 'sandbox-copper-access'
const scope = 'developer/v1/all'
const firstId = 159_000
const pageSizeMaximum = 200
const pageSizeUsual = 20

const create = ({ people, now }: VendorContext): Simulator => {
  const users = people.filter((person) => person.email !== null).map(seed)
  const self = String(firstId + (people.find((person) => person.self)?.number ?? 0))
  const userOf = (id: string): CopperUser | undefined => users.find((user) => String(user.id) === id)
  const tokens = new TokenBook({
    prefix: 'sandbox-copper',
    now,
    // Access tokens have no expiry, and there is no refresh token.
    accessLifetimeSeconds: Number.POSITIVE_INFINITY,
    refresh: 'keep',
  })
  tokens.addKey(apiKey, self)
  tokens.addPair({ access: accessToken, subject: self, scopes: [scope] })

  const caller = (request: VendorRequest): TokenState | undefined => {
    const bearer = schemeToken(request)
    // The three X-PW headers belong to the key; a bearer token has none.
    if (bearer !== undefined) return ofKind(tokens.valid(bearer), 'access')
    const key = ofKind(tokens.valid(request.header('x-pw-accesstoken')), 'api_key')
    const email = request.header('x-pw-useremail')?.toLowerCase()
    const isOwner = email !== undefined && email === userOf(key?.subject ?? '')?.email.toLowerCase()
    return isOwner && request.header('x-pw-application') === 'developer_api' ? key : undefined
  }
  const check = (request: VendorRequest): VendorReply | undefined => {
    if (!caller(request)) return failure(401, 'Unauthorized')
    // Documented for every call, GET too. It is not published how a call without it is answered.
    return isJson(request) ? undefined : failure(401, 'Content-Type must be application/json')
  }

  return {
    tokens,
    routes: {
      api: guarded(check, {
        [`POST ${base}/users/search`]: (request) => {
          const page = readPage(request)
          if ('refusal' in page) return page.refusal
          const start = (page.number - 1) * page.size
          // An upper bound by the vendor's documentation: it counts the people without a login too.
          return json(200, users.slice(start, start + page.size), { 'X-PW-TOTAL': String(people.length) })
        },
        [`GET ${base}/users/me`]: (request) => shown(userOf(caller(request)?.subject ?? '')),
        [`GET ${base}/users/{id}`]: (request) => shown(userOf(request.param('id'))),
      }),
      oauth: oauthRoutes(tokens, self),
    },
    notFound,
    methodNotAllowed: notFound,
    rateLimit: {
      published: { limit: 180, windowMs: 60_000, kind: 'sliding' },
      key: (request) =>
        request.path.startsWith(base)
          ? (request.header('x-pw-accesstoken') ?? request.header('authorization') ?? 'anonymous')
          : undefined,
      // A live answer had no rate limit header at all, and none is documented.
      headers: () => ({}),
      exceeded: () => failure(429, 'Rate limit exceeded'),
    },
  }
}

const ofKind = (state: TokenState | undefined, kind: TokenState['kind']): TokenState | undefined =>
  state?.kind === kind ? state : undefined

const isJson = (request: VendorRequest): boolean => /^application\/json\b/i.test(request.header('content-type') ?? '')

const readPage = (request: VendorRequest): Page => {
  const body = request.body.length === 0 ? {} : request.json()
  if (!isRecord(body)) return { refusal: invalid('Body is not a JSON object') }
  const unknown = Object.keys(body).filter((name) => !knownAttributes.includes(name))
  if (unknown.length > 0) return { refusal: invalid(`Unrecognized attributes specified: ${unknown.join(', ')}`) }
  const { page_number: number = 1, page_size: size = pageSizeUsual } = body
  if (!isCount(number)) return { refusal: invalid('page_number must be 1 or more') }
  if (!isCount(size) || size > pageSizeMaximum) {
    return { refusal: invalid(`page_size must be between 1 and ${pageSizeMaximum}`) }
  }
  return { number, size }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value >= 1

const oauthRoutes = (tokens: TokenBook, subject: string): RouteTable => ({
  'GET /oauth/authorize': (request) => {
    if (request.query.get('response_type') !== 'code') return text(400, 'response_type must be code.')
    if (request.query.get('scope') !== scope) return text(400, `scope must be ${scope}.`)
    return byPost(authorize(request, tokens, { app, subject, scopes: [scope] }))
  },
  'POST /oauth/token': (request) => {
    if (request.form.size === 0) return json(400, { error: 'invalid_request' })
    const result = grant(request, tokens, { app, clientAuth: ['body'], grants: ['authorization_code'] })
    if ('error' in result) return json(result.error === 'invalid_client' ? 401 : 400, { error: result.error })
    const { accessToken: access_token, scopes } = result.issued
    return json(200, { access_token, token_type: 'Bearer', scope: scopes.join(' ') })
  },
})

/** The code reaches redirect_uri as a form: a page that sends itself makes the browser's POST. */
const byPost = (redirect: VendorReply): VendorReply => {
  const { location } = redirect.headers
  if (typeof location !== 'string') return redirect
  const target = new URL(location)
  const fields = ['code', 'error', 'error_description', 'state'].flatMap((name) => {
    const value = target.searchParams.get(name)
    target.searchParams.delete(name)
    return value === null ? [] : [`<input type="hidden" name="${name}" value="${attribute(value)}">`]
  })
  const page = `<!doctype html><title>Copper</title><form method="post" action="${attribute(target.href)}">${fields.join('')}<button>Go on</button></form><script>document.forms[0].submit()</script>`
  return text(200, page, { 'content-type': 'text/html; charset=utf-8' })
}

const shown = (user: CopperUser | undefined): VendorReply => (user ? json(200, user) : notFound())

const notFound = (): VendorReply => json(404, { error: 'not_found' })

const invalid = (what: string): VendorReply => failure(422, `Invalid input: Validation errors: Base: ${what}`)

const failure = (status: number, message: string): VendorReply => json(status, { success: false, status, message })

const seed = (person: Person): CopperUser => {
  const { number } = person
  const team =
    number % 4 === 0 ? [] : [{ id: 1 + (number % 3), name: ['Sales', 'Support', 'Partners'][number % 3] ?? '' }]
  return {
    id: firstId + number,
    name: fullName(person),
    email: person.email ?? '',
    ...(number % 5 === 0 ? {} : { groups: team }),
  }
}

/** Copper, Developer API v1: users can be searched and read, by POST and as a bare array. */
export const copper = defineVendor({
  slug: 'copper',
  name: 'Copper',
  hosts: { api: [apiHost], oauth: ['app.copper.com'] },
  defaultHost: apiHost,
  demo: { authentication_method: 'api_key', context: { api_key: apiKey, user_email: ownEmail } },
  otherLogins: [
    {
      authentication_method: 'oauth2',
      context: { oauth: { token: { access_token: accessToken }, client: app } },
    },
  ],
  create,
})

interface CopperUser {
  readonly id: number
  readonly name: string
  readonly email: string
  /** Absent in the older documented sample. */
  readonly groups?: readonly { readonly id: number; readonly name: string }[]
}

/** Clients send the two sort attributes without an error; no effect is documented, so they have none. */
const knownAttributes: readonly string[] = ['page_number', 'page_size', 'sort_by', 'sort_direction']

type Page = { readonly number: number; readonly size: number } | { readonly refusal: VendorReply }
