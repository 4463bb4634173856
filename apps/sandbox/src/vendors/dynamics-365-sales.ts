// Written from Microsoft's published Dataverse Web API v9.2 (learn.microsoft.com/power-apps/developer/data-platform).
import { schemeToken } from '../credentials.ts'
import { stableUuid } from '../people.ts'
import { empty, json, type ReplyHeaders, text, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { type Directory, entraRoutes } from './dynamics-365-sales/entra.ts'
import { noColumn, QueryError } from './dynamics-365-sales/filter.ts'
import { page, preferencesOf, selectOf } from './dynamics-365-sales/query.ts'
import {
  applicationUserId,
  businessUnitId,
  columns,
  organizationId,
  type Row,
  rowId,
  seed,
} from './dynamics-365-sales/rows.ts'
import { created, type Refused, softDeleted, updated } from './dynamics-365-sales/write.ts'

const instanceHost = 'contoso.crm4.dynamics.com'
const instanceUrl = `https://${instanceHost}`
const tenantId = stableUuid('dynamics-tenant')
const base = '/api/data/v9.2'
const app = { id: 'sandbox-dynamics-365-sales-client', secret: 'sandbox-dynamics-365-sales-client-secret' }
const oauthToken = {
  access_token: 'sandbox-dynamics-365-sales-access',
  refresh_token: 'sandbox-dynamics-365-sales-refresh',
  expires_in: 4500,
}
const scopes = [`${instanceUrl}/user_impersonation`, 'offline_access']
const variables = { instance_url: instanceUrl, tenant_id: tenantId }
/** The token of a user that may read but not write. */
const readOnly = 'read-only'

const create = ({ people, now, hidden }: VendorContext): Simulator => {
  const rows = new Map(seed(people))
  const self = people.find((person) => person.self)
  const selfId = self ? rowId(self) : ''
  let createdRows = 0
  const tokens = new TokenBook({
    prefix: 'sandbox-dynamics-365-sales',
    now,
    // Between 60 and 90 minutes: the mean.
    accessLifetimeSeconds: 4500,
    refreshLifetimeSeconds: 90 * 86_400,
    // Each use returns a new one, and the old one is not revoked.
    refresh: 'rotate',
  })
  tokens.addPair({ access: oauthToken.access_token, refresh: oauthToken.refresh_token, subject: selfId, scopes })
  tokens.addKey('sandbox-dynamics-365-sales-reader', selfId, [...scopes, readOnly])
  const directory: Directory = { app, tenantId, instanceUrl, self: selfId, application: applicationUserId, now }

  /** A query with a column that the environment lacks cannot be read; without $select the answer has the others. */
  const visible = (request: VendorRequest): readonly string[] | undefined => {
    const asked = ['$select', '$filter', '$orderby'].map((name) => request.query.get(name) ?? '').join(' ')
    const missing = [...hidden].find((name) => new RegExp(`\\b${name}\\b`).test(asked))
    if (missing !== undefined) throw noColumn(missing)
    const select = selectOf(request)
    return select ?? (hidden.size === 0 ? undefined : [...columns.keys()].filter((name) => !hidden.has(name)))
  }

  const caller = (request: VendorRequest): TokenState | undefined => {
    const token = tokens.valid(schemeToken(request))
    // A token for another audience counts as missing.
    return token?.scopes.some((scope) => scope.startsWith(`${instanceUrl}/`)) ? token : undefined
  }

  const refusal = (request: VendorRequest): VendorReply | undefined => {
    const token = caller(request)
    // Recorded: a sentence, no JSON.
    if (!token) return text(401, 'HTTP Error 401 - Unauthorized: Access is denied', { 'WWW-Authenticate': challenge })
    if (request.method === 'GET') return undefined
    if (token.scopes.includes(readOnly)) {
      const message = `Principal user (Id=${token.subject}) is missing prvWriteUser privilege.`
      return failure(request, { status: 403, code: '0x80040220', message })
    }
    const withBody = request.method !== 'DELETE'
    return withBody && !/^application\/json\b/i.test(request.header('content-type') ?? '')
      ? failure(request, { status: 415, code: '0x0', message: 'The content type must be application/json.' })
      : undefined
  }

  /** Calls with the guid of the path, and the row if there is one. */
  const withId =
    (answer: (request: VendorRequest, id: string, row: Row | undefined) => VendorReply): Handler =>
    (request) => {
      const id = request.param('id').toLowerCase()
      const message = `Error identified in the request: '${id}' is not a valid Guid.`
      return guid.test(id) ? answer(request, id, rows.get(id)) : failure(request, { status: 400, code: '0x0', message })
    }

  const stored = (request: VendorRequest, row: Row | Refused, status: number): VendorReply => {
    if ('message' in row) return failure(request, row)
    const select = visible(request)
    rows.set(row.id, row)
    const entity = { 'OData-EntityId': `${request.originOf()}${base}/systemusers(${row.id})` }
    if (!preferencesOf(request).representation) return empty(204, { ...odata, ...entity })
    const applied = { 'Preference-Applied': 'return=representation' }
    return found(single(request, row, select), { ...entity, ...applied }, status)
  }

  const whoAmI: Handler = (request) =>
    found({
      '@odata.context': `${request.originOf()}${base}/$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
      BusinessUnitId: businessUnitId,
      UserId: caller(request)?.subject ?? '',
      OrganizationId: organizationId,
    })

  const api: Readonly<Record<string, Handler>> = {
    [`GET ${base}/WhoAmI`]: whoAmI,
    [`GET ${base}/WhoAmI()`]: whoAmI,
    [`GET ${base}/systemusers`]: (request) => {
      const select = visible(request)
      const { rows: shown, count, nextLink } = page(rows.values(), request)
      const { pageSize, annotations } = preferencesOf(request)
      const body = {
        '@odata.context': context(request, select),
        ...(count === undefined ? {} : { '@odata.count': count }),
        value: shown.map((row) => members(row, select, annotations)),
        ...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
      }
      return found(body, pageSize === undefined ? {} : { 'Preference-Applied': `odata.maxpagesize=${pageSize}` })
    },
    [`POST ${base}/systemusers`]: (request) => {
      createdRows += 1
      const id = stableUuid(`dynamics-created-${createdRows}`)
      return stored(request, created(rows, id, request.json(), now()), 201)
    },
    [`GET ${base}/systemusers({id})`]: withId((request, id, row) => {
      const select = visible(request)
      if (!row) return failure(request, missing(id))
      return request.header('if-none-match') === etag(row) ? empty(304, odata) : found(single(request, row, select))
    }),
    [`PATCH ${base}/systemusers({id})`]: withId((request, id, row) => {
      if (row) {
        return outdated(request, row) ?? stored(request, updated(row, request.json(), now()), 200)
      }
      // Without If-Match an unknown guid is a new user's: an upsert.
      if (request.header('if-match') !== undefined) return failure(request, missing(id))
      return stored(request, created(rows, id, request.json(), now()), 201)
    }),
    [`DELETE ${base}/systemusers({id})`]: withId((request, id, row) => {
      if (!row) return failure(request, missing(id))
      const conflict = outdated(request, row)
      if (conflict) return conflict
      // Two steps: soft, then final. The Entra user is assumed to be removed already.
      if (row.values.deletedstate === 1) rows.delete(id)
      else rows.set(id, softDeleted(row, now()))
      return empty(204, odata)
    }),
  }

  return {
    tokens,
    columns: [...columns.keys()],
    routes: { api: guarded(refusal, readable(api)), oauth: entraRoutes(tokens, directory) },
    notFound: (request) => {
      const message = `Resource not found for the segment '${request.path.split('/').at(-1)}'.`
      return failure(request, { status: 404, code: '0x0', message })
    },
    methodNotAllowed: (request) => {
      const message = `The requested resource does not support http method '${request.method}'.`
      return failure(request, { status: 405, code: '0x0', message })
    },
    rateLimit: {
      published: { limit: 6000, windowMs: 300_000, kind: 'sliding' },
      key: (request) => (request.path.startsWith('/api/') ? (caller(request)?.subject ?? 'anonymous') : undefined),
      headers: (state) => ({
        'x-ms-ratelimit-burst-remaining-xrm-requests': String(state.remaining),
        'x-ms-ratelimit-time-remaining-xrm-requests': '1,200.00',
      }),
      exceeded: (state, request) => {
        const seconds = Math.ceil(state.windowMs / 1000)
        const message = `Number of requests exceeded the limit of ${state.limit} over the time window of ${seconds} seconds.`
        const headers = { 'Retry-After': String(Math.ceil(state.resetInMs / 1000)) }
        return failure(request, { status: 429, code: '0x80072322', message }, headers)
      },
    },
  }
}

/** A query that cannot be read is 400 in every handler. */
const readable = (table: Readonly<Record<string, Handler>>): Readonly<Record<string, Handler>> => {
  const entries = Object.entries(table).map(([key, handler]): [string, Handler] => [
    key,
    async (request) => {
      try {
        return await handler(request)
      } catch (error) {
        if (!(error instanceof QueryError)) throw error
        return failure(request, { status: 400, code: '0x0', message: error.message })
      }
    },
  ])
  return Object.fromEntries(entries)
}

const missing = (id: string): Refused => ({
  status: 404,
  code: '0x80040217',
  message: `systemuser With Id = ${id} Does Not Exist`,
})

/** 412 when the caller's condition is false for an existing row. */
const outdated = (request: VendorRequest, row: Row): VendorReply | undefined => {
  const wanted = request.header('if-match')
  if (wanted !== undefined && wanted !== '*' && wanted !== etag(row)) {
    const message = "The version of the existing record doesn't match the RowVersion property provided."
    return failure(request, { status: 412, code: '0x80060882', message })
  }
  return request.header('if-none-match') === '*'
    ? failure(request, {
        status: 412,
        code: '0x80040237',
        message: 'A record with matching key values already exists.',
      })
    : undefined
}

const etag = (row: Row): string => `W/"${row.version}"`

const context = (request: VendorRequest, select: readonly string[] | undefined): string =>
  `${request.originOf()}${base}/$metadata#systemusers${select ? `(${select.join(',')})` : ''}`

const single = (request: VendorRequest, row: Row, select: readonly string[] | undefined): unknown => {
  const all = members(row, select, preferencesOf(request).annotations)
  return { '@odata.context': `${context(request, select)}/$entity`, ...all }
}

/** The requested columns, and the two ids that every answer has. */
const members = (row: Row, select: readonly string[] | undefined, annotated: boolean): Record<string, unknown> => {
  const names = select ? [...new Set(['systemuserid', 'ownerid', ...select])] : Object.keys(row.values)
  const label = {
    'isdisabled@OData.Community.Display.V1.FormattedValue': row.values.isdisabled ? 'Disabled' : 'Enabled',
  }
  return {
    '@odata.etag': etag(row),
    ...Object.fromEntries(names.map((name) => [name, row.values[name]])),
    ...(annotated && names.includes('isdisabled') ? label : {}),
  }
}

const found = (body: unknown, headers: ReplyHeaders = {}, status = 200): VendorReply =>
  json(status, body, { 'content-type': 'application/json; odata.metadata=minimal', ...odata, ...headers })

const failure = (request: VendorRequest, refused: Refused, headers: ReplyHeaders = {}): VendorReply => {
  const { status, code, message } = refused
  const details = {
    '@Microsoft.PowerApps.CDS.HelpLink': 'http://go.microsoft.com/fwlink/?LinkID=398563',
    '@Microsoft.PowerApps.CDS.TraceText': '',
    '@Microsoft.PowerApps.CDS.InnerError.Message': message,
  }
  const error = { code, message, ...(preferencesOf(request).annotations ? details : {}) }
  return json(status, { error }, { ...odata, ...headers })
}

/**
 * Dynamics 365 Sales: OData over the table `systemuser`, PATCH that creates unless the request has If-Match, tokens of Entra.
 */
export const dynamics365Sales = defineVendor({
  slug: 'dynamics-365-sales',
  name: 'Dynamics 365 Sales',
  hosts: { api: [instanceHost, 'contoso.api.crm4.dynamics.com'], oauth: ['login.microsoftonline.com'] },
  defaultHost: instanceHost,
  demo: { authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app }, ...variables } },
  otherLogins: [{ authentication_method: 'client_credentials', context: { oauth: { client: app }, ...variables } }],
  create,
})

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const odata: ReplyHeaders = { 'OData-Version': '4.0' }
const authorizeUrl = `https://login.microsoftonline.com/${tenantId}/oauth2/authorize`
const challenge = `Bearer authorization_uri="${authorizeUrl}", resource_id="${instanceUrl}/"`
