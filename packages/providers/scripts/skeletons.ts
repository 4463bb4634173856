/** The files of a new provider, for a simple made-up API; every fact in them has to be replaced. */

export interface Names {
  /** `acme-crm` */
  readonly slug: string
  /** `acmeCrm` */
  readonly camel: string
  /** `Acme Crm` */
  readonly name: string
}

const typeName = ({ camel }: Names): string => `${camel.charAt(0).toUpperCase()}${camel.slice(1)}User`

export const adapterSkeleton = (names: Names): string => `import { defineAdapter } from '../../contract.ts'
import { utc } from '../../runtime/records/dates.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { byPage, pageNumber } from '../../runtime/lists/pagination.ts'
import { apiKey, template, userId } from '../../runtime/calls/template.ts'

/** https://developers.${names.slug}.example/users */
interface ${typeName(names)} {
  readonly id: string
  readonly full_name?: string | null
  readonly email?: string | null
  readonly active?: boolean | null
  readonly created?: string | null
}

export const ${names.camel} = defineAdapter<${typeName(names)}>()({
  slug: '${names.slug}',
  name: '${names.name}',
  docs: 'https://developers.${names.slug}.example/users',
  apiVersion: { name: 'v1' },
  account: {},
  authentication: { api_key: { headers: { authorization: template\`Bearer \${apiKey}\` } } },
  baseUrl: 'https://api.${names.slug}.example/v1',
  hosts: [/api\\.${names.slug}\\.example/],
  limits: { defaultWaitSeconds: 10 },
  user: {
    id: { read: (user) => user.id },
    name: { read: (user) => user.full_name, write: (value) => ({ full_name: value }) },
    email: { read: (user) => user.email, readOnly: '${names.name} does not let its API change an e-mail.' },
    is_active: { read: (user) => user.active, write: (value) => ({ active: value }) },
    created_at: { read: (user) => utc(user.created) },
  },
  users: {
    list: {
      request: (page) => ({ path: '/users', query: { page: pageNumber(page, 1), per_page: page.size } }),
      records: (body) => at(body, 'users'),
      paging: byPage(),
      maximumPageSize: 100,
    },
    get: { requests: [{ path: template\`/users/\${userId}\` }], reservedIds: ['me'] },
    me: { request: { path: '/users/me' } },
    create: { absent: 'its API does not invite users; an administrator does so in ${names.name}.' },
    update: {
      steps: ({ body }) => [{ method: 'PATCH', path: template\`/users/\${userId}\`, body, hasUser: true }],
      refusedRemoteKeys: ['id'],
      rightsKeys: ['role'],
    },
    delete: { absent: 'users are deactivated, not deleted: send PATCH with is_active=false.' },
  },
  errors: { message: (body) => textAt(body, 'message') },
})
`

export const guideSkeleton = (names: Names): string => `import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const ${names.camel}: ConnectGuide = {
  api_key: {
    where: 'In ${names.name}, open Settings > API and make a key.',
    rights: 'The key has the rights of its user.',
    source: 'https://developers.${names.slug}.example/authentication',
  },
}
`

export const fixtureSkeleton = (names: Names): string => `{
  "source": "Sample answer of GET /users, https://developers.${names.slug}.example/users",
  "body": {
    "users": [
      { "id": "u1", "full_name": "Ann Lee", "email": "ann@example.com", "active": true, "created": "2024-05-14T09:12:33Z" },
      { "id": "u2", "full_name": "Bo Nilsson", "email": "bo@example.com", "active": false, "created": "2024-06-01T08:00:00Z" }
    ]
  }
}
`

export const adapterTestSkeleton = (names: Names): string => `import { at } from '../../runtime/json/json.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { ${names.camel} } from './${names.slug}.ts'

const api = 'https://api.${names.slug}.example/v1'
const users = fixture(import.meta.url, 'users')
const ann = at(users, 'users.0')

testAdapter(${names.camel}, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: 'u1',
    exchanges: [{ request: \`GET \${api}/users/u1\`, answer: { body: ann } }],
    user: {
      id: 'u1',
      name: 'Ann Lee',
      email: 'ann@example.com',
      is_active: true,
      created_at: '2024-05-14T09:12:33.000Z',
    },
  },
  unknown: {
    id: 'u9',
    exchanges: [{ request: \`GET \${api}/users/u9\`, answer: { status: 404, body: { message: 'No such user.' } } }],
  },
  list: {
    pages: {
      limit: 2,
      exchanges: [{ request: \`GET \${api}/users?page=1&per_page=2\`, answer: { body: users } }],
      ids: ['u1', 'u2'],
      next: {
        limit: 2,
        exchanges: [{ request: \`GET \${api}/users?page=2&per_page=2\`, answer: { body: { users: [] } } }],
        ids: [],
      },
    },
    empty: {
      exchanges: [{ request: \`GET \${api}/users?page=1&per_page=100\`, answer: { body: { users: [] } } }],
      ids: [],
    },
  },
  me: { exchanges: [{ request: \`GET \${api}/users/me\`, answer: { body: ann } }], user: { id: 'u1' } },
  update: {
    name: {
      body: { name: 'Ann Lee' },
      exchanges: [{ request: \`PATCH \${api}/users/u1\`, body: { full_name: 'Ann Lee' }, answer: { body: ann } }],
      user: { name: 'Ann Lee' },
    },
    is_active: {
      body: { is_active: true },
      exchanges: [{ request: \`PATCH \${api}/users/u1\`, body: { active: true }, answer: { body: ann } }],
      user: { is_active: true },
    },
  },
  errors: [
    { operation: 'get', answer: { status: 401, body: { message: 'Bad key.' } }, slug: 'account-needs-reauth', says: 'Bad key.' },
    { operation: 'update', answer: { status: 422, body: { message: 'Name too long.' } }, slug: 'provider-rejected' },
    { operation: 'list', answer: { status: 429, body: {} }, slug: 'provider-rate-limited', retryAfterSeconds: 10 },
  ],
})
`

export const simulatorSkeleton = (
  names: Names,
): string => `// Written from ${names.name}'s published API (developers.${names.slug}.example).
import { schemeToken } from '../credentials.ts'
import { fullName, type Person } from '../people.ts'
import { json } from '../reply.ts'
import { isRecord } from '../request.ts'
import { guarded } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const host = 'api.${names.slug}.example'
const key = 'sandbox-${names.slug}-key'

const seed = (person: Person) => ({
  id: \`u\${person.number}\`,
  full_name: fullName(person),
  email: person.email,
  active: person.state === 'active',
  created: person.createdAt.toISOString(),
})

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(people.map((person) => [\`u\${person.number}\`, seed(person)]))
  const self = people.find((person) => person.self)
  const tokens = new TokenBook({ prefix: 'sandbox-${names.slug}', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  tokens.addKey(key, \`u\${self?.number ?? 0}\`, [])
  const unknown = json(404, { message: 'No such user.' })

  return {
    tokens,
    routes: {
      api: guarded(
        (request) =>
          tokens.valid(schemeToken(request, 'Bearer') ?? '') ? undefined : json(401, { message: 'Bad key.' }),
        {
          'GET /v1/users/me': () => json(200, users.get(\`u\${self?.number ?? 0}\`)),
          'GET /v1/users': (request) => {
            const size = Number(request.query.get('per_page') ?? 25)
            const start = (Number(request.query.get('page') ?? 1) - 1) * size
            return json(200, { users: [...users.values()].slice(start, start + size) })
          },
          'GET /v1/users/{id}': (request) => {
            const user = users.get(request.param('id'))
            return user ? json(200, user) : unknown
          },
          'PATCH /v1/users/{id}': (request) => {
            const user = users.get(request.param('id'))
            const changes = request.json()
            if (!user) return unknown
            if (!isRecord(changes)) return json(422, { message: 'A JSON object is needed.' })
            const changed = { ...user, ...changes, id: user.id }
            users.set(user.id, changed)
            return json(200, changed)
          },
        },
      ),
    },
    notFound: () => json(404, { message: 'No such path.' }),
  }
}

/** ${names.name}: counted pages, partial updates. */
export const ${names.camel} = defineVendor({
  slug: '${names.slug}',
  name: '${names.name}',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: key } },
  otherLogins: [],
  create,
})
`

export const simulatorTestSkeleton = (
  names: Names,
): string => `import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Visitor, visit } from '../testing/visitor.ts'
import { ${names.camel} } from './${names.slug}.ts'

const headers = { authorization: 'Bearer sandbox-${names.slug}-key' }

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(${names.camel})
})
afterEach(() => visitor.close())

test('lists page by page', async () => {
  const answer = await visitor.send('GET', '/v1/users?page=2&per_page=3', { headers })
  expect(answer.json).toHaveProperty('users.length', 3)
  expect(answer.json).toHaveProperty('users.0.id', 'u4')
})

test('shows a change', async () => {
  await visitor.send('PATCH', '/v1/users/u1', { headers, json: { full_name: 'Changed' } })
  expect((await visitor.send('GET', '/v1/users/u1', { headers })).json).toMatchObject({ full_name: 'Changed' })
})

test('refuses a wrong key and an unknown user', async () => {
  expect((await visitor.send('GET', '/v1/users/me', { headers: { authorization: 'Bearer no' } })).status).toBe(401)
  expect((await visitor.send('GET', '/v1/users/u999', { headers })).status).toBe(404)
})
`
