// Written from monday.com's published platform API (developer.monday.com) and its SDL of version 2026-10 (mondaycom/mcp).
import { execute, GraphQLError, parse, validate } from 'graphql'
import { schemeToken } from '../credentials.ts'
import { authorize, grant, grantParameters } from '../oauth.ts'
import { stableUuid } from '../people.ts'
import { json, text, type VendorReply, withHeaders } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import type { Handler, RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { inviteUsers, type MutationState, setActive, updateUsers } from './monday-crm/mutations.ts'
import { currentVersion, isVersion, schemaOf, sdlOf, userColumns } from './monday-crm/schema.ts'
import { accountId, list, type MondayUser, seed, shown, type UsersArguments, userId } from './monday-crm/users.ts'

const apiHost = 'api.monday.com'
const apiToken = 'sandbox-monday-crm-token'
const app = { id: 'sandbox-monday-crm-client', secret: 'sandbox-monday-crm-client-secret' }
const oauthToken = { access_token: 'sandbox-monday-crm-access' }
const scopes = ['me:read', 'users:read', 'users:write', 'account:read']

const create = ({ people, now, hidden }: VendorContext): Simulator => {
  const users = new Map(seed(people))
  const self = people.find((person) => person.self)
  const colleague = people[0]
  const selfId = self ? userId(self) : ''
  const tokens = new TokenBook({
    prefix: 'sandbox-monday-crm',
    now,
    // Only for the opt-in OAuth 2.1 flow; its lifetime is UNVERIFIED, "short-lived" is all that is published.
    accessLifetimeSeconds: 3600,
    refresh: 'single-use',
  })
  tokens.addKey(apiToken, selfId, scopes)
  // The legacy flow's token is valid until the app is uninstalled.
  tokens.addKey(oauthToken.access_token, selfId, scopes)
  // Not in any demo account: an app without `users:write`, and the token of a user that is not an administrator.
  tokens.addKey('sandbox-monday-crm-reader', selfId, ['users:read'])
  tokens.addKey('sandbox-monday-crm-colleague', colleague ? userId(colleague) : '', scopes)
  let answered = 0

  const caller = (request: VendorRequest): TokenState | undefined =>
    // The bare token is documented; a Bearer before it works too.
    tokens.valid(schemeToken(request) ?? request.header('authorization'))

  /** A field that may be null is null with an error that names its path; the documentation calls it partial data. */
  const seen = (user: MondayUser): Record<string, unknown> => ({
    ...shown(user),
    ...Object.fromEntries(
      [...hidden].map((name) => [
        name,
        () => {
          const code = name === 'photo_url' ? 'ASSET_UNAVAILABLE' : 'UNAUTHORIZED_FIELD_OR_TYPE'
          throw new GraphQLError(`The field ${name} is not available.`, { extensions: { code } })
        },
      ]),
    ),
  })

  const run: Handler = async (request) => {
    const token = caller(request)
    if (!token) return json(401, { errors: ['Not Authenticated'] })
    answered += 1
    const asked = request.header('api-version') ?? ''
    // UNVERIFIED: the answer for an unknown version; here the current one is used.
    const version = isVersion(asked) ? asked : currentVersion
    const state = { users, self: token.subject, now: now() }
    const result = await answer(request.json(), version, resolvers(state, token))
    if (result === undefined) return failure(400, [{ message: 'No query string was present' }])
    const { data, errors } = result
    const extensions = { request_id: stableUuid(`monday-request-${answered}`) }
    const body = errors ? { ...(data === undefined ? {} : { data }), errors, account_id: accountId } : { data }
    return withHeaders(json(200, { ...body, extensions }), { 'api-version': version })
  }

  const resolvers = (state: MutationState, token: TokenState): Record<string, unknown> => {
    const demand = (scope: string): void => {
      if (!token.scopes.includes(scope)) throw unauthorized()
    }
    const demandAdmin = (): void => {
      demand('users:write')
      if (users.get(token.subject)?.kind !== 'admin') throw unauthorized()
    }
    return {
      me: () => {
        demand('me:read')
        const user = users.get(token.subject)
        return user ? seen(user) : null
      },
      users: (asked: UsersArguments) => {
        demand('users:read')
        return list(users.values(), asked).map(seen)
      },
      activate_users: ({ user_ids }: { user_ids: readonly string[] }) => {
        demandAdmin()
        const { changed, errors } = setActive(state, user_ids, true)
        return { activated_users: changed, errors }
      },
      deactivate_users: ({ user_ids }: { user_ids: readonly string[] }) => {
        demandAdmin()
        const { changed, errors } = setActive(state, user_ids, false)
        return { deactivated_users: changed, errors }
      },
      update_multiple_users: (asked: UpdateArguments) => {
        demandAdmin()
        return updateUsers(state, asked.user_updates, {
          async: asked.use_async_mode ?? false,
        })
      },
      invite_users: ({ emails, user_role }: { emails: readonly string[]; user_role?: string | null }) => {
        demandAdmin()
        return inviteUsers(state, emails, user_role)
      },
    }
  }

  return {
    tokens,
    columns: userColumns(currentVersion),
    routes: {
      api: {
        'POST /v2': run,
        'GET /v2/get_schema': (request) => {
          const version = request.query.get('version') ?? currentVersion
          const known = request.query.get('format') === 'sdl' && isVersion(version)
          return known ? text(200, sdlOf(version)) : failure(400, [{ message: 'Only format=sdl and a version name' }])
        },
      },
      oauth: oauthRoutes(tokens, selfId),
    },
    notFound: () => failure(404, [{ message: 'Not found' }]),
    methodNotAllowed: () => failure(405, [{ message: 'Method not allowed' }]),
    rateLimit: {
      // Calls a day of the Pro plan; the budgets of complexity do not count calls.
      published: { limit: 10_000, windowMs: 86_400_000 },
      key: (request) => (request.path === '/v2' ? (caller(request)?.subject ?? 'anonymous') : undefined),
      // The two names are recorded; their values are written as the IETF draft of these headers has them.
      headers: (state) => ({
        'RateLimit-Policy': `"default";q=${state.limit};w=${Math.ceil(state.windowMs / 1000)}`,
        RateLimit: `"default";r=${state.remaining};t=${Math.ceil(state.resetInMs / 1000)}`,
      }),
      exceeded: (state) => {
        const retry_in_seconds = Math.ceil(state.resetInMs / 1000)
        const daily = state.windowMs >= 86_400_000
        const extensions = daily
          ? { code: 'DAILY_LIMIT_EXCEEDED', status_code: 429 }
          : { code: 'COMPLEXITY_BUDGET_EXHAUSTED', status_code: 429, complexity_budget_left: 0, retry_in_seconds }
        const message = daily ? 'Daily limit exceeded' : 'Complexity budget exhausted'
        return withHeaders(failure(429, [{ message, extensions }]), { 'Retry-After': String(retry_in_seconds) })
      },
    },
  }
}

/** Runs a query; undefined when the body holds none. */
const answer = async (body: unknown, version: string, rootValue: unknown): Promise<GraphqlAnswer | undefined> => {
  if (!isRecord(body) || typeof body.query !== 'string' || body.query.trim() === '') return undefined
  const schema = schemaOf(version)
  try {
    const document = parse(body.query)
    const faults = validate(schema, document)
    if (faults.length > 0) return { errors: faults.map((fault) => coded(fault, 'GRAPHQL_VALIDATION_FAILED')) }
    const variableValues = isRecord(body.variables) ? body.variables : {}
    const operationName = typeof body.operationName === 'string' ? body.operationName : null
    const result = await execute({ schema, document, rootValue, variableValues, operationName })
    if (!result.errors) return { data: result.data }
    // Recorded: only refusals have an empty list as data.
    const nothing = Object.values(result.data ?? {}).every((value) => value === null)
    return {
      ...(result.data === undefined ? {} : { data: nothing ? [] : result.data }),
      errors: result.errors.map((fault) => coded(fault, 'BAD_USER_INPUT')),
    }
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] }
    throw error
  }
}

/** An error in its sent form; one without a code gets this one. A defect of the sandbox is rethrown. */
const coded = (fault: GraphQLError, code: string): unknown => {
  const inner = fault.originalError
  if (inner && !(inner instanceof GraphQLError)) throw inner
  const { extensions, ...rest } = fault.toJSON()
  return { ...rest, extensions: { code, ...extensions } }
}

const unauthorized = (): GraphQLError => {
  const extensions = { code: 'UserUnauthorizedException', error_data: {}, status_code: 403 }
  return new GraphQLError('User unauthorized to perform action', { extensions })
}

const failure = (status: number, errors: readonly unknown[]): VendorReply =>
  json(status, { errors, account_id: accountId })

const oauthRoutes = (tokens: TokenBook, self: string): RouteTable => {
  const grants = ['authorization_code', 'refresh_token'] as const
  const refused = (error: string): VendorReply =>
    json(error === 'invalid_client' ? 401 : 400, { error, error_description: `The request was refused: ${error}.` })
  return {
    'GET /oauth2/authorize': (request) => {
      const asked = request.query.get('scope')?.split(/[\s,]+/) ?? []
      if (asked.every((scope) => /^\w+:(read|write)$/.test(scope))) {
        return authorize(request, tokens, { app, subject: self, scopes: asked.length > 0 ? asked : scopes })
      }
      // Recorded in activepieces/activepieces#1167; the status is not.
      return json(400, { error: 'invalid_scope', error_description: 'Invalid scope param' })
    },
    'POST /oauth2/token': (request) => {
      // The documented call has no grant type, since there is only one.
      const form = grantParameters(request)
      if (!form.has('grant_type')) form.set('grant_type', 'authorization_code')
      const result = grant({ ...request, form }, tokens, { app, clientAuth: ['body'], grants: ['authorization_code'] })
      if ('error' in result) return refused(result.error)
      const { accessToken, refreshToken, scopes: granted, subject } = result.issued
      // No expiry and nothing to refresh.
      tokens.addKey(accessToken, subject, granted)
      if (refreshToken !== undefined) tokens.revoke(refreshToken)
      return json(200, { access_token: accessToken, token_type: 'Bearer', scope: granted.join(' ') })
    },
    // OAuth 2.1, opt-in per app version.
    'POST /oauth_ms/oauth/token': (request) => {
      const result = grant(request, tokens, { app, clientAuth: ['basic', 'body'], grants })
      if ('error' in result) return refused(result.error)
      const { accessToken, refreshToken, expiresInSeconds, scopes: granted } = result.issued
      return json(200, {
        access_token: accessToken,
        token_type: 'Bearer',
        expires_in: expiresInSeconds,
        refresh_token: refreshToken,
        scope: granted.join(' '),
      })
    },
  }
}

/** monday CRM: GraphQL over one path, 200 also for errors, deactivated users hidden unless their status is requested. */
export const mondayCrm = defineVendor({
  slug: 'monday-crm',
  name: 'Monday CRM',
  hosts: { api: [apiHost], oauth: ['auth.monday.com'] },
  defaultHost: apiHost,
  demo: { authentication_method: 'api_key', context: { api_key: apiToken } },
  otherLogins: [{ authentication_method: 'oauth2', context: { oauth: { token: oauthToken, client: app } } }],
  create,
})

interface UpdateArguments {
  readonly user_updates: Parameters<typeof updateUsers>[1]
  readonly bypass_confirmation_for_claimed_domains?: boolean | null
  readonly use_async_mode?: boolean | null
}

interface GraphqlAnswer {
  readonly data?: unknown
  readonly errors?: readonly unknown[]
}
