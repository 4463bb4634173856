// Written from HighLevel's published API 2.0 (github.com/GoHighLevel/highlevel-api-docs) and recorded answers.
import { authorize } from '../oauth.ts'
import { stableUuid } from '../people.ts'
import { json, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import type { Handler } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { type Caller, callerOf, subjectOf, tokenAnswer, tokenBody, versionFault } from './highlevel/access.ts'
import { changedUser, changeErrors, createdUser, creationErrors } from './highlevel/changes.ts'
import { matching, pageOf, pagingErrors } from './highlevel/search.ts'
import {
  companyId,
  type HighLevelUser,
  highLevelId,
  locationId,
  otherLocationId,
  seedUsers,
} from './highlevel/users.ts'
import { listedUser, projectedUser, userBody } from './highlevel/views.ts'

const host = 'services.leadconnectorhq.com'
const privateToken = 'pit-sandbox-highlevel-token'
const agencyToken = 'pit-sandbox-highlevel-agency'
const app = { id: 'sandbox-highlevel-client', secret: 'sandbox-highlevel-client-secret' }
const oauthToken = {
  access_token: 'sandbox-highlevel-access',
  refresh_token: 'sandbox-highlevel-refresh',
  expires_in: 86_399,
}
const scopes = ['users.readonly', 'users.write', 'locations.readonly']
const variables = { company_id: companyId, location_id: locationId }

const create = ({ people, now }: VendorContext): Simulator => {
  const users = seedUsers(people)
  const self = highLevelId(`user-${people.find((person) => person.self)?.number ?? 0}`)
  const tokens = new TokenBook({
    prefix: 'sandbox-highlevel',
    now,
    accessLifetimeSeconds: 86_399,
    refreshLifetimeSeconds: 365 * 86_400,
    refresh: 'single-use',
  })
  tokens.addKey(privateToken, subjectOf('Location', self), scopes)
  tokens.addKey(agencyToken, subjectOf('Company', self), scopes)
  const { access_token: access, refresh_token: refresh } = oauthToken
  tokens.addPair({ access, refresh, subject: subjectOf('Location', self), scopes })
  // Not in any demo account: a private token that may only read.
  tokens.addKey('pit-sandbox-highlevel-reader', subjectOf('Location', self), ['users.readonly'])

  let traces = 0
  let added = 0
  const answer = (status: number, body: Readonly<Record<string, unknown>>): VendorReply => {
    traces += 1
    return json(status, { ...body, traceId: stableUuid(`highlevel-trace-${traces}`) })
  }
  const failure = (status: number, message: string, error?: string): VendorReply =>
    answer(status, { statusCode: status, message, ...(error === undefined ? {} : { error }) })
  const unauthorized = (message: string): VendorReply => failure(401, message, 'Unauthorized')
  const forbidden = (message = noPermission): VendorReply => failure(403, message, 'Forbidden')
  const unprocessable = (message: readonly string[]): VendorReply =>
    answer(422, { statusCode: 422, message, error: 'Unprocessable Entity' })

  type Action = (request: VendorRequest, caller: Caller) => VendorReply
  const scoped =
    (scope: string | undefined, action: Action): Handler =>
    (request) => {
      const fault = versionFault(request)
      if (fault !== undefined) return unauthorized(fault)
      const caller = callerOf(request, tokens)
      if (!caller) return unauthorized('Invalid token: access token is invalid')
      // Seen in integrations; not published.
      if (scope !== undefined && !caller.scopes.includes(scope))
        return unauthorized('The token is not authorized for this scope.')
      // Reported: this header beside an OAuth token of a sub-account is refused.
      const named = request.header('location-id') !== undefined && caller.oauth && caller.level === 'Location'
      return named ? forbidden(noLocation) : action(request, caller)
    }

  const reaches = (caller: Caller, user: HighLevelUser): boolean =>
    caller.locationId === undefined || user.roles.locationIds.includes(caller.locationId)
  const knowsLocation = (caller: Caller, location: string): boolean =>
    caller.locationId === undefined ? locations.includes(location) : caller.locationId === location
  const withUser =
    (action: (user: HighLevelUser, request: VendorRequest, caller: Caller) => VendorReply): Action =>
    (request, caller) => {
      const user = users.get(request.param('userId'))
      // Not a fault of the token, although it is a 401: https://github.com/GoHighLevel/highlevel-api-docs/issues/205
      if (!user) return unauthorized('The user does not exist.')
      return reaches(caller, user) ? action(user, request, caller) : forbidden(noLocation)
    }

  const searchUsers: Action = (request, caller) => {
    const company = request.query.get('companyId')
    const errors = [...(company ? [] : ['companyId should not be empty']), ...pagingErrors(request.query)]
    if (errors.length > 0) return unprocessable(errors)
    if (company !== companyId) return forbidden()
    const location = request.query.get('locationId')
    if (location !== null && !knowsLocation(caller, location)) return forbidden(noLocation)
    const visible = [...users.values()].filter((user) => reaches(caller, user))
    const { page, count } = pageOf(matching(visible, request.query), request.query)
    return answer(200, { users: page.map((user) => userBody(user, !caller.oauth)), count })
  }

  const filterByEmail: Action = (request, caller) => {
    const body = request.json()
    if (caller.level !== 'Company') return forbidden()
    if (!isRecord(body)) return failure(400, 'Bad Request')
    const { companyId: company, emails, deleted = false, projection } = body
    const fields = { companyId: company, emails }
    const errors = Object.entries(fields).flatMap(([name, value]) =>
      typeof value === 'string' ? [] : [`${name} must be a string`],
    )
    const paging = new URLSearchParams()
    for (const name of ['skip', 'limit']) if (body[name] !== undefined) paging.set(name, String(body[name]))
    errors.push(...pagingErrors(paging))
    if (errors.length > 0) return unprocessable(errors)
    if (company !== companyId) return forbidden()
    const asked = String(emails).toLowerCase().split(',')
    const found = [...users.values()].filter(
      (user) => user.deleted === deleted && asked.some((email) => email.trim() === user.email.toLowerCase()),
    )
    const { page, count } = pageOf(found, paging)
    return answer(200, { users: page.map((user) => projectedUser(user, projection, !caller.oauth)), count })
  }

  const listLocation: Action = (request, caller) => {
    const location = request.query.get('locationId')
    if (!location) return failure(400, 'locationId is required')
    if (caller.level !== 'Location' || caller.locationId !== location) return forbidden(noLocation)
    const found = matching([...users.values()], new URLSearchParams({ locationId: location }))
    return answer(200, { users: found.map(listedUser) })
  }

  const createUser: Action = (request, caller) => {
    const body = request.json()
    if (!isRecord(body)) return failure(400, 'Bad Request')
    const errors = creationErrors(body)
    if (errors.length > 0) return unprocessable(errors)
    if (body.companyId !== companyId) return forbidden()
    const email = String(body.email).toLowerCase()
    if ([...users.values()].some((user) => !user.deleted && user.email.toLowerCase() === email)) {
      // Without statusCode.
      return answer(400, { message: 'A user with this email already exists' })
    }
    added += 1
    const user = createdUser(highLevelId(`added-${added}`), body, now())
    if (!user.roles.locationIds.every((location) => knowsLocation(caller, location))) return forbidden(noLocation)
    users.set(user.id, user)
    return answer(201, userBody(user, !caller.oauth))
  }

  const updateUser = withUser((user, request, caller) => {
    const body = request.json()
    if (!isRecord(body)) return failure(400, 'Bad Request')
    const needsCompany = caller.level === 'Company' && body.companyId === undefined
    const errors = [...(needsCompany ? ['companyId should not be empty'] : []), ...changeErrors(body)]
    if (errors.length > 0) return unprocessable(errors)
    if (body.companyId !== undefined && body.companyId !== companyId) return forbidden()
    const changed = changedUser(user, body, now())
    users.set(user.id, changed)
    return answer(200, userBody(changed, !caller.oauth))
  })

  const deleteUser = withUser((user, request) => {
    // Queued; here it takes effect at once.
    users.set(user.id, { ...user, deleted: true, dateUpdated: now().toISOString() })
    const message = `Queued deleting user with e-mail ${user.email} and name ${user.name}. Will take effect in a few minutes.`
    const flag = request.header('version') === 'v3' ? 'succeeded' : 'succeded'
    return answer(200, { [flag]: true, message })
  })

  const locationToken: Action = (request, caller) => {
    if (caller.level !== 'Company') return forbidden()
    const location = request.form.get('locationId') ?? ''
    if (request.form.get('companyId') !== companyId || !locations.includes(location)) return failure(400, 'Bad Request')
    return answer(200, tokenBody(tokens.issue(subjectOf('Location', caller.userId, location), caller.scopes, false)))
  }

  const consent: Handler = (request) => {
    const terms = { app, subject: subjectOf('Location', self) }
    return authorize(request, tokens, request.query.has('scope') ? terms : { ...terms, scopes })
  }

  return {
    tokens,
    routes: {
      api: {
        'GET /users/search': scoped('users.readonly', searchUsers),
        'POST /users/search/filter-by-email': scoped('users.readonly', filterByEmail),
        'GET /users/': scoped('users.readonly', listLocation),
        'POST /users/': scoped('users.write', createUser),
        'GET /users/{userId}': scoped(
          'users.readonly',
          withUser((user, _request, caller) => answer(200, userBody(user, !caller.oauth))),
        ),
        'PUT /users/{userId}': scoped('users.write', updateUser),
        'DELETE /users/{userId}': scoped('users.write', deleteUser),
        'GET /locations/{locationId}': scoped('locations.readonly', (request, caller) => {
          const id = request.param('locationId')
          return knowsLocation(caller, id) ? answer(200, { location: { id, companyId, name: 'Acme' } }) : forbidden()
        }),
        'POST /oauth/locationToken': scoped(undefined, locationToken),
        'POST /oauth/token': (request) => tokenAnswer(request, tokens, app),
      },
      consent: { 'GET /v2/oauth/chooselocation': consent, 'GET /oauth/chooselocation': consent },
    },
    notFound: () => failure(404, 'Not Found'),
    methodNotAllowed: () => failure(404, 'Not Found'),
    rateLimit: {
      published: { limit: 100, windowMs: 10_000 },
      // By app and resource: a private token counts as a separate app.
      key: (request) => {
        if (request.path.startsWith('/oauth/')) return undefined
        const caller = callerOf(request, tokens)
        const owner = caller && !caller.oauth ? request.header('authorization') : 'app'
        return `${owner} ${caller ? (caller.locationId ?? companyId) : 'nobody'}`
      },
      headers: (state) => ({
        'X-RateLimit-Max': String(state.limit),
        'X-RateLimit-Remaining': String(state.remaining),
        'X-RateLimit-Interval-Milliseconds': String(state.windowMs),
        'X-RateLimit-Limit-Daily': '200000',
        'X-RateLimit-Daily-Remaining': '199999',
        // Milliseconds to midnight.
        'X-RateLimit-Daily-Reset': String(dayMs - (now().getTime() % dayMs)),
      }),
      exceeded: () => failure(429, 'Too Many Requests'),
    },
  }
}

/** HighLevel, API 2.0: users of an agency and its sub-accounts; each call names a version and most a company. */
export const highlevel = defineVendor({
  slug: 'highlevel',
  name: 'HighLevel',
  hosts: { api: [host], consent: ['marketplace.gohighlevel.com', 'marketplace.leadconnectorhq.com'] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: privateToken, ...variables } },
  otherLogins: [
    { authentication_method: 'api_key', context: { api_key: agencyToken, company_id: companyId } },
    { authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app }, ...variables } },
  ],
  create,
})

const dayMs = 86_400_000
const locations = [locationId, otherLocationId]
const noPermission = 'You do not have permission to access this resource'
const noLocation = 'The token does not have access to this location.'
