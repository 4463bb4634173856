import { describe, expect, it } from 'vitest'
import type { Adapter, Create, Update, VendorAnswer } from '../../contract.ts'
import { type Answer, type Exchange, paperVendor } from '../../testing/exchange.ts'
import {
  acme,
  acmeWith,
  api,
  contextOf,
  failureOf,
  livingVendor,
  type Person,
  usersOf,
} from '../../testing/made-up-vendor.ts'
import type { Transport } from '../calls/exchange.ts'
import { template, userId } from '../calls/template.ts'
import { type Handling, ProviderFailure, withoutBody } from '../failures.ts'
import { at, textAt } from '../json/json.ts'
import { DeadlinePassed } from '../limits/context.ts'
import type { UserBody } from './changes.ts'

const { create, update } = acme.users
if ('absent' in create || 'absent' in update) throw new Error('Acme writes.')
const ann = { id: '1', full_name: 'Ann Lee', first: 'Ann', last: 'Lee', mail: 'ann@example.com', active: true }

const acmeUpdating = (change: Partial<Update<Person>>): Adapter<Person> =>
  acmeWith({ update: { ...update, ...change } })
const acmeCreating = (change: Partial<Create>): Adapter<Person> => acmeWith({ create: { ...create, ...change } })

interface Write {
  readonly adapter?: Adapter<Person>
  readonly body: UserBody
  readonly exchanges?: readonly Exchange[]
  readonly handling?: Handling
  readonly remoteQuery?: Readonly<Record<string, unknown>>
}

const run = async (
  operation: 'create' | 'update',
  { adapter = acme, exchanges = [], handling = 'lenient', ...query }: Write,
) => {
  const vendor = paperVendor(exchanges)
  try {
    const users = usersOf(adapter, vendor)
    const write = { ...query, handling }
    return await (operation === 'create' ? users.create(write, contextOf()) : users.update('1', write, contextOf()))
  } finally {
    expect(vendor.complaints()).toEqual([])
  }
}
const updating = (write: Write) => run('update', write)
const creating = (write: Write) => run('create', write)

const patch = (body: unknown, answer: Answer): Exchange => ({ request: `PATCH ${api}/users/1`, body, answer })
const post = (body: unknown, answer: Answer): Exchange => ({ request: `POST ${api}/users`, body, answer })
const got = (answer: Answer): Exchange => ({ request: `GET ${api}/users/1`, answer })

describe('a change', () => {
  it('sends only the fields of the request, and returns the user as the vendor has it afterwards', async () => {
    const after = { ...ann, first: 'Anna', full_name: 'Anna Lee' }
    const written = await updating({
      body: { first_name: 'Anna' },
      exchanges: [patch({ first: 'Anna' }, { body: after })],
    })
    expect(written.user).toMatchObject({ id: '1', name: 'Anna Lee', first_name: 'Anna' })
    expect(written.remote).toEqual(after)
    expect(written.warnings).toEqual([])
  })

  it('is followed by a read where the answer lacks the user', async () => {
    const readBack = acmeUpdating({
      steps: ({ body }) => [{ method: 'PATCH', path: template`/users/${userId}`, body }],
    })
    const written = await updating({
      adapter: readBack,
      body: { email: 'ann@example.com' },
      exchanges: [patch({ mail: 'ann@example.com' }, { body: { ok: true } }), got({ body: ann })],
    })
    expect(written.user.email).toBe('ann@example.com')
  })

  it('whose answer is another user is not understood', async () => {
    const exchanges = [patch({ first: 'Ann' }, { body: { ...ann, id: '2' } })]
    const failure = await failureOf(() => updating({ body: { first_name: 'Ann' }, exchanges }))
    expect(failure).toMatchObject({ slug: 'provider-error', options: { remote: { status: 200 } } })
  })

  it('is followed by a read after a 204, without remote_query, which belongs to the main call', async () => {
    const exchanges = [
      { request: `PATCH ${api}/users/1?notify=false`, body: { active: true }, answer: { status: 204 } },
      got({ body: ann }),
    ]
    const written = await updating({ body: { is_active: true }, exchanges, remoteQuery: { notify: false } })
    expect(written.user.is_active).toBe(true)
  })

  it('has remote_data merged over its body: objects deep, arrays replaced', async () => {
    const adapter = acmeUpdating({
      steps: ({ body }) => [
        {
          method: 'PATCH',
          path: template`/users/${userId}`,
          body: { data: { ...body, tags: [1, 2], deep: { a: 1 } } },
          hasUser: true,
        },
      ],
      remoteDataAt: 'data',
    })
    const body = { email: 'x@example.com', remote_data: { mail: 'ann@example.com', tags: [3], deep: { b: 2 } } }
    const sent = { data: { mail: 'ann@example.com', tags: [3], deep: { a: 1, b: 2 } } }
    const written = await updating({ adapter, body, exchanges: [patch(sent, { body: ann })] })
    expect(written.user.email).toBe('ann@example.com')
  })

  it('may be remote_data alone, and may be a form', async () => {
    await updating({
      body: { remote_data: { team: { id: 7 } } },
      exchanges: [patch({ team: { id: 7 } }, { body: ann })],
    })
    const adapter = acmeUpdating({
      steps: ({ changes }) => [
        {
          method: 'PATCH',
          path: template`/users/${userId}`,
          form: { mail: String(changes.email) },
          hasUser: true,
        },
      ],
    })
    const body = { email: 'ann@example.com', remote_data: { notify: true } }
    await updating({ adapter, body, exchanges: [patch('mail=ann@example.com&notify=true', { body: ann })] })
  })

  it('that the vendor accepted but does not show is reported in a warning', async () => {
    const written = await updating({
      body: { email: 'new@example.com' },
      exchanges: [patch({ mail: 'new@example.com' }, { body: ann })],
    })
    expect(written.user.email).toBe('ann@example.com')
    expect(written.warnings).toMatchObject([{ code: 'not-yet-visible', pointer: '/email' }])
  })

  it('names the fields that it left out, and applies the others', async () => {
    const written = await updating({
      body: { is_active: true, custom_fields: {} },
      exchanges: [patch({ active: true }, { body: ann })],
    })
    expect(written.warnings).toMatchObject([{ code: 'field-not-supported', pointer: '/custom_fields' }])
  })

  it.each<[string, Write]>([
    ['in strict handling', { body: { is_active: true, custom_fields: {} }, handling: 'strict' }],
    ['when nothing is left', { body: { custom_fields: {} } }],
    ['for an id in remote_data', { body: { email: 'a@b', remote_data: { id: '2' } } }],
    ['when it changes nothing', { body: {} }],
    [
      'where the vendor changes nobody',
      { adapter: acmeWith({ update: { absent: 'Acme is read-only.' } }), body: { email: 'a@b' } },
    ],
  ])('is refused before any call %s', async (_what, write) => {
    const failure = await failureOf(() => updating(write))
    expect(['field-not-supported', 'invalid-request', 'operation-not-supported']).toContain(failure.slug)
  })

  it('of an unknown user is not found', async () => {
    const failure = await failureOf(() =>
      updating({ body: { is_active: true }, exchanges: [patch({ active: true }, { status: 404 })] }),
    )
    expect(failure.slug).toBe('user-not-found')
  })
})

describe('a change whose answer has no user', () => {
  const stating = (done: (answer: VendorAnswer) => boolean) =>
    acmeUpdating({
      steps: ({ body }) => [{ method: 'PATCH', path: template`/users/${userId}`, body, done }],
    })
  const saysOk = ({ body }: VendorAnswer): boolean => at(body, 'result') === 'ok'
  const change = { body: { is_active: true } }

  it('is made when the adapter recognises the answer as a success', async () => {
    const exchanges = [patch({ active: true }, { body: { result: 'ok' } }), got({ body: ann })]
    expect((await updating({ ...change, adapter: stating(saysOk), exchanges })).user.id).toBe('1')
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['an empty object', {}],
    ['no data', { data: null }],
    ['an empty list', []],
    ['an error object', { error_message: 'Something broke', status_code: 500 }],
  ])('has an unknown outcome when the vendor answers 200 with %s', async (_name, body) => {
    const failure = await failureOf(() =>
      updating({ ...change, adapter: stating(saysOk), exchanges: [patch({ active: true }, { body })] }),
    )
    expect(failure).toMatchObject({ slug: 'outcome-unknown', options: { remote: { status: 200 } } })
  })
})

describe('a change in several calls', () => {
  /** The state has a separate call: the first when the user is activated, the last when not. */
  const several = acmeUpdating({
    separate: ['is_active', 'email'],
    steps: ({ changes: { is_active, email }, body }) => [
      is_active === true && { method: 'POST', path: template`/users/${userId}/on`, fields: ['is_active'] },
      body && { method: 'PATCH', path: template`/users/${userId}`, body },
      email !== undefined && { method: 'PUT', path: template`/users/${userId}/mail`, body: email, fields: ['email'] },
      is_active === false && { method: 'POST', path: template`/users/${userId}/off`, fields: ['is_active'] },
    ],
  })
  const off = (answer: Answer): Exchange => ({ request: `POST ${api}/users/1/off`, answer })
  const body = { first_name: 'Ann', is_active: false, remote_data: { x: 1 } }
  const main = (answer: Answer): Exchange => patch({ first: 'Ann', x: 1 }, answer)

  it('is made in the order of the adapter, with remote_data in the main call only', async () => {
    const after = { ...ann, active: false }
    const written = await updating({ adapter: several, body, exchanges: [main({}), off({}), got({ body: after })] })
    expect(written.user).toMatchObject({ first_name: 'Ann', is_active: false })
    const turned = await updating({
      adapter: several,
      body: { is_active: true },
      exchanges: [{ request: `POST ${api}/users/1/on`, answer: {} }, got({ body: ann })],
    })
    expect(turned.warnings).toEqual([])
  })

  it('has remote_query in its main call only', async () => {
    const exchanges = [
      { request: `PATCH ${api}/users/1?notify=false`, body: { first: 'Ann', x: 1 }, answer: {} },
      off({}),
      got({ body: { ...ann, active: false } }),
    ]
    const written = await updating({ adapter: several, body, exchanges, remoteQuery: { notify: false } })
    expect(written.user.is_active).toBe(false)
  })

  it('that fails at the first call is an ordinary failure', async () => {
    const failure = await failureOf(() => updating({ adapter: several, body, exchanges: [main({ status: 422 })] }))
    expect(failure).toMatchObject({ slug: 'provider-rejected', options: { status: 422 } })
  })

  it.each([
    [400, 422],
    [401, 422],
    [403, 422],
    [404, 422],
    [409, 422],
    [429, 502],
    [500, 502],
  ])('that fails later (%d) names what was applied and what was not, as %d', async (theirs, ours) => {
    const refused = [main({}), off({ status: theirs, body: { message: 'No seat' } })]
    const exchanges = theirs === 401 ? [...refused, { request: `GET ${api}/me`, answer: { body: ann } }] : refused
    const failure = await failureOf(() => updating({ adapter: several, body, exchanges }))
    expect(failure).toMatchObject({
      slug: 'partially-applied',
      options: {
        status: ours,
        applied: ['first_name', 'remote_data'],
        failed: ['is_active'],
        remote: { status: theirs, message: 'No seat' },
      },
    })
    expect(failure.message).toContain('No seat')
  })

  it('names every field that was not reached', async () => {
    const all = { ...body, email: 'ann@example.com' }
    const mail = { request: `PUT ${api}/users/1/mail`, body: 'ann@example.com', answer: { status: 400 } }
    const failure = await failureOf(() => updating({ adapter: several, body: all, exchanges: [main({}), mail] }))
    expect(failure).toMatchObject({
      options: { applied: ['first_name', 'remote_data'], failed: ['email', 'is_active'] },
    })
  })

  it.each<[string, Answer]>([
    ['fails', { status: 500 }],
    ['is refused', { status: 403 }],
    ['finds nobody yet', { status: 404 }],
    ['is not understood', { body: [] }],
    ['is no JSON', { body: '<html>' }],
  ])('is reported from the sent values when the read after it %s', async (_what, answer) => {
    const tries = answer.status === 500 ? [got(answer), got(answer), got(answer)] : [got(answer)]
    const written = await updating({ adapter: several, body, exchanges: [main({}), off({}), ...tries] })
    expect(written.user).toEqual({ id: '1', first_name: 'Ann', is_active: false })
    expect(written.warnings).toMatchObject([{ code: 'read-back-failed' }])
  })
})

describe('a change that reads the record first', () => {
  const readsFirst = acmeUpdating({
    readsFirst: {
      id: (record) => (record.last === 'Frozen' ? undefined : `seat-${record.id}`),
      impossible: 'This user is frozen.',
    },
    steps: ({ record, changes, body }) => [
      changes.is_active !== record?.active && {
        method: 'PATCH',
        path: template`/people/${userId}`,
        body,
        hasUser: true,
      },
    ],
  })
  const change = { adapter: readsFirst, body: { is_active: false } }
  const put = (answer: Answer): Exchange => ({ request: `PATCH ${api}/people/seat-1`, body: { active: false }, answer })

  it('plans by its state', async () => {
    const written = await updating({
      ...change,
      exchanges: [got({ body: ann }), put({ body: { ...ann, active: false } })],
    })
    expect(written.user.is_active).toBe(false)
  })

  it('makes no call when the record has the requested values', async () => {
    const written = await updating({ ...change, exchanges: [got({ body: { ...ann, active: false } })] })
    expect(written.user.is_active).toBe(false)
  })

  it('makes another read for what the record lacks, goes on when that is not found, and stops at any other failure', async () => {
    const adapter = acmeUpdating({
      readsFirst: true,
      alsoReads: (remoteData) =>
        at(remoteData, 'team') === undefined ? { path: template`/users/${userId}/team` } : undefined,
      steps: ({ body, besides }) => [
        {
          method: 'PATCH',
          path: template`/users/${userId}`,
          body: { ...body, team: at(besides, 'team') },
          hasUser: true,
        },
      ],
    })
    const team = (answer: Answer): Exchange => ({ request: `GET ${api}/users/1/team`, answer })
    const write = { adapter, body: { is_active: false } }
    const done = { body: { ...ann, active: false } }
    await updating({
      ...write,
      exchanges: [got({ body: ann }), team({ body: { team: 7 } }), patch({ active: false, team: 7 }, done)],
    })
    await updating({ ...write, exchanges: [got({ body: ann }), team({ status: 404 }), patch({ active: false }, done)] })
    await updating({
      adapter,
      body: { is_active: false, remote_data: { team: 8 } },
      exchanges: [got({ body: ann }), patch({ active: false, team: 8 }, done)],
    })
    const failure = await failureOf(() =>
      updating({ ...write, exchanges: [got({ body: ann }), team({ status: 403 })] }),
    )
    expect(failure).toMatchObject({ slug: 'provider-forbidden' })
  })

  it('is refused when this record cannot be changed', async () => {
    const failure = await failureOf(() =>
      updating({ ...change, exchanges: [got({ body: { ...ann, last: 'Frozen' } })] }),
    )
    expect(failure).toMatchObject({
      slug: 'field-not-supported',
      message: 'This user is frozen.',
      errors: [{ pointer: '/is_active', detail: 'This user is frozen.' }],
    })
  })

  it('is not found when there is no record', async () => {
    expect((await failureOf(() => updating({ ...change, exchanges: [got({ status: 404 })] }))).slug).toBe(
      'user-not-found',
    )
  })

  it('runs one after the other for one record', async () => {
    const log: string[] = []
    let active = true
    const vendor = livingVendor(({ method }) => {
      log.push(method)
      if (method === 'PATCH') active = !active
      return { body: { ...ann, active } }
    })
    const users = usersOf(readsFirst, vendor)
    const flip = (is_active: boolean) => users.update('1', { body: { is_active }, handling: 'strict' }, contextOf())
    await Promise.all([flip(false), flip(true), flip(false)])
    expect(log).toEqual(['GET', 'PATCH', 'GET', 'PATCH', 'GET', 'PATCH'])
    expect(active).toBe(false)
  })
})

describe('a new user', () => {
  const body = { email: 'ann@example.com', name: 'Ann Lee' }
  const sent = { mail: 'ann@example.com', full_name: 'Ann Lee' }

  it('is the one in the answer', async () => {
    const written = await creating({ body, exchanges: [post(sent, { status: 201, body: ann })] })
    expect(written.user).toMatchObject({ id: '1', email: 'ann@example.com' })
  })

  it('is read by the id in the answer, or by a search', async () => {
    const byId = acmeCreating({ id: (answer) => textAt(answer.body, 'new') })
    const made = post(sent, { status: 201, body: { new: '1' } })
    expect((await creating({ adapter: byId, body, exchanges: [made, got({ body: ann })] })).user.id).toBe('1')
    const byLookup = acmeCreating({
      lookup: ({ body: answer }) => ({ path: template`/by/${String(at(answer, 'new'))}` }),
    })
    const found = { request: `GET ${api}/by/1`, answer: { body: ann } }
    expect((await creating({ adapter: byLookup, body, exchanges: [made, found] })).user.id).toBe('1')
  })

  it('has remote_data merged where the adapter places it', async () => {
    const adapter = acmeCreating({
      request: (input) => ({ method: 'POST', path: '/users', body: { users: [input.body] } }),
      remoteDataAt: 'users.0',
    })
    const exchanges = [post({ users: [{ ...sent, team: 'x' }] }, { body: ann })]
    await creating({ adapter, body: { ...body, remote_data: { team: 'x' } }, exchanges })
  })

  it('is read without remote_query, which belongs to its creation', async () => {
    const adapter = acmeCreating({ id: (answer) => textAt(answer.body, 'new') })
    const made = { request: `POST ${api}/users?notify=false`, body: sent, answer: { body: { new: '1' } } }
    const exchanges = [made, got({ body: ann })]
    expect((await creating({ adapter, body, exchanges, remoteQuery: { notify: false } })).user.id).toBe('1')
  })

  it('is reported from the sent values when it cannot be read', async () => {
    const adapter = acmeCreating({ id: (answer) => textAt(answer.body, 'new') })
    const exchanges = [post(sent, { body: { new: '1' } }), got({ status: 404 })]
    const written = await creating({ adapter, body, exchanges })
    expect(written.user).toEqual({ id: '1', name: 'Ann Lee', email: 'ann@example.com' })
    expect(written.warnings).toMatchObject([{ code: 'read-back-failed' }])
  })

  it('is refused before any call without the fields that the vendor needs', async () => {
    const failure = await failureOf(() => creating({ body: { name: 'Ann Lee' } }))
    expect(failure).toMatchObject({ slug: 'invalid-request', missingFields: ['email'] })
  })

  it.each([400, 402, 409, 422, 403])('that the vendor refuses with %d is an ordinary refusal', async (status) => {
    const failure = await failureOf(() => creating({ body, exchanges: [post(sent, { status })] }))
    expect(failure.slug).toMatch(/^provider-(rejected|conflict|forbidden)$/)
  })

  it.each<[string, Answer]>([
    ['fails', { status: 500, body: { message: 'Oops' } }],
    ['is unavailable', { status: 503, headers: { 'retry-after': '1' } }],
    ['redirects', { status: 302, headers: { location: 'https://evil.test/' } }],
    ['answers with a page', { status: 200, body: '<html>' }],
    ['answers with nothing', { status: 200 }],
    ['answers without a record', { status: 201, body: [] }],
    ['answers without an id', { status: 201, body: { full_name: 'Ann Lee' } }],
  ])('may exist when the vendor %s, so the outcome is unknown', async (_what, answer) => {
    const failure = await failureOf(() => creating({ body, exchanges: [post(sent, answer)] }))
    expect(failure).toMatchObject({ slug: 'outcome-unknown', options: { remote: { status: answer.status } } })
  })

  it('may exist when the answer has no id, or no user is found by it', async () => {
    const byId = acmeCreating({ id: (answer) => textAt(answer.body, 'new') })
    const nameless = () => creating({ adapter: byId, body, exchanges: [post(sent, { body: {} })] })
    expect((await failureOf(nameless)).slug).toBe('outcome-unknown')
    const empty = () => creating({ adapter: byId, body, exchanges: [post(sent, { body: { new: '' } })] })
    expect((await failureOf(empty)).slug).toBe('outcome-unknown')
    const byLookup = acmeCreating({ lookup: () => ({ path: '/by/1' }) })
    const exchanges = [post(sent, { body: {} }), { request: `GET ${api}/by/1`, answer: { status: 404 } }]
    expect((await failureOf(() => creating({ adapter: byLookup, body, exchanges }))).slug).toBe('outcome-unknown')
  })

  it('is not supported where the vendor cannot create users', async () => {
    const failure = await failureOf(() =>
      creating({ adapter: acmeWith({ create: { absent: 'Acme invites by mail.' } }), body }),
    )
    expect(failure.message).toContain('Acme invites by mail.')
  })
})

describe('a removal', () => {
  const removing = async (adapter: Adapter<Person>, exchanges: readonly Exchange[]) => {
    const vendor = paperVendor(exchanges)
    try {
      return await usersOf(adapter, vendor).delete('1', {}, contextOf())
    } finally {
      expect(vendor.complaints()).toEqual([])
    }
  }
  const gone = (answer: Answer): Exchange => ({ request: `DELETE ${api}/users/1`, answer })

  it('answers with the id', async () => {
    expect(await removing(acme, [gone({ status: 204 })])).toMatchObject({ id: '1', answer: { status: 204 } })
  })

  it('of an unknown user is not found', async () => {
    expect((await failureOf(() => removing(acme, [gone({ status: 404 })]))).slug).toBe('user-not-found')
  })

  it('may need another id, or be impossible', async () => {
    const adapter = acmeWith({
      delete: {
        readsFirst: {
          id: ({ active, last }) => (active === true ? String(last) : undefined),
          impossible: 'Gone already.',
        },
        request: { method: 'DELETE', path: template`/seats/${userId}` },
        done: ({ body }, seat) => at(body, 'seat') === seat,
      },
    })
    const seat = { request: `DELETE ${api}/seats/Lee`, answer: { body: { seat: 'Lee' } } }
    expect(await removing(adapter, [got({ body: ann }), seat])).toMatchObject({ id: '1' })
    const failure = await failureOf(() => removing(adapter, [got({ body: { ...ann, active: false } })]))
    expect(failure).toMatchObject({ slug: 'user-not-found', message: 'Gone already.' })
  })

  it('is refused with how to deactivate where the vendor supports only that', async () => {
    const adapter = acmeWith({ delete: { absent: 'Send PATCH with is_active=false.' } })
    expect(await failureOf(() => removing(adapter, []))).toMatchObject({
      slug: 'operation-not-supported',
      message: expect.stringContaining('PATCH with is_active=false'),
    })
  })
})

describe('an unknown outcome', () => {
  const failing = (failure: ProviderFailure, succeeding = 0): Transport => {
    let calls = 0
    return {
      send: async () => {
        calls += 1
        if (calls > succeeding) throw failure
        return { status: 200, headers: {}, body: Buffer.from('{}') }
      },
      stream: () => Promise.reject(failure),
    }
  }
  const lost = [
    new ProviderFailure('provider-unavailable', 'lost', { mayHaveBeenApplied: true, isTransient: true }),
    new ProviderFailure('provider-timeout', 'late', { mayHaveBeenApplied: true, cause: new DeadlinePassed() }),
    new ProviderFailure('provider-error', 'cut', { mayHaveBeenApplied: true, isTransient: true }),
  ]
  const notSent = [
    new ProviderFailure('provider-unavailable', 'not sent'),
    new ProviderFailure('provider-timeout', 'not sent'),
  ]
  const body = { email: 'ann@example.com' }
  const writes = (transport: Transport): (() => Promise<unknown>)[] => {
    const users = usersOf(acme, transport)
    const query = { body, handling: 'lenient' as const }
    return [
      () => users.create(query, contextOf()),
      () => users.update('1', query, contextOf()),
      () => users.delete('1', {}, contextOf()),
    ]
  }

  it('is reported for a creation whose answer is too large, not for an update, which is safe to repeat', async () => {
    const large = new ProviderFailure('provider-response-too-large', 'large', {
      remote: withoutBody(200),
      mayHaveBeenApplied: true,
    })
    const [create, update] = writes(failing(large))
    await expect(create?.()).rejects.toMatchObject({ slug: 'outcome-unknown' })
    await expect(update?.()).rejects.toMatchObject({ slug: 'provider-response-too-large' })
  })

  it.each(lost)('is reported for every write: $slug', async (failure) => {
    for (const work of writes(failing(failure))) {
      expect(await failureOf(work)).toMatchObject({ slug: 'outcome-unknown', cause: failure })
    }
  })

  it.each(notSent)('is not reported when the write was certainly not sent: $slug', async (failure) => {
    for (const work of writes(failing(failure))) expect(await failureOf(work)).toBe(failure)
  })

  it.each<Answer>([{ status: 500 }, { status: 502 }, { status: 302 }, { body: '<html>' }])(
    'is not reported for a change or removal that is safe to repeat: %j',
    async (answer) => {
      const [, change, removal] = writes(paperVendor([], answer))
      for (const work of [change, removal]) {
        expect((await failureOf(async () => work?.())).slug).toBe('provider-error')
      }
    },
  )

  it('at a later call is reported as partially applied', async () => {
    const adapter = acmeUpdating({
      separate: ['is_active'],
      steps: ({ body: main }) => [
        { method: 'PATCH', path: template`/users/${userId}`, body: main },
        { method: 'POST', path: template`/users/${userId}/off`, fields: ['is_active'] },
      ],
    })
    const users = usersOf(adapter, failing(lost[0] ?? new ProviderFailure('internal', ''), 1))
    const change = () => users.update('1', { body: { ...body, is_active: false }, handling: 'lenient' }, contextOf())
    expect(await failureOf(change)).toMatchObject({
      slug: 'partially-applied',
      options: { status: 502, applied: ['email'], failed: ['is_active'] },
    })
  })
})
