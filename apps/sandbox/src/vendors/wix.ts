// Written from Wix's published Members API v1 (dev.wix.com) and the typings of its npm package @wix/members.
import { grant, grantParameters } from '../oauth.ts'
import { stableUuid } from '../people.ts'
import { json, type VendorReply, withHeaders } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'
import { changedMember, memberFields } from './wix/changes.ts'
import {
  memberBody,
  memberId,
  newMember,
  ownerNumber,
  seedMembers,
  subscriberNumber,
  type WixMember,
} from './wix/members.ts'
import { listMembers, queryMembers, readParameters, widestFieldset } from './wix/reading.ts'
import { invalid, refuse } from './wix/refusals.ts'

const host = 'www.wixapis.com'
const siteId = stableUuid('wix-site')
const instanceId = stableUuid('wix-instance')
const apiKey = 'sandbox-wix-key'
const app = { id: stableUuid('wix-app'), secret: 'sandbox-wix-client-secret' }
const permissions = ['READ', 'CREATE', 'UPDATE', 'DELETE', 'APPROVE', 'BLOCK', 'MUTE', 'DISCONNECT'].map(
  (action) => `MEMBERS.MEMBER_${action}`,
)

const create = ({ people, now }: VendorContext): Simulator => {
  const members = seedMembers(people)
  // 4 hours are documented for headless tokens; the answer has them.
  const tokens = new TokenBook({ prefix: 'sandbox-wix', now, accessLifetimeSeconds: 14_400, refresh: 'keep' })
  tokens.addKey(apiKey, 'account', permissions)
  // Not in any demo account: a key that may only read.
  tokens.addKey('sandbox-wix-reader', 'account', ['MEMBERS.MEMBER_READ'])
  let calls = 0
  let created = 0

  const caller = (request: VendorRequest): TokenState | undefined => tokens.valid(request.header('authorization'))

  const signedIn = (request: VendorRequest): VendorReply | undefined => {
    const token = caller(request)
    if (!token) return refuse(401, 'UNAUTHENTICATED', 'The caller is not authenticated.')
    if (token.kind !== 'api_key') return undefined
    const site = request.header('wix-site-id')
    if (site !== undefined && request.header('wix-account-id') !== undefined) {
      return invalid('wix-account-id', 'must not stand beside wix-site-id')
    }
    // It is not published which refusal a key without its site gets.
    return site === siteId ? undefined : refuse(403, 'PERMISSION_DENIED', 'The key is for no site: check wix-site-id.')
  }

  const permitted = (action: string, handler: Handler): Handler => {
    return (request) => {
      const token = caller(request)
      // The demo app was installed with every permission.
      return token?.kind === 'access' || token?.scopes.includes(`MEMBERS.MEMBER_${action}`)
        ? handler(request)
        : refuse(403, 'PERMISSION_DENIED', `The permission MEMBERS.MEMBER_${action} is missing.`)
    }
  }

  const withMember =
    (answer: (member: WixMember, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const id = request.param('id')
      if (!guid.test(id)) return invalid('id', 'is not a valid GUID', 'FORMAT')
      const member = members.get(id.toLowerCase())
      // The code for members is not published; the general one is used.
      return member ? answer(member, request) : refuse(404, 'NOT_FOUND', `Member ${id} not found.`)
    }

  /** Writes answer with all fields; their fieldset is not published. */
  const keep = (member: WixMember): VendorReply => {
    members.set(member.id, member)
    return json(200, { member: memberBody(member, 'FULL') })
  }

  const inState = (change: Partial<Pick<WixMember, 'status' | 'activityStatus'>>): Handler =>
    withMember((member) => {
      if (member.status === 'OFFLINE') return refuse(409, 'ABORTED', 'A disconnected member stays disconnected.')
      return keep({ ...member, ...change, updatedDate: now().toISOString() })
    })

  /** The owner and people with a running subscription can be neither blocked nor deleted. */
  const sparing =
    (codes: { readonly owner: string; readonly subscriber: string }, handler: Handler): Handler =>
    (request) => {
      const id = request.param('id').toLowerCase()
      const codeOf = new Map([
        [memberId(ownerNumber), codes.owner],
        [memberId(subscriberNumber), codes.subscriber],
      ])
      const code = codeOf.get(id)
      return code === undefined ? handler(request) : refuse(403, code, `Member ${id} is protected.`, { memberId: id })
    }

  const join: Handler = (request) => {
    const fields = memberFields(request.json())
    if ('violation' in fields) return invalid(fields.violation.field, fields.violation.description)
    const email = fields.value.loginEmail.toLowerCase()
    if ([...members.values()].some((member) => member.loginEmail?.toLowerCase() === email)) {
      return refuse(409, 'ALREADY_EXISTS', 'A member with this login email exists.')
    }
    created += 1
    return keep(newMember(memberId(1000 + created), fields.value, now()))
  }

  const api: Readonly<Record<string, readonly [action: string, handler: Handler]>> = {
    'GET /members/v1/members': ['READ', (request) => listMembers(request, [...members.values()])],
    'POST /members/v1/members/query': ['READ', (request) => queryMembers(request, [...members.values()])],
    // Only a logged-in member has one; keys and apps are not members.
    'GET /members/v1/members/my': ['READ', () => refuse(404, 'NOT_FOUND', 'The caller is not a member.')],
    'GET /members/v1/members/{id}': [
      'READ',
      withMember((member, request) => {
        const read = readParameters(request)
        const sets = 'refusal' in read ? read : widestFieldset(read.parameters.fieldsets)
        return 'refusal' in sets ? sets.refusal : json(200, { member: memberBody(member, sets.fieldset) })
      }),
    ],
    'POST /members/v1/members': ['CREATE', join],
    'PATCH /members/v1/members/{id}': [
      'UPDATE',
      withMember((member, request) => {
        const changed = changedMember(member, request.json(), now())
        if ('value' in changed) return keep(changed.value)
        return invalid(changed.violation.field, changed.violation.description)
      }),
    ],
    'POST /members/v1/members/{id}/approve': ['APPROVE', inState({ status: 'APPROVED' })],
    'POST /members/v1/members/{id}/block': [
      'BLOCK',
      sparing(
        { owner: 'OWNER_MEMBER_BLOCK_FORBIDDEN', subscriber: 'ACTIVE_SUBSCRIPTION_MEMBER_BLOCK_FORBIDDEN' },
        inState({ status: 'BLOCKED' }),
      ),
    ],
    'POST /members/v1/members/{id}/mute': ['MUTE', inState({ activityStatus: 'MUTED' })],
    'POST /members/v1/members/{id}/unmute': ['MUTE', inState({ activityStatus: 'ACTIVE' })],
    'POST /members/v1/members/{id}/disconnect': ['DISCONNECT', inState({ status: 'OFFLINE' })],
    'DELETE /members/v1/members/{id}': [
      'DELETE',
      sparing(
        {
          owner: 'OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN',
          subscriber: 'ACTIVE_SUBSCRIPTION_MEMBER_DELETE_FORBIDDEN',
        },
        withMember((member) => {
          members.delete(member.id)
          return json(200, {})
        }),
      ),
    ],
  }

  /** Every answer has a request id; those of a handler also name it. */
  const numbered = (reply: VendorReply): VendorReply => {
    calls += 1
    return withHeaders(reply, { 'x-wix-request-id': `1780315200.${calls}` })
  }
  const withCallHeaders =
    (handler: Handler): Handler =>
    async (request) =>
      withHeaders(numbered(await handler(request)), { 'x-wix-responded-by': 'members-ng-api' })

  const guardedApi = guarded(
    signedIn,
    Object.fromEntries(Object.entries(api).map(([key, [action, handler]]) => [key, permitted(action, handler)])),
  )
  const table = { ...guardedApi, 'POST /oauth2/token': tokenEndpoint(tokens) }

  return {
    tokens,
    routes: { api: Object.fromEntries(Object.entries(table).map(([key, handler]) => [key, withCallHeaders(handler)])) },
    notFound: () => numbered(refuse(404, 'NOT_FOUND', 'Not found')),
    methodNotAllowed: () => numbered(refuse(404, 'NOT_FOUND', 'Not found')),
    rateLimit: {
      published: { limit: 200, windowMs: 60_000 },
      key: (request) =>
        request.path === '/oauth2/token'
          ? undefined
          : (caller(request)?.subject ?? request.header('authorization') ?? ''),
      // A refusal has neither limit nor time.
      headers: () => ({}),
      exceeded: () => numbered(refuse(429, 'RESOURCE_EXHAUSTED', 'Too many requests')),
    },
  }
}

/** Client credentials with the app's instance, as JSON; never a refresh token. The refusals' bodies are not published. */
const tokenEndpoint =
  (tokens: TokenBook): Handler =>
  (request) => {
    if (!/json/i.test(request.header('content-type') ?? '')) return invalid('body', 'must be JSON')
    const options = { app, clientAuth: ['body'], grants: ['client_credentials'], clientSubject: 'instance' } as const
    if (grantParameters(request).get('instance_id') !== instanceId) return invalid('instance_id', 'is not known')
    const result = grant(request, tokens, options)
    if ('error' in result) {
      return result.error === 'invalid_client'
        ? refuse(401, 'UNAUTHENTICATED', 'The app id or the app secret is wrong.')
        : invalid('grant_type', 'is not supported')
    }
    const { accessToken, expiresInSeconds } = result.issued
    return json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds })
  }

/** Wix: the members of one site, Members API v1; the fieldset decides which fields are returned. */
export const wix = defineVendor({
  slug: 'wix',
  name: 'Wix',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: apiKey, site_id: siteId } },
  otherLogins: [
    {
      authentication_method: 'client_credentials',
      context: { oauth: { client: app }, instance_id: instanceId },
    },
  ],
  create,
})

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
