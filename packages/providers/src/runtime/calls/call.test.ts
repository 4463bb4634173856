import { Readable } from 'node:stream'
import type { MethodName } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import type { Access, Account, Credential } from '../../account.ts'
import type { Adapter, VendorRequest } from '../../contract.ts'
import { type Answer, type PaperVendor, paperVendor } from '../../testing/exchange.ts'
import {
  accountOf,
  acme,
  acmeWith,
  api,
  contextOf,
  dependenciesOf,
  failureOf,
  nowMs,
  type Person,
} from '../../testing/made-up-vendor.ts'
import { ProviderFailure } from '../failures.ts'
import { type CallDependencies, createCaller } from './call.ts'
import type { Transport } from './exchange.ts'
import type { Target } from './outgoing.ts'
import { credential, template } from './template.ts'

interface Case {
  readonly transport: Transport
  readonly adapter?: Adapter<Person>
  readonly account?: Partial<Account & Access>
  readonly operation?: MethodName
  readonly target?: Target
  readonly remoteQuery?: Readonly<Record<string, unknown>>
  readonly dependencies?: Partial<CallDependencies>
}

const users: VendorRequest = { path: '/users' }
const accessBy = (given: Credential): Access => ({ credential: given, variables: {}, principal: undefined })

const callOf = ({ adapter = acme, account = {}, operation = 'get', remoteQuery }: Case) => ({
  adapter,
  account: accountOf(account),
  operation,
  context: contextOf(),
  session: {},
  remoteQuery,
})
const send = (given: Case) =>
  createCaller(dependenciesOf(given.transport, given.dependencies)).send(callOf(given), given.target ?? users)
const stream = (given: Case) =>
  createCaller(dependenciesOf(given.transport, given.dependencies)).stream(callOf(given), given.target ?? users)

/** A vendor that sends these answers one after the other, whatever the requests. */
const saying = (...answers: readonly Answer[]): PaperVendor =>
  paperVendor(answers.map((answer) => ({ request: '', answer })))
const timesAsked = (vendor: PaperVendor): number => vendor.requests.length

/** A transport that fails this many times before it answers. */
const breaking = (failures: number, failure: ProviderFailure): Transport & { readonly tries: () => number } => {
  let tries = 0
  const next = async <T>(answer: T): Promise<T> => {
    tries += 1
    if (tries <= failures) throw failure
    return answer
  }
  const head = { status: 200, headers: { 'content-type': 'application/json' } }
  return {
    tries: () => tries,
    send: () => next({ ...head, body: Buffer.from('{}') }),
    stream: () => next({ ...head, body: Readable.from(['{}']) }),
  }
}
const notSent = new ProviderFailure('provider-unavailable', 'not reached', { isTransient: true })
const brokenOff = new ProviderFailure('provider-error', 'broke off', { isTransient: true, mayHaveBeenApplied: true })

describe('a request', () => {
  it('has the headers of the adapter and of the call, and the credential, which overrides them', async () => {
    const vendor = saying({ body: {} })
    const adapter = { ...acme, headers: { 'X-Version': '7', 'X-Api-Key': 'none' } }
    const target = {
      method: 'POST',
      path: '/users',
      body: { a: 1 },
      headers: { 'X-Api-Key': 'none', 'X-Own': '1' },
    } as const
    await send({ transport: vendor, adapter, target })
    expect(vendor.requests[0]).toMatchObject({
      provider: 'pipedrive',
      method: 'POST',
      body: '{"a":1}',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-version': '7',
        'x-own': '1',
        'x-api-key': 'key-4f1d9b7c5e',
      },
    })
  })

  it('may be a form, or have a media type of its own', async () => {
    const vendor = saying({ body: {} }, { body: {} })
    await send({ transport: vendor, target: { method: 'POST', path: '/users', form: { a: 'b c&d' } } })
    const headers = { 'content-type': 'application/vnd.api+json' }
    await send({ transport: vendor, target: { method: 'POST', path: '/users', body: {}, headers } })
    expect(vendor.requests[0]).toMatchObject({
      body: 'a=b+c%26d',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(vendor.requests[1]).toMatchObject({ headers })
  })

  it.each<[Credential, string]>([
    [{ kind: 'api_key', apiKey: 'k/1' }, 'k/1'],
    [{ kind: 'token', accessToken: 't/1' }, 't/1'],
  ])('has the credential where the adapter places it in path or body: %j', async (given, secret) => {
    const vendor = saying({ body: {} })
    const account = {
      credential: given,
      method: given.kind === 'token' ? 'oauth2' : 'api_key',
    } as const
    const body = { tokenKey: credential, list: [credential, '{credential}'], n: 1, none: null }
    await send({ transport: vendor, account, target: { method: 'POST', path: template`/token/${credential}`, body } })
    expect(vendor.requests[0]?.url.pathname).toBe(`/v1/token/${encodeURIComponent(secret)}`)
    expect(JSON.parse(vendor.requests[0]?.body ?? '')).toEqual({
      tokenKey: secret,
      list: [secret, '{credential}'],
      n: 1,
      none: null,
    })
  })

  it('has remote_query in its address, but not when it follows a link', async () => {
    const vendor = saying({ body: {} }, { body: {} })
    await send({ transport: vendor, remoteQuery: { include: 'x' } })
    await send({ transport: vendor, remoteQuery: { include: 'x' }, target: { link: '/v1/users?p=2', like: users } })
    expect(vendor.requests.map(({ url }) => url.toString())).toEqual([`${api}/users?include=x`, `${api}/users?p=2`])
  })

  it('is not sent when remote_query has a forbidden key, or a variable does not match the adapter’s pattern', async () => {
    const vendor = saying()
    expect((await failureOf(() => send({ transport: vendor, remoteQuery: { api_key: 'x' } }))).slug).toBe(
      'invalid-request',
    )
    const adapter = { ...acme, account: { org: { description: '', example: '', pattern: /\d+/ } } }
    const account = { variables: { org: '1/../2' } }
    expect((await failureOf(() => send({ transport: vendor, adapter, account }))).slug).toBe('provider-error')
    expect(timesAsked(vendor)).toBe(0)
  })
})

describe('a success', () => {
  it('has the parsed body, the bytes, and the state of the rate limit', async () => {
    const adapter = { ...acme, limits: { ...acme.limits, headers: { remaining: 'x-left' } } }
    const vendor = saying({ body: { id: 1 }, headers: { 'x-left': '7' } })
    const success = await send({ transport: vendor, adapter, account: { variables: { a: '1' } } })
    expect(success).toMatchObject({ status: 200, body: { id: 1 }, hint: { remaining: 7 }, variables: { a: '1' } })
    expect(success.raw().bytes.toString()).toBe('{"id":1}')
  })

  it('may have no body', async () => {
    expect((await send({ transport: saying({ status: 204 }) })).body).toBeUndefined()
  })

  it('that is not JSON is not understood, unless only bytes are needed', async () => {
    const page = { status: 200, body: '<html>key-4f1d9b7c5e</html>' }
    const failure = await failureOf(() => send({ transport: saying(page) }))
    expect(failure).toMatchObject({
      slug: 'provider-error',
      options: { remote: { status: 200, body: '<html>[redacted]</html>' }, mayHaveBeenApplied: true },
    })
    expect(String(Reflect.get(Object(failure.cause), 'cause'))).toBe('SyntaxError: This is not JSON.')
    const lenient = await createCaller(dependenciesOf(saying(page))).send(callOf({ transport: saying() }), users, {
      lenientBody: true,
    })
    expect(lenient.body).toBe('<html>[redacted]</html>')
    expect(lenient.raw()).toMatchObject({ bytes: Buffer.from('<html>[redacted]</html>'), removed: [] })
  })

  it('counts as a failure when the adapter declares it so', async () => {
    const adapter: Adapter<Person> = {
      ...acme,
      errors: { fails: (body) => JSON.stringify(body).includes('errors'), rules: [{ means: 'forbidden' }] },
    }
    const vendor = saying({ status: 200, body: { errors: [{ message: 'Not for you' }] } })
    expect(await failureOf(() => send({ transport: vendor, adapter }))).toMatchObject({
      slug: 'provider-forbidden',
      message: expect.stringContaining('Not for you'),
      options: { remote: { status: 200 } },
    })
  })
})

describe('a failure', () => {
  it('has the vendor’s answer, without the credential that it repeats', async () => {
    const body = { message: 'Bad key key-4f1d9b7c5e', api_key: 'key-4f1d9b7c5e', deep: [{ sent: 'key-4f1d9b7c5e' }] }
    const failure = await failureOf(() => send({ transport: saying({ status: 400, body }) }))
    expect(failure).toMatchObject({ slug: 'provider-rejected', options: { status: 400, remote: { status: 400 } } })
    expect(JSON.stringify(failure) + failure.message + failure.stack).not.toContain('key-4f1d9b7c5e')
    expect(failure.message).toContain('Bad key [redacted]')
  })

  it('may be an error page, which is shown as text', async () => {
    const failure = await failureOf(() => send({ transport: saying({ status: 400, body: '<h1>Bad</h1>' }) }))
    expect(failure).toMatchObject({ options: { remote: { status: 400, body: '<h1>Bad</h1>', message: undefined } } })
  })

  it('keeps its meaning when its body is not the JSON that its type declares', async () => {
    const answer = { status: 409, headers: { 'content-type': 'application/json' }, body: '{"message": "cut' }
    const failure = await failureOf(() => send({ transport: saying(answer) }))
    expect(failure).toMatchObject({ slug: 'provider-conflict', options: { remote: { body: '{"message": "cut' } } })
  })
})

describe('a retry', () => {
  const failing = { status: 503, body: {} }

  it('repeats a read after two failures of the vendor, with a longer pause each time', async () => {
    const waits: number[] = []
    const wait = async (milliseconds: number) => void waits.push(milliseconds)
    const vendor = saying(failing, { status: 500 }, { body: { id: 1 } })
    expect((await send({ transport: vendor, dependencies: { wait } })).body).toEqual({ id: 1 })
    expect(waits).toEqual([100, 300])
  })

  it('is made three times at most', async () => {
    const vendor = saying(failing, failing, failing, { body: {} })
    expect((await failureOf(() => send({ transport: vendor }))).slug).toBe('provider-error')
    expect(timesAsked(vendor)).toBe(3)
  })

  it('is not made after the deadline', async () => {
    const vendor = saying(failing, failing, { body: {} })
    const context = contextOf(undefined, nowMs + 200)
    const caller = createCaller(dependenciesOf(vendor))
    await failureOf(() => caller.send({ ...callOf({ transport: vendor }), context }, users))
    expect(timesAsked(vendor)).toBe(2)
  })

  it.each([400, 404, 409, 410, 302])('is not made after %d', async (status) => {
    const vendor = saying({ status }, { body: {} })
    await failureOf(() => send({ transport: vendor }))
    expect(timesAsked(vendor)).toBe(1)
  })

  it.each<MethodName>(['create', 'update', 'delete'])(
    'is not made for a %s that the vendor may have applied',
    async (operation) => {
      const target = { method: 'POST', path: '/users' } as const
      const vendor = saying(failing, { body: {} })
      await failureOf(() => send({ transport: vendor, operation, target }))
      expect(timesAsked(vendor)).toBe(1)
      const transport = breaking(1, brokenOff)
      expect(await failureOf(() => send({ transport, operation, target }))).toBe(brokenOff)
      expect(transport.tries()).toBe(1)
    },
  )

  it('is made for a write that was certainly not sent', async () => {
    const transport = breaking(2, notSent)
    await send({ transport, operation: 'create', target: { method: 'POST', path: '/users' } })
    expect(transport.tries()).toBe(3)
  })

  it('is made for a list that is requested by POST', async () => {
    const vendor = saying(failing, { body: {} })
    await send({ transport: vendor, operation: 'list', target: { method: 'POST', path: '/users/search', body: {} } })
    expect(timesAsked(vendor)).toBe(2)
  })

  it('is made for a read whose answer broke off', async () => {
    const transport = breaking(2, brokenOff)
    await send({ transport })
    expect(transport.tries()).toBe(3)
  })
})

describe('a rate limit', () => {
  const tooMany = { status: 429, headers: { 'retry-after': '2' }, body: { message: 'slow down' } }

  it('that ends after the deadline is reported at once, with the wait', async () => {
    const vendor = saying(tooMany)
    expect(await failureOf(() => send({ transport: vendor }))).toMatchObject({
      slug: 'provider-rate-limited',
      options: { retryAfterSeconds: 2, remote: { status: 429 } },
    })
    expect(timesAsked(vendor)).toBe(1)
  })

  it('pauses everything of this account at this vendor', async () => {
    const pauses: [string, number][] = []
    const base = dependenciesOf(saying())
    const throttle = { ...base.throttle, pause: (key: string, untilMs: number) => void pauses.push([key, untilMs]) }
    await failureOf(() => send({ transport: saying(tooMany), dependencies: { throttle } }))
    expect(pauses).toEqual([['account', nowMs + 2000]])
  })

  it('that ends before the deadline delays a read, which keeps its place in the queue', async () => {
    const places: (number | undefined)[] = []
    const base = dependenciesOf(saying())
    const throttle: CallDependencies['throttle'] = {
      ...base.throttle,
      pause: () => undefined,
      acquire: async (_key, _limits, _context, options) => {
        places.push(options?.place)
        return () => undefined
      },
    }
    const caller = createCaller({ ...base, transport: saying(tooMany, { body: { id: 1 } }), throttle })
    const call = { ...callOf({ transport: saying() }), context: contextOf(undefined, nowMs + 2001) }
    expect((await caller.send(call, users)).body).toEqual({ id: 1 })
    expect(places).toEqual([1, 1])
  })

  it('does not delay a write, which is refused', async () => {
    const vendor = saying(tooMany, { body: {} })
    const call = {
      ...callOf({ transport: vendor, operation: 'create' as const }),
      context: contextOf(undefined, nowMs + 9000),
    }
    const target = { method: 'POST', path: '/users' } as const
    const failure = await failureOf(() => createCaller(dependenciesOf(vendor)).send(call, target))
    expect([failure.slug, timesAsked(vendor)]).toEqual(['provider-rate-limited', 1])
  })

  it('is recognised in every form that vendors signal it', async () => {
    const adapter: Adapter<Person> = {
      ...acme,
      errors: { rules: [{ status: 403, means: 'rate-limited' }] },
    }
    expect(await failureOf(() => send({ transport: saying({ status: 403 }), adapter }))).toMatchObject({
      slug: 'provider-rate-limited',
      options: { retryAfterSeconds: 5, remote: { status: 403 } },
    })
  })
})

describe('a refused credential', () => {
  const no = { status: 401, body: { message: 'Bad token' } }
  const token = (accessToken: string): Credential => ({ kind: 'token', accessToken })

  /** An OAuth account that can be refreshed this many times. */
  const oauth = (renewals: number) => {
    let count = 0
    const log: string[] = []
    const account: Partial<Account> = {
      method: 'oauth2',
      open: () => accessBy(token(`t${count}`)),
      renew: async (stale) => {
        log.push(`renews ${stale.kind === 'token' ? stale.accessToken : ''}`)
        if (count === renewals) return undefined
        count += 1
        return accessBy(token(`t${count}`))
      },
      refused: async () => {
        log.push('refused')
      },
    }
    return { account, log }
  }
  const sent = (vendor: PaperVendor) =>
    vendor.requests.map(({ url, headers }) => `${url.pathname} ${headers.authorization ?? headers['x-api-key']}`)

  it('is renewed where the account has moved, and the call goes to the address of the new token', async () => {
    const { account, log } = oauth(1)
    const adapter = acmeWith({}, { errors: { rules: [{ status: 400, means: 'moved' }] } })
    const vendor = saying({ status: 400, body: { message: 'Elsewhere.' } }, { body: { id: '1' } })
    await send({ transport: vendor, account, adapter })
    expect(log).toEqual(['renews t0'])
    const stays = saying({ status: 400, body: { message: 'Elsewhere.' } }, { status: 400, body: {} })
    const again = oauth(2)
    await expect(send({ transport: stays, account: again.account, adapter })).rejects.toMatchObject({
      slug: 'provider-error',
      options: { remote: { status: 400 } },
    })
    expect(again.log).toEqual(['renews t0'])
  })

  it('is renewed once, and the call is made again', async () => {
    const { account, log } = oauth(1)
    const vendor = saying(no, { body: { id: 1 } })
    expect((await send({ transport: vendor, account })).body).toEqual({ id: 1 })
    expect(log).toEqual(['renews t0'])
    expect(sent(vendor)).toEqual(['/v1/users Bearer t0', '/v1/users Bearer t1'])
  })

  it('is renewed for a write too: a refused call changed nothing', async () => {
    const { account } = oauth(1)
    const vendor = saying(no, { body: { id: 1 } })
    await send({ transport: vendor, account, operation: 'create', target: { method: 'POST', path: '/users' } })
    expect(timesAsked(vendor)).toBe(2)
  })

  it('is refused for good only when the validation call is refused as well', async () => {
    const { account, log } = oauth(1)
    const vendor = saying(no, no, no)
    const failure = await failureOf(() => send({ transport: vendor, account }))
    expect(failure).toMatchObject({ slug: 'account-needs-reauth', options: { remote: { status: 401 } } })
    expect(log).toEqual(['renews t0', 'refused'])
    expect(sent(vendor)).toEqual(['/v1/users Bearer t0', '/v1/users Bearer t1', '/v1/me Bearer t1'])
  })

  it.each([
    ['succeeds', { body: { id: 1 } }],
    ['is forbidden', { status: 403 }],
    ['is no JSON', { body: '<html>' }],
    ['fails', { status: 500 }],
  ])('leaves the account as it is when the validation call %s', async (_what, answer) => {
    const { account, log } = oauth(0)
    const vendor = saying(no, answer)
    const failure = await failureOf(() => send({ transport: vendor, account }))
    expect(failure).toMatchObject({
      slug: 'account-needs-reauth',
      options: { remote: { status: 401, message: 'Bad token' } },
    })
    expect(log).toEqual(['renews t0'])
    expect(timesAsked(vendor)).toBe(2)
  })

  it('leaves the account as it is when the validation call does not reach the vendor', async () => {
    const { account, log } = oauth(0)
    const first = saying(no)
    const transport: Transport = {
      ...first,
      send: (request, context) => (timesAsked(first) === 0 ? first.send(request, context) : Promise.reject(notSent)),
    }
    const failure = await failureOf(() => send({ transport, account }))
    expect(failure).toMatchObject({ slug: 'account-needs-reauth', options: { remote: { status: 401 } } })
    expect(log).toEqual(['renews t0'])
  })

  it('that cannot be renewed is validated at once, without the caller’s remote_query', async () => {
    const log: unknown[] = []
    const account = { refused: async (status: number | undefined) => void log.push(status) }
    const vendor = saying(no, no)
    await failureOf(() => send({ transport: vendor, account, remoteQuery: { include: 'x' } }))
    expect(vendor.requests[1]?.url.toString()).toBe(`${api}/me`)
    expect(log).toEqual([401])
  })

  it('is validated by a list of one user where the vendor has no call for the own user', async () => {
    const adapter = acmeWith({
      me: { absent: 'no' },
      list: {
        ...acme.users.list,
        request: ({ size, pass }) => ({ path: '/users', query: { size, pass } }),
        passes: () => ['p'],
      },
    })
    const vendor = saying(no, { body: {} })
    await failureOf(() => send({ transport: vendor, adapter }))
    expect(vendor.requests[1]?.url.toString()).toBe(`${api}/users?size=1&pass=p`)
  })

  it('is validated within the limits of the account: in its turn, at its place, and with the limits of the answer', async () => {
    const base = dependenciesOf(saying())
    const log: unknown[] = []
    const throttle: CallDependencies['throttle'] = {
      ...base.throttle,
      acquire: (key, limits, context, options) => {
        log.push(['acquire', key, options?.place])
        return base.throttle.acquire(key, limits, context, options)
      },
      observe: (key, _limits, hint) => void log.push(['observe', key, hint?.remaining]),
      pause: (key, untilMs) => void log.push(['pause', key, untilMs]),
    }
    const adapter = {
      ...acme,
      limits: { ...acme.limits, headers: { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' } },
    }
    const busy = { status: 429, headers: { 'retry-after': '7', 'ratelimit-remaining': '3', 'ratelimit-reset': '9' } }
    const refusals: unknown[] = []
    const account = { refused: async (status: number | undefined) => void refusals.push(status) }
    const vendor = saying(no, busy)
    const failure = await failureOf(() => send({ transport: vendor, adapter, account, dependencies: { throttle } }))
    expect(failure).toMatchObject({ slug: 'account-needs-reauth', options: { remote: { status: 401 } } })
    expect(vendor.requests.map(({ url }) => url.pathname)).toEqual(['/v1/users', '/v1/me'])
    const { id } = accountOf()
    expect(log).toEqual([
      ['acquire', id, 1],
      ['acquire', id, 1],
      ['observe', id, 3],
      ['pause', id, nowMs + 7000],
    ])
    expect(refusals).toEqual([])
  })

  it('is not validated when its turn would come after the deadline', async () => {
    const base = dependenciesOf(saying())
    let turns = 0
    const throttle: CallDependencies['throttle'] = {
      ...base.throttle,
      acquire: (...given) => {
        turns += 1
        if (turns === 1) return base.throttle.acquire(...given)
        return Promise.reject(new ProviderFailure('provider-rate-limited', 'Too late.', { retryAfterSeconds: 60 }))
      },
    }
    const refusals: unknown[] = []
    const account = { refused: async (status: number | undefined) => void refusals.push(status) }
    const vendor = saying(no)
    const failure = await failureOf(() => send({ transport: vendor, account, dependencies: { throttle } }))
    expect(failure).toMatchObject({ slug: 'account-needs-reauth', options: { remote: { status: 401 } } })
    expect([timesAsked(vendor), turns, refusals]).toEqual([1, 2, []])
  })

  it('that the store has marked as refused makes no call', async () => {
    const known = new ProviderFailure('account-needs-reauth', 'refused before')
    const vendor = saying()
    const account = { open: () => Promise.reject(known) }
    expect(await failureOf(() => send({ transport: vendor, account }))).toBe(known)
    expect(timesAsked(vendor)).toBe(0)
  })
})

describe('a stream', () => {
  /** An adapter that names no secrets, so that its streams are not buffered. */
  const open: Adapter<Person> = { ...acme, user: { ...acme.user, secrets: undefined } }

  it('of a vendor with secrets is buffered, and has neither them nor the credential', async () => {
    const body = { id: 1, password: 'x', note: 'Basic a2V5LTRmMWQ5YjdjNWU6' }
    const opened = await stream({ transport: saying({ body }) })
    expect(Buffer.concat(await opened.body.toArray()).toString()).toBe('{"id":1,"note":"Basic [redacted]"}')
    expect(opened.removed).toEqual(['password', 'note'])
  })

  it('of a vendor without secrets is not buffered, and has no credential in body and headers', async () => {
    const answer = {
      body: { id: 1, password: 'x', note: 'key-4f1d9b7c5e' },
      headers: { 'content-type': 'a/b; k=key-4f1d9b7c5e' },
    }
    const transport: Transport = { ...saying(answer), send: () => Promise.reject(new Error('not here')) }
    const opened = await stream({ transport, adapter: open })
    expect(Buffer.concat(await opened.body.toArray()).toString()).toBe('{"id":1,"password":"x","note":"[redacted]"}')
    expect(opened).toMatchObject({ headers: { 'content-type': 'a/b; k=[redacted]' }, removed: [] })
  })

  it('is passed on as it arrives; only its status is judged', async () => {
    const adapter: Adapter<Person> = { ...open, errors: { fails: () => true, rules: [{ means: 'forbidden' }] } }
    const opened = await stream({ transport: saying({ body: '<html>' }), adapter })
    expect(opened.status).toBe(200)
    expect(Buffer.concat(await opened.body.toArray()).toString()).toBe('<html>')
  })

  it('of a failure is a failure, with the vendor’s message', async () => {
    const failure = await failureOf(() => stream({ transport: saying({ status: 404, body: { message: 'Who?' } }) }))
    expect(failure).toMatchObject({ slug: 'user-not-found', options: { remote: { status: 404, message: 'Who?' } } })
  })

  it('of an endless failure is read only as far as it is shown', async () => {
    let read = 0
    const body = Readable.from(
      (function* endless() {
        for (;;) {
          read += 1
          yield Buffer.alloc(16 * 1024, 'x')
        }
      })(),
    )
    const transport: Transport = {
      send: () => Promise.reject(new Error('not here')),
      stream: async () => ({ status: 400, headers: {}, body }),
    }
    expect((await failureOf(() => stream({ transport, adapter: open }))).slug).toBe('provider-rejected')
    expect(read).toBeLessThan(30)
    expect(body.destroyed).toBe(true)
  })

  it('is repeated before its first byte, and with a new credential', async () => {
    const transport = breaking(2, notSent)
    expect((await stream({ transport })).status).toBe(200)
    expect(transport.tries()).toBe(3)
    const vendor = saying({ status: 401 }, { body: {} })
    let renewals = 0
    const account = {
      renew: async () => {
        renewals += 1
        return accessBy({ kind: 'api_key', apiKey: 'new' })
      },
    }
    expect((await stream({ transport: vendor, account })).status).toBe(200)
    expect(renewals).toBe(1)
  })
})
