// Written from OnePageCRM's published API v3 (github.com/OnePageCRM/swagger) and recorded answers of its clients.
import { basicCredential } from '../credentials.ts'
import type { Person } from '../people.ts'
import { json, text, type VendorReply } from '../reply.ts'
import { isRecord, type VendorRequest } from '../request.ts'
import { guarded, type Handler, type RouteTable } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const host = 'app.onepagecrm.com'
// Real keys look like base64 too, so that a client that encodes them for a URL fails.
const apiKey = 'sandbox+onepagecrm/key='

const create = ({ people, now }: VendorContext): Simulator => {
  // Removed members are not listed at all.
  const team = people.filter((person) => person.email !== null && person.state !== 'inactive')
  const users = new Map(team.map((person) => [userId(person.number), seed(person)]))
  let bccAddresses = 0
  const tokens = new TokenBook({ prefix: 'sandbox-onepagecrm', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  tokens.addKey(`${userId(11)}:${apiKey}`, userId(11))
  // Not in any demo account: a user that is not an administrator.
  tokens.addKey(`${userId(1)}:sandbox-onepagecrm-colleague`, userId(1))

  const caller = (request: VendorRequest): TokenState | undefined => {
    const basic = basicCredential(request)
    return basic ? tokens.valid(`${basic.username}:${basic.password}`) : undefined
  }
  const callersId = (request: VendorRequest): string => caller(request)?.subject ?? ''
  const shown = (user: TeamMember, request: VendorRequest): unknown => {
    if (user.id !== callersId(request)) return { user }
    const bcc = bccAddresses === 0 ? user.id : `${user.id}-${bccAddresses}`
    return { user: { ...user, bcc_email: `${bcc}@users.onepagecrm.com`, google_contacts_email: user.email } }
  }
  const success = (data: unknown, beside: Record<string, unknown> = {}): VendorReply =>
    json(200, { status: 0, message: 'OK', timestamp: Math.floor(now().getTime() / 1000), data, ...beside })

  const withUser =
    (answer: (user: TeamMember, request: VendorRequest) => VendorReply): Handler =>
    (request) => {
      const id = request.param('id')
      // It is not published whether an id of another form is 400 or 404: this is the one that is harder to distinguish from a
      // wrong parameter.
      if (!/^[0-9a-f]{24}$/.test(id)) return invalid({ user_id: 'user_id is invalid or missing' })
      const user = users.get(id)
      return user ? answer(user, request) : failure(404, 'Resource not found', 'There is no user with this ID.')
    }

  const update = withUser((user, request) => {
    const own = user.id === callersId(request)
    const isAdmin = users.get(callersId(request))?.account_rights.includes('admin') === true
    if (!own && !isAdmin) return forbidden('You may only update your own details.')
    const body = request.json()
    if (!isRecord(body)) return invalid({ body: 'body is invalid or missing' })
    const regenerates = String(body.bcc_email) === 'true'
    if (regenerates && !own) return forbidden('You may only update bcc_email for yourself.')
    const problems = Object.fromEntries(
      editable
        .filter((name) => body[name] !== undefined && typeof body[name] !== 'string')
        .map((name) => [name, `${name} is invalid or missing`]),
    )
    if (Object.keys(problems).length > 0) return invalid(problems)
    if (regenerates) bccAddresses += 1
    // Other records are documented to be replaced as a whole unless partial=true; it is not known whether users are.
    const isPartial = request.query.get('partial') === 'true'
    const change = Object.fromEntries(
      editable.filter((name) => name in body || !isPartial).map((name) => [name, String(body[name] ?? '')]),
    )
    const changed: TeamMember = { ...user, ...change }
    users.set(user.id, changed)
    return success(shown(changed, request))
  })

  const bootstrap: Handler = (request) => {
    const own = users.get(callersId(request))
    const others = [...users.values()].filter((user) => user !== own)
    const data = {
      user_id: callersId(request),
      auth_key: apiKey,
      user: own ? shown(own, request) : null,
      team: others.map((user) => ({ user })),
      account_type: 'pro',
      call_results_order: ['interested', 'not_interested', 'left_message', 'no_answer', 'other'],
      contact_titles: ['Mr', 'Mrs', 'Ms'],
    }
    // Recorded: these are beside data, not in it.
    return success(data, { tags: { tags: [], system_tags: [] }, contacts_count: {}, team_stream: {} })
  }

  const signedIn = (request: VendorRequest): VendorReply | undefined => {
    if (caller(request)) return undefined
    const isKnown = users.has(basicCredential(request)?.username ?? '')
    // Seen on 2026-10-06 (github.com/segevsh/w6w-apps, apps/onepagecrm): for a wrong key the envelope has 400.
    return isKnown ? wrongKey() : unauthorized()
  }
  return {
    tokens,
    routes: {
      api: guarded(
        signedIn,
        withSuffix({
          'GET /bootstrap': bootstrap,
          'GET /users': (request) => success([...users.values()].map((user) => shown(user, request))),
          'GET /users/{id}': withUser((user, request) => success(shown(user, request))),
          'PUT /users/{id}': update,
        }),
      ),
    },
    notFound: () => failure(404, 'Resource not found', 'There is nothing at this address.'),
    methodNotAllowed: () => failure(405, 'Method not allowed', 'This address has no such method.'),
    rateLimit: {
      // Rack::Throttle, by address: 5 calls a second on average, 10 at once (developer blog, 2014).
      published: { limit: 10, windowMs: 1000, kind: 'sliding' },
      key: () => 'address',
      headers: () => ({}),
      exceeded: () => text(403, 'Rate Limit Exceeded'),
    },
  }
}

/** Older clients write `.json` after every path. */
const withSuffix = (table: RouteTable): RouteTable =>
  Object.fromEntries(
    Object.entries(table).flatMap(([key, handler]): [string, Handler][] => {
      const path = key.replace(' ', ' /api/v3')
      return [
        [`${path}.json`, handler],
        [path, handler],
      ]
    }),
  )

const unauthorized = (): VendorReply =>
  json(401, {
    status: 401,
    message: 'Authorization data not found',
    error_name: 'authorization_data_not_found',
    error_message: 'Cannot find suitable authorization data or data provided is not complete.',
    errors: {},
  })

const wrongKey = (): VendorReply => {
  const envelope = { message: 'Invalid login', error_name: 'invalid_login', error_message: 'The login is not valid.' }
  return json(401, { status: 400, ...envelope, errors: {} })
}

const forbidden = (reason: string): VendorReply => failure(403, 'Forbidden', reason)

const invalid = (errors: Record<string, string>): VendorReply =>
  failure(400, 'Invalid request data', 'The request data is invalid.', errors)

/** Only the 401 is published exactly; the key is the message in snake case, as there. */
const failure = (
  status: number,
  message: string,
  reason: string,
  errors: Record<string, string> | null = null,
): VendorReply => {
  const name = message.toLowerCase().replaceAll(' ', '_')
  return json(status, { status, message, error_name: name, error_message: reason, errors })
}

/** A BSON id. */
const userId = (number: number): string => `5aba31e99007ba0f570c${number.toString(16).padStart(4, '0')}`

const seed = (person: Person): TeamMember => {
  const rights = ['activity', 'edit_target', 'pipeline', 'export', 'private_contacts']
  const [, country] = person.locale.split('-')
  return {
    id: userId(person.number),
    first_name: person.firstName ?? '',
    last_name: person.lastName ?? '',
    email: person.email ?? '',
    company_name: 'Acme',
    account_rights: [...(person.self ? ['account_owner'] : []), ...(person.admin ? ['admin'] : []), ...rights],
    photo_url: person.number % 2 === 0 ? `https://example.com/photos/${person.number}.jpg` : '',
    ...(country === undefined || person.number % 4 === 0 ? {} : { country_code: country }),
  }
}

/** OnePageCRM, API v3: the whole team in one answer, each wrapped in `user`; only names can be changed. */
export const onepagecrm = defineVendor({
  slug: 'onepagecrm',
  name: 'OnePageCRM',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'basic', context: { username: userId(11), password: apiKey } },
  create,
})

interface TeamMember {
  readonly id: string
  readonly first_name: string
  readonly last_name: string
  readonly email: string
  readonly company_name: string
  readonly account_rights: readonly string[]
  readonly photo_url: string
  /** Missing in older recorded answers. */
  readonly country_code?: string
}

const editable = ['first_name', 'last_name', 'company_name'] as const
