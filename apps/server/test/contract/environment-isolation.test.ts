import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ask, type ContractServer, type Kept, startContractServer } from './contract-server.ts'
import { contractOperations, followed, isRecord, type Operation } from './document.ts'
import { soundAsks } from './status-cases.ts'

/**
 * A thing of another environment cannot be distinguished from one that does not exist: every operation with an id is called
 * with real ids of another environment, and its answer is byte for byte that for an unknown id, except for `instance`, the
 * request id and the id itself, which the caller knows.
 */

/** Existing things of environment A. */
interface Things {
  readonly account: string
  readonly user: string
  readonly apiToken: string
  readonly linkToken: string
  readonly webhook: string
  /** A provider that A has an OAuth app for. */
  readonly app: string
}

let server: ContractServer
let things: Things
/** A token of environment B with all rights there, and one of a single account of B. */
let outsider: string
let outsiderOfAccount: string
/** A token of an environment without requests: its log is empty, and that of B holds the attempts of B. */
let stranger: string
/** A token of A that reaches only another account of A. */
let neighbour: string

beforeAll(async () => {
  server = await startContractServer()
  const { store, environmentId } = server
  const account = await server.freshAccount('activecampaign')
  const apiToken = (await store.tokens.create(environmentId, { name: 'real' })).id
  const link = { tenantId: 'real', providers: [], context: {}, expiresAtMs: Date.now() + 600_000 }
  const linkToken = (await store.linkTokens.create(environmentId, link)).id
  await store.oauthApps.set(environmentId, 'hubspot', { id: 'made-up-app', secret: 'made-up-secret' })
  const hook = { targetUrl: 'http://127.0.0.1:9/', events: [], isActive: true } as const
  const webhook = (await store.webhooks.create(environmentId, hook)).id
  things = { account, user: '2', apiToken, linkToken, webhook, app: 'hubspot' }

  const other = await store.environments.create({ name: 'other' })
  outsider = (await store.tokens.create(other.id, { name: 'outsider' })).token
  const own = await store.accounts.create(other.id, {
    provider: 'pipedrive',
    tenantId: 'other',
    method: 'api_key',
    credential: { kind: 'api_key', apiKey: 'made-up-key' },
    variables: {},
  })
  outsiderOfAccount = (await store.tokens.create(other.id, { name: 'one', accountId: own.id })).token
  neighbour = (
    await store.tokens.create(environmentId, { name: 'one', accountId: await server.freshAccount('activecampaign') })
  ).token
  const third = await store.environments.create({ name: 'third' })
  stranger = (await store.tokens.create(third.id, { name: 'stranger' })).token
  server.sandbox.control('activecampaign').clearRequests()
})
afterAll(() => server.stop())

/** A place of a request for an id: an id of A, and one that does not exist. */
interface Place {
  readonly name: string
  readonly real: keyof Things
  readonly unknown: () => string
  readonly put: (ask: Ask, id: string) => Ask
}

const inPath = (real: keyof Things, unknown: () => string = randomUUID): Place => ({
  name: 'id in the path',
  real,
  unknown,
  put: (ask, id) => ({ ...ask, path: { ...ask.path, id } }),
})
const inQuery = (name: string, real: keyof Things, unknown: () => string = randomUUID): Place => ({
  name: `${name} in the query`,
  real,
  unknown,
  put: (ask, id) => ({ ...ask, query: { ...ask.query, [name]: id } }),
})
const inBody = (name: string): Place => ({
  name: `${name} in the body`,
  real: 'account',
  unknown: randomUUID,
  put: (ask, id) => {
    const value = name === 'accounts' ? [id] : id
    return { ...ask, body: { ...(isRecord(ask.body) ? ask.body : {}), [name]: value } }
  },
})

/** The kind of thing of an `id` in a path; `undefined`: a vendor's id, which belongs to an account. */
const pathPlaces: Readonly<Record<string, Place | undefined>> = {
  unified: undefined,
  'integrated-account': inPath('account'),
  'environment-integration': inPath('app', () => 'attio'),
  'api-token': inPath('apiToken'),
  'link-token': inPath('linkToken'),
  webhook: inPath('webhook'),
}
const queryPlaces: Readonly<Record<string, Place>> = {
  integrated_account_id: inQuery('integrated_account_id', 'account'),
  account: inQuery('account', 'account'),
  token_id: inQuery('token_id', 'apiToken'),
  user_id: inQuery('user_id', 'user', () => '7777777'),
}

const placesOf = ({ id, path, parameters, body, isOpen }: Operation): readonly Place[] => {
  // The id of a message is its sender's own.
  if (isOpen || id === 'sendMcpMessage') return []
  const [, first = ''] = path.split('/')
  return [
    ...parameters.flatMap(({ name, in: place }) => {
      if (place === 'path' && name === 'id') {
        if (!(first in pathPlaces)) throw new Error(`Say above what the id of /${first}/{id} is the id of.`)
        return pathPlaces[first] ?? []
      }
      if (place === 'query' && /(?:^|_)id$|account/.test(name) && name !== 'tenant_id') {
        const known = queryPlaces[name]
        if (known === undefined) throw new Error(`Say above what the parameter ${name} is the id of.`)
        return known
      }
      return []
    }),
    ...Object.keys(followed(body?.schema ?? {}).properties ?? {})
      .filter((name) => name === 'id' || name === 'integrated_account_id' || name === 'accounts')
      .map(inBody),
  ]
}

const walks = contractOperations.flatMap((operation) =>
  placesOf(operation).map((place) => ({ operation, id: operation.id, place, where: place.name })),
)

/** A request that is valid except for the id. */
const askOf = ({ id, parameters }: Operation, { put }: Place, value: string, token: string): Ask => {
  const takesAccount = parameters.some(({ name }) => name === 'integrated_account_id')
  const sound = soundAsks[id]
  // A link token names an account or its customer, not both.
  const base = id === 'createLinkToken' ? { ...sound, body: {} } : sound
  const account = takesAccount ? { integrated_account_id: things.account } : {}
  return put({ ...base, token, query: { ...account, ...base.query } }, value)
}

/** An answer without the values that the caller knows, and without those of the request. */
const reported = ({ status, headers, text, json }: Kept, asked: string) => {
  const instance = isRecord(json) && typeof json.instance === 'string' ? json.instance : '\0'
  const { date: _date, 'x-request-id': _id, 'content-length': _length, ...others } = headers
  return { status, others, text: text.replaceAll(instance, 'instance').replaceAll(asked, 'asked') }
}

const compare = async (operation: Operation, place: Place, token: string): Promise<Kept> => {
  const [real, unknown] = [things[place.real], place.unknown()]
  const foreign = await server.send(operation.id, askOf(operation, place, real, token))
  const missing = await server.send(operation.id, askOf(operation, place, unknown, token))
  expect(reported(foreign, real)).toEqual(reported(missing, unknown))
  return foreign
}

describe.each(walks)('$id, $where', ({ operation, place }) => {
  test('is a 404 for another environment, as for an unknown id', async () => {
    const isFilter = operation.id === 'listLogEntries'
    const { status, json } = await compare(operation, place, isFilter ? stranger : outsider)
    if (isFilter) {
      expect([status, json]).toEqual([200, { result: [], next_cursor: null, limit: 100 }])
      return
    }
    expect(json).toMatchObject({ type: expect.stringMatching(/^\/errors\/(?:account-)?not-found$/) })
    expect(status).toBe(404)
  })

  test('reveals no more to a token of one account, of either environment', async () => {
    for (const token of [outsiderOfAccount, neighbour]) {
      expect((await compare(operation, place, token)).status).toBeGreaterThanOrEqual(403)
    }
  })
})

test('the answer for an id is the same in every byte except the request id before and after the other environment makes a thing with it', async () => {
  const id = randomUUID()
  const ask = async () => {
    const asks = walks.filter(({ place }) => place.real === 'account' && place.name !== 'account in the query')
    const answers = []
    for (const { operation, place } of asks) {
      const { status, headers, text } = await server.send(operation.id, askOf(operation, place, id, outsider))
      const { date: _date, 'x-request-id': _id, ...others } = headers
      answers.push({ operation: operation.id, status, others, text })
    }
    return answers
  }
  const before = await ask()
  await server.store.accounts.create(server.environmentId, {
    id,
    provider: 'activecampaign',
    tenantId: 'real',
    method: 'api_key',
    credential: { kind: 'api_key', apiKey: 'made-up-key' },
    variables: {},
  })
  expect(await ask()).toEqual(before)
  expect(before.length).toBeGreaterThan(10)
})

test('a cursor of another environment is refused', async () => {
  const { json } = await server.send('listIntegratedAccounts', { query: { limit: 1 } })
  const next_cursor = isRecord(json) ? json.next_cursor : undefined
  expect(next_cursor).toEqual(expect.any(String))
  const { status, json: problem } = await server.send('listIntegratedAccounts', {
    token: outsider,
    query: { limit: 1, next_cursor },
  })
  expect([status, problem]).toMatchObject([400, { type: '/errors/invalid-cursor' }])
})

test('all these requests changed nothing and called no vendor', async () => {
  const { store, environmentId } = server
  expect(server.sandbox.control('activecampaign').requests()).toEqual([])
  expect(await store.accounts.get(environmentId, things.account)).toMatchObject({
    status: 'active',
    tenantId: 'contract',
  })
  expect(await store.tokens.get(environmentId, things.apiToken)).toMatchObject({ name: 'real' })
  expect(await store.linkTokens.get(environmentId, things.linkToken)).toMatchObject({ state: 'open' })
  expect(await store.oauthApps.client(environmentId, 'hubspot')).toEqual({
    id: 'made-up-app',
    secret: 'made-up-secret',
  })
})
