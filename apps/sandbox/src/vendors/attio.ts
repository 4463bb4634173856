// Written from Attio's published REST API v2 (docs.attio.com) and recorded answers.
import { schemeToken } from '../credentials.ts'
import { authorize, grant } from '../oauth.ts'
import { type Person, stableUuid } from '../people.ts'
import { json, type ReplyHeaders, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const host = 'api.attio.com'
const apiKey = 'sandbox-attio-token'
const app = { id: 'sandbox-attio-client', secret: 'sandbox-attio-client-secret' }
const accessToken = 'sandbox-attio-access'
const readMembers = 'user_management:read'
const scopes = [readMembers, 'record_permission:read', 'object_configuration:read']
const workspaceId = stableUuid('attio-workspace')
/** The subject of a key without a known maker. */
const nobody = ''

const create = ({ people, now }: VendorContext): Simulator => {
  // An invited person is not a member yet.
  const held = people.filter((person) => person.email !== null && person.state !== 'invited')
  const members = new Map(held.map((person) => [memberId(person.number), seed(person)]))
  const self = memberId(people.find((person) => person.self)?.number ?? 0)
  const tokens = new TokenBook({
    prefix: 'sandbox-attio',
    now,
    accessLifetimeSeconds: Number.POSITIVE_INFINITY,
    // There is no refresh token: the only grant is that of a code.
    refresh: 'keep',
  })
  tokens.addKey(apiKey, self, scopes)
  tokens.addPair({ access: accessToken, subject: self, scopes })
  // Not in any demo account: a key without its maker, and a token of an app that may not see the members.
  tokens.addKey('sandbox-attio-anonymous', nobody, scopes)
  tokens.addKey('sandbox-attio-records-only', self, ['record_permission:read'])

  const caller = (request: VendorRequest): TokenState | undefined => tokens.valid(schemeToken(request))
  const refusal = (request: VendorRequest): VendorReply | undefined => {
    const token = caller(request)
    // Only the type of 401 and 403 is published, neither code nor sentence.
    if (!token) return failure(401, 'auth_error', 'unauthorized', 'The access token is missing, unknown or revoked.')
    if (token.scopes.includes(readMembers)) return undefined
    return failure(403, 'auth_error', 'unauthorized', `The access token lacks the scope "${readMembers}".`)
  }

  return {
    tokens,
    routes: {
      api: {
        // Never 401: for a text without the form of a token it answers 400 (seen on 2026-08-03 by
        // github.com/segevsh/w6w-apps, apps/attio).
        'GET /v2/self': (request) =>
          tokenForm.test(schemeToken(request) ?? '')
            ? json(200, introspection(caller(request), now()))
            : invalid('missing_value', 'Token was not recognised.'),
        ...guarded(refusal, {
          // There are no parameters: neither paging nor filters.
          'GET /v2/workspace_members': () => json(200, { data: [...members.values()] }),
          'GET /v2/workspace_members/{id}': (request) => {
            const id = request.param('id')
            // A general code; it is not confirmed that a malformed id gets it.
            if (!uuid.test(id)) return invalid('validation_type', 'The workspace member id must be a UUID.')
            const member = members.get(id.toLowerCase())
            if (member) return json(200, { data: member })
            return notFound(`Workspace member with ID "${id}" was not found.`)
          },
        }),
      },
      oauth: {
        // The app's settings name the scopes, not the address.
        'GET /authorize': (request) => authorize(request, tokens, { app, subject: self, scopes }),
        'POST /oauth/token': (request) => {
          // Form only, the client in the body.
          if (request.form.size === 0) return json(400, { error: 'invalid_request' })
          const result = grant(request, tokens, { app, clientAuth: ['body'], grants: ['authorization_code'] })
          // Statuses and bodies of refusals are not published: those of RFC 6749.
          if ('error' in result) return json(result.error === 'invalid_client' ? 401 : 400, { error: result.error })
          return json(200, { access_token: result.issued.accessToken, token_type: 'Bearer' })
        },
      },
    },
    notFound: () => notFound('The requested path was not found.'),
    methodNotAllowed: () => notFound('The requested path does not have this method.'),
    rateLimit: {
      // The limit of reads; writes have 25, but members have none. No header reports it.
      published: { limit: 100, windowMs: 1000 },
      headers: () => ({}),
      exceeded: ({ resetAt }) => {
        const message = 'Rate limit exceeded, please try again later'
        // An HTTP date; whole seconds, so never before the end of the window.
        const retryAt = new Date(Math.ceil(resetAt.getTime() / 1000) * 1000).toUTCString()
        return failure(429, 'rate_limit_error', 'rate_limit_exceeded', message, { 'Retry-After': retryAt })
      },
    },
  }
}

const memberId = (number: number): string => stableUuid(`attio-workspace-member-${number}`)

const seed = (person: Person): Member => {
  const level = person.admin ? 'admin' : 'member'
  return {
    id: { workspace_id: workspaceId, workspace_member_id: memberId(person.number) },
    first_name: person.firstName ?? '',
    last_name: person.lastName ?? '',
    avatar_url: person.number % 2 === 0 ? `https://assets.example.com/avatars/${person.number}.png` : null,
    email_address: person.email ?? '',
    // Members are never deleted.
    access_level: person.state === 'inactive' ? 'suspended' : level,
    created_at: person.createdAt.toISOString().replace('Z', '000000Z'),
  }
}

const introspection = (token: TokenState | undefined, at: Date): unknown => {
  if (!token) return { active: false }
  return {
    active: true,
    scope: token.scopes.join(' '),
    client_id: app.id,
    token_type: 'Bearer',
    exp: null,
    iat: Math.floor(at.getTime() / 1000) - 86_400,
    sub: workspaceId,
    aud: app.id,
    iss: 'attio.com',
    ...(token.subject === nobody ? {} : { authorized_by_workspace_member_id: token.subject }),
    workspace_id: workspaceId,
    workspace_name: 'Acme',
    workspace_slug: 'acme',
    workspace_logo_url: null,
  }
}

const notFound = (message: string): VendorReply => failure(404, 'invalid_request_error', 'not_found', message)

const invalid = (code: string, message: string): VendorReply => failure(400, 'invalid_request_error', code, message)

const failure = (
  status: number,
  type: string,
  code: string,
  message: string,
  headers: ReplyHeaders = {},
): VendorReply => json(status, { status_code: status, type, code, message }, headers)

/** Attio, REST API v2: workspace members can be read and nothing else, all of them in one answer. */
export const attio = defineVendor({
  slug: 'attio',
  name: 'Attio',
  hosts: { api: [host], oauth: ['app.attio.com'] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: apiKey } },
  otherLogins: [
    {
      authentication_method: 'oauth2',
      context: { oauth: { token: { access_token: accessToken }, client: app } },
    },
  ],
  create,
})

interface Member {
  readonly id: { readonly workspace_id: string; readonly workspace_member_id: string }
  readonly first_name: string
  readonly last_name: string
  readonly avatar_url: string | null
  readonly email_address: string
  readonly access_level: 'admin' | 'member' | 'suspended'
  readonly created_at: string
}

/** 64 hexadecimal digits, or a token of the sandbox. */
const tokenForm = /^(?:[0-9a-f]{64}|sandbox-attio-.+)$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
