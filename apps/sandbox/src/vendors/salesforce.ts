// Written from Salesforce's REST API guide, object reference (User) and recorded answers (developer.salesforce.com).
import { schemeToken } from '../credentials.ts'
import { empty, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { answer, SalesforceFailure } from './salesforce/failure.ts'
import { fieldNamed, fields } from './salesforce/fields.ts'
import { normalId, userId } from './salesforce/ids.ts'
import { batchSizeOf, QueryPages } from './salesforce/query-pages.ts'
import { sandboxHost, scopes, signInRoutes } from './salesforce/sign-in.ts'
import { attributes, evaluate, noSuchColumn } from './salesforce/soql-evaluate.ts'
import { parseQuery } from './salesforce/soql-parse.ts'
import { instanceHost, organizationId, seededUsers, type UserRecord, userIdOf } from './salesforce/users.ts'
import { createdUser, readWrite, updatedUser } from './salesforce/write-user.ts'

const app = { id: 'sandbox-salesforce-client', secret: 'sandbox-salesforce-client-secret', rotates: false }
const rotatingApp = { id: 'sandbox-salesforce-rotating', secret: 'sandbox-salesforce-rotating-secret', rotates: true }
const pair = { access_token: 'sandbox-salesforce-access', refresh_token: 'sandbox-salesforce-refresh' }
const rotatingPair = {
  access_token: 'sandbox-salesforce-rotating-access',
  refresh_token: 'sandbox-salesforce-rotating-refresh',
}
const instanceUrl = `https://${instanceHost}`
const versions = { first: 50, last: 66 }
/** Two hours, the default of an org. */
const sessionSeconds = 7200

const create = ({ people, now, hidden }: VendorContext): Simulator => {
  const users = seededUsers(people)
  const pages = new QueryPages()
  const tokens = new TokenBook({
    prefix: 'sandbox-salesforce',
    now,
    accessLifetimeSeconds: sessionSeconds,
    refresh: 'keep',
  })
  const self = userIdOf(11)
  for (const one of [pair, rotatingPair]) {
    tokens.addPair({ access: one.access_token, refresh: one.refresh_token, subject: self, scopes })
  }
  // Not in any demo account: a colleague without "Manage Internal Users", a profile without the API, and a session that a new
  // login does not help.
  tokens.addKey('sandbox-salesforce-colleague', userIdOf(1), scopes)
  tokens.addKey('sandbox-salesforce-without-api', self, ['id', 'openid'])
  tokens.addKey(blockedToken, self, scopes)

  const withUser =
    (
      refuseMalformed: (id: string) => SalesforceFailure,
      act: (user: UserRecord, request: VendorRequest) => VendorReply,
    ): Handler =>
    (request) => {
      const id = normalId(request.param('id'))
      if (id === undefined) throw refuseMalformed(request.param('id'))
      const user = users.get(id)
      if (!user) throw notFound()
      return act(user, request)
    }
  const caller = (request: VendorRequest): string => tokens.valid(schemeToken(request))?.subject ?? ''
  const demandManager = (request: VendorRequest): void => {
    const profile = users.get(caller(request))?.ProfileId
    if (profile === users.get(self)?.ProfileId) return
    const message = 'insufficient access rights on object id'
    throw new SalesforceFailure(403, 'INSUFFICIENT_ACCESS_OR_READONLY', message, [])
  }

  const query: Handler = (request) => {
    const text = request.query.get('q')
    if (text === null) throw new SalesforceFailure(400, 'MALFORMED_QUERY', 'A query string has to be specified')
    const { total, rows } = evaluate(parseQuery(text), users, base(request), hidden)
    return answer(200, pages.open(total, rows, batchSizeOf(request.header('sforce-query-options')), base(request)))
  }
  const more: Handler = (request) => {
    const page = pages.next(request.param('locator'), base(request))
    if (!page) throw new SalesforceFailure(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
    return answer(200, page)
  }
  const create: Handler = (request) => {
    demandManager(request)
    const given = readWrite(jsonBody(request), 'create', hidden)
    // Each new id is larger than all before.
    const id = userId(80_000_000 + users.size)
    users.set(id, createdUser(id, given, users, caller(request), now()))
    return answer(201, { id, success: true, errors: [] })
  }
  const api: RouteTable = {
    'GET /services/data/{version}': (request) => {
      const identity = `${request.originOf('login.salesforce.com')}/id/${organizationId}/${caller(request)}`
      return answer(200, { sobjects: `${base(request)}/sobjects`, query: `${base(request)}/query`, identity })
    },
    'GET /services/data/{version}/query': query,
    'GET /services/data/{version}/query/': query,
    'GET /services/data/{version}/queryAll': query,
    'GET /services/data/{version}/query/{locator}': more,
    'POST /services/data/{version}/sobjects/User': create,
    'POST /services/data/{version}/sobjects/User/': create,
    'GET /services/data/{version}/sobjects/User/{id}': withUser(unknownExternalId, (user, request) =>
      answer(200, { attributes: attributes('User', String(user.Id), base(request)), ...chosen(user, request, hidden) }),
    ),
    'PATCH /services/data/{version}/sobjects/User/{id}': withUser(malformedId, (user, request) => {
      demandManager(request)
      const given = readWrite(jsonBody(request), 'update', hidden)
      users.set(String(user.Id), updatedUser(user, given, users, caller(request), now()))
      return empty(204)
    }),
    'DELETE /services/data/{version}/sobjects/User/{id}': withUser(malformedId, () => {
      // The object's list of calls has no delete(); the code and the sentence are not published.
      const message = 'entity type cannot be deleted: User'
      throw new SalesforceFailure(400, 'INVALID_TYPE_FOR_OPERATION', message, [])
    }),
  }
  const check = (request: VendorRequest): VendorReply | undefined => refusal(request, tokens)

  return {
    tokens,
    columns: fields.map(({ name }) => name),
    routes: {
      api: {
        'GET /services/data': () => answer(200, versionList()),
        'GET /services/data/': () => answer(200, versionList()),
        ...guarded(check, caught(api)),
      },
      login: signInRoutes(tokens, [app, rotatingApp], () => users, now),
    },
    notFound: () => notFound().reply(),
    methodNotAllowed: (request, allow) => {
      const message = `HTTP Method '${request.method}' not allowed. Allowed are ${allow.join(',')}`
      return new SalesforceFailure(405, 'METHOD_NOT_ALLOWED', message).reply()
    },
    rateLimit: {
      // Enterprise Edition without its licences, over a rolling day.
      published: { limit: 100_000, windowMs: 86_400_000, kind: 'sliding' },
      // The limit is that of the org, for all callers; logins do not count.
      key: (request) => (/^\/services\/data\/v/.test(request.path) ? 'org' : undefined),
      headers: (state) => ({ 'Sforce-Limit-Info': `api-usage=${state.limit - state.remaining}/${state.limit}` }),
      exceeded: () => new SalesforceFailure(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.').reply(),
    },
  }
}

const refusal = (request: VendorRequest, tokens: TokenBook): VendorReply | undefined => {
  const token = tokens.valid(schemeToken(request))
  if (!token) return new SalesforceFailure(401, 'INVALID_SESSION_ID', 'Session expired or invalid').reply()
  if (token.token === blockedToken) {
    const message = 'This session is not valid for use with the REST API'
    return new SalesforceFailure(401, 'INVALID_SESSION_ID', message).reply()
  }
  if (!token.scopes.includes('api') && !token.scopes.includes('full')) {
    return new SalesforceFailure(403, 'API_CURRENTLY_DISABLED', 'API is disabled for this User').reply()
  }
  const version = /^v(\d+)\.0$/.exec(request.param('version'))?.[1]
  const known = version !== undefined && Number(version) >= versions.first && Number(version) <= versions.last
  return known ? undefined : notFound().reply()
}

/** Writes the error of a handler in the vendor's form. */
const caught = (table: RouteTable): RouteTable => {
  const entries = Object.entries(table).map(([key, handler]): [string, Handler] => [
    key,
    async (request) => {
      try {
        return await handler(request)
      } catch (error) {
        if (error instanceof SalesforceFailure) return error.reply()
        throw error
      }
    },
  ])
  return Object.fromEntries(entries)
}

const base = (request: VendorRequest): string => `/services/data/${request.param('version')}`

const versionList = (): unknown =>
  Array.from({ length: versions.last - versions.first + 1 }, (_, index) => {
    const version = `${versions.first + index}.0`
    return { label: `Release ${version}`, url: `/services/data/v${version}`, version }
  })

/** The fields of `?fields=`, and always the id; all fields without it. */
const chosen = (user: UserRecord, request: VendorRequest, hidden: ReadonlySet<string>): UserRecord => {
  const asked = request.query.get('fields')
  const seen = fields.filter(({ name }) => !hidden.has(name))
  if (!asked) return Object.fromEntries(seen.map(({ name }) => [name, user[name] ?? null]))
  const names = asked.split(',').map((name) => {
    const field = fieldNamed(name.trim(), hidden)
    if (!field) throw new SalesforceFailure(400, 'INVALID_FIELD', noSuchColumn(name.trim(), 'User'))
    return field.name
  })
  return Object.fromEntries([...names, 'Id'].map((name) => [name, user[name] ?? null]))
}

const jsonBody = (request: VendorRequest): unknown => {
  const type = request.header('content-type') ?? ''
  if (!/^application\/json\b/i.test(type)) {
    // Status and code are general knowledge.
    const message = `Content-Type header specified in HTTP request is not supported: ${type}`
    throw new SalesforceFailure(415, 'UNSUPPORTED_MEDIA_TYPE', message)
  }
  const body = request.json()
  if (body === undefined && request.body.length > 0) {
    throw new SalesforceFailure(400, 'JSON_PARSER_ERROR', 'Unexpected character in the JSON body at [line:1, column:1]')
  }
  return body
}

const notFound = (): SalesforceFailure =>
  new SalesforceFailure(404, 'NOT_FOUND', 'The requested resource does not exist')

const unknownExternalId = (id: string): SalesforceFailure => {
  const message = `Provided external ID field does not exist or is not accessible: ${id}`
  return new SalesforceFailure(404, 'NOT_FOUND', message)
}

const malformedId = (id: string): SalesforceFailure => new SalesforceFailure(400, 'MALFORMED_ID', `malformed id ${id}`)

/** Salesforce: SOQL over the sObject User, writes by REST, sessions that end without notice. */
export const salesforce = defineVendor({
  slug: 'salesforce',
  name: 'Salesforce',
  hosts: {
    api: [instanceHost, sandboxHost],
    login: ['login.salesforce.com', 'test.salesforce.com', instanceHost, sandboxHost],
  },
  defaultHost: instanceHost,
  demo: {
    authentication_method: 'oauth2',
    context: { oauth: { token: pair, client: { id: app.id, secret: app.secret } }, instance_url: instanceUrl },
  },
  otherLogins: [
    {
      authentication_method: 'client_credentials',
      context: { oauth: { client: { id: app.id, secret: app.secret } }, instance_url: instanceUrl },
    },
    {
      authentication_method: 'oauth2',
      context: {
        oauth: { token: rotatingPair, client: { id: rotatingApp.id, secret: rotatingApp.secret } },
        instance_url: instanceUrl,
      },
    },
  ],
  create,
})

const blockedToken = 'sandbox-salesforce-blocked'
