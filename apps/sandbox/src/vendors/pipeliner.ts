// Written from Pipeliner's published REST API v100 (developers.pipelinersales.com) and recorded answers.
import { basicCredential } from '../credentials.ts'
import { stableUuid } from '../people.ts'
import { json, type VendorReply, withHeaders } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { errorBody, failure, invalidFields, invalidParameter, noClient, unknownPath } from './pipeliner/failure.ts'
import { listClients } from './pipeliner/list.ts'
import {
  blankClient,
  type Client,
  clientBody,
  relationFields,
  seedClient,
  vendorTime,
  writableFields,
} from './pipeliner/records.ts'

const host = 'eu-central.api.pipelinersales.com'
const spaceId = 'sandbox_Acme'
const entities = `/api/v100/rest/spaces/${spaceId}/entities`
const application = { username: 'sandbox-pipeliner-application', password: 'sandbox-pipeliner-password' }

const create = ({ people, now }: VendorContext): Simulator => {
  const clients = new Map(people.filter((person) => person.email !== null).map((person) => seedClient(person)))
  const tokens = new TokenBook({ prefix: 'sandbox-pipeliner', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  // An application, not a person: there is no own user.
  tokens.addKey(`${application.username}:${application.password}`, 'application', ['read', 'write'])
  // Not in any demo account: an application that may only read.
  tokens.addKey('sandbox-pipeliner-reader:sandbox-pipeliner-password', 'application', ['read'])

  const caller = (request: VendorRequest): TokenState | undefined => {
    const basic = basicCredential(request)
    return basic ? tokens.valid(`${basic.username}:${basic.password}`) : undefined
  }
  const check = (request: VendorRequest): VendorReply | undefined => {
    const state = caller(request)
    if (!state) {
      // The challenge is published for the older API, the body not at all.
      return withHeaders(failure(401, 'Unauthorized'), { 'WWW-Authenticate': 'Basic realm="restapi"' })
    }
    const allowed = state.scopes.includes(request.method === 'GET' ? 'read' : 'write')
    return allowed ? undefined : failure(403, 'The application has no permission for this operation.')
  }

  const shown = (client: Client, request: VendorRequest): Record<string, unknown> =>
    clientBody(client, `${request.originOf()}${entities}`)
  const store = (client: Client): Client => {
    const changed = { ...client, modified: vendorTime(now()), revision: client.revision + 1 }
    clients.set(client.id, changed)
    return changed
  }
  const withClient =
    (answer: (client: Client, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const client = clients.get(request.param('id').toLowerCase())
      return client ? answer(client, request) : failure(404, noClient)
    }

  const list: Handler = (request) => {
    const page = listClients(request.query, [...clients.values()])
    if (typeof page === 'string') return invalidParameter(page)
    const only = request.query.get('load-only')?.split(',')
    const rows = page.data.map((client) => {
      const fields = Object.entries(shown(client, request))
      return Object.fromEntries(only ? fields.filter(([name]) => only.includes(name)) : fields)
    })
    return json(200, { success: true, ...page, data: rows })
  }

  const add: Handler = (request) => {
    const body = request.json()
    if (!isRecord(body)) return invalidParameter('Missing or invalid JSON data.')
    const required = ['email', 'default_unit_id', 'master_right_id', 'unit_membership']
    const missing = required.filter((name) => body[name] === undefined || body[name] === null)
    if (missing.length > 0) {
      return invalidFields(null, Object.fromEntries(missing.map((name) => [name, 'The field is required.'])))
    }
    const problems = fieldProblems(body, ['email'])
    const email = String(body.email)
    if (!email.includes('@')) problems.email = 'The value is not an e-mail address.'
    if ([...clients.values()].some((client) => client.email.toLowerCase() === email.toLowerCase())) {
      problems.email = 'The value must be unique.'
    }
    if (Object.keys(problems).length > 0) return invalidFields(null, problems)
    const id = stableUuid(`pipeliner-new-${clients.size}`)
    const at = vendorTime(now())
    const client = { ...blankClient(id, email), ...written(body), created: at, modified: at }
    clients.set(id, client)
    return json(201, { success: true, data: shown(client, request) })
  }

  const update = withClient((client, request) => {
    const body = request.json()
    if (!isRecord(body)) return invalidParameter('Missing or invalid JSON data.')
    const problems = fieldProblems(body)
    // Optimistic locking is not clearly documented, and neither is the answer to an old revision.
    if (body.revision !== undefined && body.revision !== client.revision) problems.revision = 'The entity was changed.'
    if (Object.keys(problems).length > 0) return invalidFields(client.id, problems)
    return json(200, { success: true, data: shown(store({ ...client, ...written(body) }), request) })
  })

  const remove = withClient((client) => {
    if (client.is_delete_protected) return invalidFields(client.id, { is_delete_protected: 'The user is protected.' })
    store({ ...client, is_deleted: true })
    return json(200, { success: true, data: client.id })
  })

  const restore: Handler = (request) => {
    const ids = request.json()
    if (!Array.isArray(ids)) return invalidParameter('Missing or invalid JSON data.')
    const data = ids.map((id: unknown) => {
      const client = clients.get(String(id).toLowerCase())
      return client ? store({ ...client, is_deleted: false }).id : errorBody(404, noClient)
    })
    return json(200, { success: true, data })
  }

  const unknownType: Handler = (request) =>
    failure(404, `cannot determine entity type from ${request.param('entity')}`, {
      code: 2006,
      name: 'ERROR_UNKNOWN_TYPE',
    })

  return {
    tokens,
    routes: {
      api: guarded(check, {
        [`GET ${entities}/Clients`]: list,
        [`POST ${entities}/Clients`]: add,
        [`POST ${entities}/Clients/batch-restore`]: restore,
        [`GET ${entities}/Clients/{id}`]: withClient((client, request) =>
          json(200, { success: true, data: shown(client, request) }),
        ),
        [`PATCH ${entities}/Clients/{id}`]: update,
        [`DELETE ${entities}/Clients/{id}`]: remove,
        [`GET ${entities}/{entity}`]: unknownType,
        [`GET ${entities}/{entity}/{id}`]: unknownType,
      }),
    },
    notFound: () => unknownPath(404, 'The requested URL was not found on the server.'),
    methodNotAllowed: () => unknownPath(405, 'The method is not allowed for the requested URL.'),
  }
}

/** The fields that may not be written. It is not published whether the vendor refuses or ignores read-only fields. */
const fieldProblems = (body: Record<string, unknown>, also: readonly string[] = []): Record<string, string> => {
  const allowed: readonly string[] = [...writableFields, ...relationFields, 'revision', ...also]
  const problems: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    if (!allowed.includes(name)) problems[name] = 'The field is read-only or unknown.'
    else if (relationFields.includes(name) && !Array.isArray(value)) problems[name] = 'The value must be a list.'
  }
  if (body.type !== undefined && body.type !== 0 && body.type !== 1) problems.type = 'The value must be 0 or 1.'
  if (!['string', 'undefined'].includes(typeof (body.position ?? undefined))) problems.position = 'Must be a text.'
  return problems
}

/** The fields of a body that are stored. */
const written = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(writableFields.filter((name) => name in body).map((name) => [name, body[name]]))

/** Pipeliner, API v100: users are "Clients", deleted ones are kept, and names belong to a separate profile. */
export const pipeliner = defineVendor({
  slug: 'pipeliner',
  name: 'Pipeliner CRM',
  hosts: { api: [host] },
  defaultHost: host,
  demo: {
    authentication_method: 'basic',
    context: { ...application, service_url: `https://${host}`, space_id: spaceId },
  },
  create,
})
