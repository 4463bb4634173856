import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Account, Credential } from '../account.ts'
import type { Adapter, AuthenticationMethod, Variables } from '../contract.ts'
import { adapters } from '../registry.ts'
import { contextOf, dependenciesOf } from '../testing/made-up-vendor.ts'
import { authorise, placementOf } from './calls/authorise.ts'
import type { OutgoingRequest, Transport } from './calls/exchange.ts'
import { baseUrlOf } from './calls/hosts.ts'
import { ProviderFailure, Refusal } from './failures.ts'
import { requestToken } from './oauth/oauth.ts'
import { createEngine, type Users } from './users.ts'

/** Hostile values of callers, vendors and accounts that try to send a credential to another host, for every adapter. */

const secret = 'credential-5f0c9a7e1d'

type AnyAdapter = Adapter<never>

const everyAdapter: readonly AnyAdapter[] = Object.values(adapters)

const methodsOf = (adapter: AnyAdapter): readonly AuthenticationMethod[] =>
  (['api_key', 'basic', 'oauth2', 'client_credentials'] as const).filter(
    (name) => adapter.authentication[name] !== undefined,
  )

const credentialOf = (method: AuthenticationMethod): Credential => {
  if (method === 'api_key') return { kind: 'api_key', apiKey: secret }
  return method === 'basic'
    ? { kind: 'basic', username: 'login', password: secret }
    : { kind: 'token', accessToken: secret }
}

/** The examples of the adapter's variables. */
const examples = (adapter: AnyAdapter): Variables =>
  Object.fromEntries(Object.entries(adapter.account).map(([name, { example }]) => [name, example]))

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Sends the same answer to every request, and keeps the requests. */
const recording = ({ status, headers = {}, body }: Answer): Transport & { readonly requests: OutgoingRequest[] } => {
  const requests: OutgoingRequest[] = []
  const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body))
  const take = (request: OutgoingRequest) => {
    requests.push(request)
    return { status, headers: { 'content-type': 'application/json', ...headers } }
  }
  return {
    requests,
    send: async (request) => ({ ...take(request), body: bytes }),
    stream: async (request) => ({ ...take(request), body: Readable.from([bytes]) }),
  }
}

interface Subject {
  readonly adapter: AnyAdapter
  readonly method: AuthenticationMethod
  readonly variables: Variables
  readonly principal?: string
}

const usersOf = ({ adapter, method, variables, principal }: Subject, transport: Transport): Users => {
  const account: Account = {
    id: 'account',
    environmentId: 'environment',
    provider: adapter.slug,
    method,
    open: () => ({ credential: credentialOf(method), variables, principal }),
    renew: async () => undefined,
    refused: async () => undefined,
  }
  return createEngine({ ...dependenciesOf(transport), cursorKeys: [Buffer.alloc(32, 7)] })(adapter, account)
}

const everySubject: readonly Subject[] = everyAdapter.flatMap((adapter) =>
  methodsOf(adapter).map((method) => ({ adapter, method, variables: examples(adapter), principal: '1' })),
)

/** A call may succeed, be refused or fail; it may not throw another error. */
const quietly = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ProviderFailure || error instanceof Refusal)) throw error
  }
}

const isHostOf = (adapter: AnyAdapter, host: string): boolean =>
  adapter.hosts.some(({ source, flags }) => new RegExp(`^(?:${source})$`, flags.replace('g', '')).test(host))

/** The faults of a sent request; as a list, since one assertion for each would take most of the time. */
const faultsOf = ({ adapter, method, variables }: Subject, request: OutgoingRequest, mayFollow: boolean): string[] => {
  const { url, headers } = request
  const base = baseUrlOf(adapter, variables)
  const root = base.pathname.replace(/\/$/, '')
  const linked = mayFollow ? (adapter.linkHosts?.(base.host) ?? []) : []
  // The credential is in its headers, and elsewhere only where the adapter has a placeholder for it.
  const own = authorise(placementOf(adapter, method), credentialOf(method), variables)
  const isBelow = url.pathname === root || url.pathname.startsWith(`${root}/`)
  const rules: readonly (readonly [kept: boolean, rule: string])[] = [
    [url.protocol === 'https:', 'goes by https'],
    [[url.username, url.password, url.port, url.hash].every((part) => part === ''), 'has no login, port or fragment'],
    [isHostOf(adapter, url.hostname), 'goes to a host of the vendor'],
    [[base.host, ...linked].includes(url.host), "goes to the account's own host"],
    [mayFollow || isBelow, 'stays below the base URL'],
    [Object.entries(own).every(([name, value]) => headers[name] === value), 'has the credential in its headers'],
    [Object.values(headers).every((value) => !/[\r\n\0]/.test(value)), 'has no line break in a header'],
    [
      Object.entries(headers).every(([name, value]) => own[name] !== undefined || !value.includes(secret)),
      'has the credential in no other header',
    ],
    [!url.search.includes(secret), 'has no credential in its query'],
  ]
  return rules.flatMap(([kept, rule]) => (kept ? [] : [`not so: ${rule}: ${url.href} ${JSON.stringify(headers)}`]))
}

const assertAtHome = (subject: Subject, request: OutgoingRequest, mayFollow = false): void => {
  const faults = faultsOf(subject, request, mayFollow)
  if (faults.length > 0) expect(faults).toEqual([])
}

/** Rows of a table, each with a name that is short enough to be read. */
const rows = (corpus: readonly string[]): [name: string, entry: string][] =>
  corpus.map((entry) => [JSON.stringify(entry).slice(0, 60), entry])

const segmentsOf = ({ url }: OutgoingRequest): number => url.pathname.split('/').length

const unknown: Answer = { status: 404, body: { message: 'Who?' } }

const change = {
  body: { is_active: false, email: 'ann@example.com', remote_data: { note: 1 } },
  handling: 'lenient',
} as const

const operationsOn = (id: string): readonly ((users: Users) => Promise<unknown>)[] => [
  (users) => users.get(id, {}, contextOf()),
  (users) => users.get(id, { format: 'stream' }, contextOf()),
  (users) => users.update(id, change, contextOf()),
  (users) => users.delete(id, {}, contextOf()),
]

/** Runs an operation for a subject and returns the sent requests. */
const requestsOf = async (
  subject: Subject,
  answer: Answer,
  work: (users: Users) => Promise<unknown>,
): Promise<readonly OutgoingRequest[]> => {
  const transport = recording(answer)
  await quietly(async () => work(usersOf(subject, transport)))
  return transport.requests
}

const ids: readonly string[] = [
  '../',
  '..',
  '.',
  '../../admin',
  '..%2f..%2fadmin',
  '%2e%2e',
  '%2e%2e%2fadmin',
  '%2f',
  '/',
  '//evil.test/',
  '\\\\evil.test\\',
  '..\\..\\admin',
  '..;/admin',
  '@evil.test',
  '.evil.test',
  ':8080',
  'https://evil.test/',
  '1?admin=true',
  '1#fragment',
  '1&id=2',
  '1/permissions',
  'a\0b',
  '%00',
  'a\r\nx-injected: 1',
  '\u2028',
  '{id}',
  '{credential}',
  '{access_token}',
  '1" } } evil { users(ids: "2',
  "' OR 1=1 --",
  "1')/$links/evil",
  'x'.repeat(10_240),
  '%'.repeat(512),
  '\ud800',
  '\u202e1',
  '１',
  '__proto__',
  'constructor',
]

describe('a hostile id', () => {
  it.each(rows(ids))('(%s) stays one segment of the path of its own account', async (_name, id) => {
    for (const subject of everySubject) {
      const plain = operationsOn('u1')
      for (const [index, work] of operationsOn(id).entries()) {
        const requests = await requestsOf(subject, unknown, work)
        const expected = await requestsOf(subject, unknown, plain[index] ?? work)
        for (const [position, request] of requests.entries()) {
          assertAtHome(subject, request)
          const usual = expected[position]
          // Where ids have a pattern, the harmless one does not match either and nothing is sent.
          if (usual !== undefined) expect(segmentsOf(request), request.url.pathname).toBe(segmentsOf(usual))
        }
      }
    }
  })

  it.each(rows(ids))('(%s) of the vendor itself stays at the vendor’s origin too', async (_name, id) => {
    const body = { id, Id: id, user_id: id, userId: id, user: { id }, data: { id, user: { id } }, result: [{ id }] }
    for (const subject of everySubject) {
      const requests = await requestsOf({ ...subject, principal: id }, { status: 200, body }, (users) =>
        users.me({}, contextOf()),
      )
      for (const request of requests) assertAtHome(subject, request)
    }
  })
})

const links: readonly string[] = [
  'https://evil.test/users',
  'http://evil.test/users',
  '//evil.test/users',
  '///evil.test/users',
  '/\\evil.test/users',
  '\\\\evil.test/users',
  '/\t/evil.test/users',
  '/\n/evil.test/users',
  'https:evil.test/users',
  'https:/evil.test/users',
  'HTTPS://EVIL.TEST/users',
  ' https://evil.test/users',
  '@evil.test/users',
  '.evil.test/users',
  ':443@evil.test/users',
  '{host}.evil.test/users',
  'https://{host}@evil.test/users',
  'https://{host}.evil.test/users',
  'https://evil.test/{host}/users',
  'https://evil.test#@{host}/users',
  'https://evil.test?{host}/users',
  'https://evil.test\\@{host}/users',
  'https://{host}:8443/users',
  'https://user:pass@{host}/users',
  'http://evil.test/users',
  'http://{host}:80/users',
  'http://user@{host}/users',
  'http://{host}.evil.test/users',
  'https://{host}./users',
  'https://{host}%2eevil.test/users',
  'https://{host}%00.evil.test/users',
  'https://127.0.0.1/users',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/users',
  'https://xn--80ak6aa92e.test/users',
  'ftp://{host}/users',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:application/json,{}',
]

/** A made-up page that has the same next link in every place where some vendor has one. */
const poisoned = (next: string, records: unknown): Answer => ({
  status: 200,
  headers: { link: `<${next.replaceAll(/[\r\n]/g, '')}>; rel="next"`, 'x-next': 'x' },
  body: {
    ...{ records, results: records, value: records, users: records, members: records, user: records, owners: records },
    ...{ next, nextPage: next, next_page: next, nextPageToken: next, cursor: next, after: next, nextRecordsUrl: next },
    ...{ next_cursor: next, nextLink: next, '@odata.nextLink': next, nextCursor: next, done: false, has_more: true },
    ...{ links: { next }, _links: { next: { href: next } }, paging: { next: { after: next, link: next } }, more: true },
    meta: {
      next,
      next_cursor: next,
      next_page: next,
      nextPage: next,
      next_page_token: next,
      links: { next },
      total: 999,
    },
    ...{ pagingMetadata: { cursors: { next }, hasNext: true }, info: { more_records: true, next_page_token: next } },
    pagination: { next, next_cursor: next, next_page: next },
  },
})
const record = { id: '1', Id: '1', user_id: '1', uuid: '1', name: 'Ann', email: 'ann@example.com' }

const listed = { limit: 1000, filters: {}, handling: 'lenient' } as const

describe('a hostile next link', () => {
  it.each(links)('(%j) is not followed', async (template) => {
    for (const subject of everySubject) {
      const { adapter, variables } = subject
      const link = template.replaceAll('{host}', baseUrlOf(adapter, variables).host)
      // Every adapter is changed to one that follows links: the engine, not the adapter, keeps links at the vendor's origin.
      const paging = { next: () => ({ link }) }
      const following = {
        ...adapter,
        users: { ...adapter.users, list: { ...adapter.users.list, paging, records: () => [] } },
      }
      const list = (given: Subject, records: readonly unknown[]) =>
        requestsOf(given, poisoned(link, records), (users) => users.list(listed, contextOf()))
      const followed = await list({ ...subject, adapter: following }, [])
      expect(followed).toHaveLength(1)
      const requests = [...followed, ...(await list(subject, [])), ...(await list(subject, [record]))]
      for (const request of requests) assertAtHome(subject, request)
    }
  })

  it('is distinguished from a valid one, which is followed with the credential', async () => {
    for (const subject of everySubject) {
      const { adapter, variables } = subject
      const { origin, pathname } = baseUrlOf(adapter, variables)
      for (const link of [`${origin}/next?page=2`, `${pathname.replace(/\/$/, '')}/next?page=2`]) {
        let page = 0
        const paging = { next: () => (page++ === 0 ? { link } : undefined) }
        const { list } = adapter.users
        const following = {
          ...adapter,
          users: { ...adapter.users, list: { ...list, paging, records: () => [], passes: () => [''] } },
        }
        const requests = await requestsOf({ ...subject, adapter: following }, { status: 200, body: {} }, (users) =>
          users.list(listed, contextOf()),
        )
        expect(requests).toHaveLength(2)
        for (const request of requests) assertAtHome(subject, request, true)
        expect(requests[1]?.url.toString()).toBe(new URL(link, origin).toString())
      }
    }
  })
})

describe('a hostile cursor of the vendor', () => {
  it.each(rows([...ids, ...links]))('(%s) stays within the query or body of the next page', async (_name, next) => {
    for (const subject of everySubject) {
      const { adapter } = subject
      const paging = { next: () => ({ at: next }) }
      const list = { ...adapter.users.list, paging, records: () => [] }
      const first = await requestsOf(subject, { status: 200, body: {} }, (users) => users.list(listed, contextOf()))
      const requests = await requestsOf(
        { ...subject, adapter: { ...adapter, users: { ...adapter.users, list } } },
        { status: 200, body: {} },
        (users) => users.list(listed, contextOf()),
      )
      for (const request of requests) {
        assertAtHome(subject, request)
        expect(request.url.pathname).toBe(first[0]?.url.pathname)
      }
    }
  })
})

describe('a hostile cursor of a caller', () => {
  it.each(
    rows([
      ...['@evil.test/x', '.evil.test/x', 'https://evil.test', '../', '%2f', '\0', 'null', '{"at":"x"}'],
      Buffer.from('{"content":{"place":{"position":{"link":"https://evil.test/"}}}}').toString('base64url'),
      'x'.repeat(10_240),
      Buffer.alloc(64).toString('base64url'),
    ]),
  )('(%s) makes no call', async (_name, cursor) => {
    for (const subject of everySubject) {
      for (const work of [
        (users: Users) => users.list({ ...listed, cursor }, contextOf()),
        (users: Users) => users.list({ ...listed, cursor, format: 'raw' }, contextOf()),
      ]) {
        expect(await requestsOf(subject, { status: 200, body: {} }, work)).toEqual([])
      }
    }
  })
})

const values: readonly string[] = [
  'evil.test',
  'evil.test/',
  'evil.test#',
  'evil.test?',
  'evil.test\\',
  'evil.test:443',
  'https://evil.test',
  'https://evil.test/',
  'http://{example}',
  '{example}.evil.test',
  '{example}@evil.test',
  '@evil.test',
  '{example}/../..',
  '{example}/%2e%2e',
  '../..',
  '{example}#',
  '{example}?x=',
  '{example}:8443',
  '{example}\r\nx-injected: 1',
  '{example}\0',
  ' {example}',
  'evil\u3002test',
  '127.0.0.1',
  '169.254.169.254',
  '[::1]',
  'localhost',
  '{access_token}',
  '{api_key}',
  '',
]

describe('a hostile variable of an account', () => {
  it.each(values)('(%j) sends no request to another host than the vendor’s', async (template) => {
    for (const subject of everySubject) {
      const { adapter, method, variables } = subject
      for (const name of Object.keys(adapter.account)) {
        const example = variables[name] ?? ''
        const hostile = { ...variables, [name]: template.replaceAll('{example}', example) }
        const given = { ...subject, variables: hostile }
        const works = [
          ...operationsOn('1'),
          (users: Users) => users.list(listed, contextOf()),
          (users: Users) => users.me({}, contextOf()),
        ]
        for (const work of works) {
          for (const request of await requestsOf(given, { status: 200, body: {} }, work)) assertAtHome(given, request)
        }
        if (method !== 'oauth2' && method !== 'client_credentials') continue
        const transport = recording({ status: 200, body: { access_token: 'x' } })
        const client = { id: 'client', secret }
        const token = { adapter, variables: hostile, method, client, refreshToken: secret, transport, now: () => 0 }
        await quietly(() => requestToken({ ...token, context: contextOf() }))
        for (const { url } of transport.requests) {
          expect([url.protocol, url.username, url.password, url.port]).toEqual(['https:', '', '', ''])
          expect(isHostOf(adapter, url.hostname), url.hostname).toBe(true)
        }
      }
    }
  })
})

describe('a hostile redirect', () => {
  const locations = [
    'https://evil.test/',
    '//evil.test/',
    'http://evil.test/',
    '/elsewhere',
    'https://{host}.evil.test/',
  ]
  it.each(
    [300, 301, 302, 303, 305, 307, 308].flatMap((status) => locations.map((location) => [status, location] as const)),
  )('%d to %j is a failure, and is not followed', async (status, template) => {
    for (const subject of everySubject) {
      const host = baseUrlOf(subject.adapter, subject.variables).host
      const headers = { location: template.replaceAll('{host}', host) }
      for (const work of [...operationsOn('1'), (users: Users) => users.list(listed, contextOf())]) {
        const transport = recording({ status, headers })
        const outcome = await Promise.resolve()
          .then(() => work(usersOf(subject, transport)))
          .catch((error: unknown) => error)
        expect(outcome instanceof ProviderFailure || outcome instanceof Refusal).toBe(true)
        for (const request of transport.requests) assertAtHome(subject, request)
      }
    }
  })
})

describe('a hostile remote_query', () => {
  it.each<[Record<string, unknown>]>([
    [{ access_token: 'x' }],
    [{ '../../admin': 'x' }],
    [{ '@evil.test/': 'x' }],
    [{ '#': '?' }],
    [{ 'a\r\nhost: evil.test': 'x\r\nx-injected: 1' }],
    [{ a: { '../': ['{credential}', '{api_key}', '{access_token}'] } }],
    [JSON.parse('{"__proto__": {"origin": "https://evil.test"}}')],
    [{ '\0': '\0', '&': '=', '%2f': '%2f' }],
  ])('(%j) stays within the query', async (remoteQuery) => {
    for (const subject of everySubject) {
      const works = [
        (users: Users) => users.list({ ...listed, remoteQuery }, contextOf()),
        (users: Users) => users.get('1', { remoteQuery }, contextOf()),
        (users: Users) => users.update('1', { ...change, remoteQuery }, contextOf()),
      ]
      for (const work of works) {
        const plain = await requestsOf(subject, unknown, work)
        for (const request of plain) assertAtHome(subject, request)
      }
    }
  })
})

describe('a hostile workspace', () => {
  it.each(['../', '@evil.test', 'x&locationId=y', '{credential}', '\0', '//evil.test/'])(
    '(%j) stays one value',
    async (workspaceId) => {
      for (const subject of everySubject) {
        const works = [(users: Users) => users.list({ ...listed, workspaceId }, contextOf())]
        for (const work of works) {
          const requests = await requestsOf(subject, unknown, work)
          const plain = await requestsOf(subject, unknown, (users) => users.list(listed, contextOf()))
          for (const [index, request] of requests.entries()) {
            assertAtHome(subject, request)
            const usual = plain[index]
            if (usual !== undefined) expect(segmentsOf(request)).toBe(segmentsOf(usual))
          }
        }
      }
    },
  )
})
