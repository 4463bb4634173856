import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  Environment,
  HeaderMap,
  InitializeBuilder,
  OAuthBuilder,
  type OAuthToken,
  ParameterMap,
  Users,
} from '@zohocrm/typescript-sdk-8.0'
import { createSandbox } from '../src/index.ts'

const sandbox = createSandbox({ vendors: ['zoho-crm'] })
const operations = new Users.UsersOperations()
const ada = 554023000000235001n
const ben = 554023000000235002n
let folder = ''

/** A token store without a file. */
const memory = () => {
  let kept: OAuthToken | null = null
  return {
    findToken: async () => kept,
    findTokenById: async () => kept,
    saveToken: async (token: OAuthToken) => {
      kept = token
    },
    deleteToken: async () => {},
    getTokens: async () => (kept ? [kept] : []),
    deleteTokens: async () => {},
  }
}

before(async () => {
  const { origin } = await sandbox.listen()
  folder = await mkdtemp(join(tmpdir(), 'sandbox-zoho-crm-'))
  const token = new OAuthBuilder()
    .clientId('sandbox-zoho-crm-client')
    .clientSecret('sandbox-zoho-crm-client-secret')
    .refreshToken('sandbox-zoho-crm-refresh')
    .build()
  const base = `${origin}/zoho-crm`
  const builder = new InitializeBuilder()
  builder.environment(new Environment(base, `${base}/oauth/v2/token`, base))
  builder.token(token).store(memory()).resourcePath(folder)
  await builder.initialize()
})

after(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
})

test('lists every page until there are no more records', async () => {
  const seen: unknown[] = []
  for (let page = 1, more = true; more; page += 1) {
    const parameters = new ParameterMap()
    await parameters.add(Users.GetUsersParam.PAGE, page)
    await parameters.add(Users.GetUsersParam.PER_PAGE, 100)
    const response = await operations.getUsers(parameters)
    const body = response.getObject()
    assert.ok(body instanceof Users.ResponseWrapper)
    seen.push(...body.getUsers().map((user) => user.getEmail()))
    more = body.getInfo().getMoreRecords()
  }
  assert.equal(seen[0], 'ada.archer@acme.example')
  assert.ok(seen.length > 300)
  assert.equal(new Set(seen).size, seen.length)
})

test('starts with a token, its own user and the organisation', () => {
  const calls = sandbox.control('zoho-crm').requests()
  assert.deepEqual(
    calls.slice(0, 3).map((call) => `${call.method} ${call.path} ${call.status}`),
    ['POST /oauth/v2/token 200', 'GET /crm/v8/users 200', 'GET /crm/v8/org 200'],
  )
})

test('gets one user, with a long id and real dates', async () => {
  const user = await read(ada)
  assert.equal(user.getId(), ada)
  assert.equal(user.getFullName(), 'Ada Archer')
  assert.equal(user.getProfile().getName(), 'Standard')
  assert.equal(user.getCreatedTime().toISOString(), '2023-01-03T08:52:30.000Z')
})

test('finds no user in an empty answer', async () => {
  const response = await operations.getUser(554023000000999999n, new HeaderMap())
  assert.equal(response.getStatusCode(), 204)
  assert.equal(response.getObject(), null)
})

test('updates a user, and reads the change', async () => {
  const user = new Users.Users()
  user.setFirstName('Benjamin')
  const outcome = await update(ben, user)
  assert.ok(outcome instanceof Users.SuccessResponse)
  assert.equal(outcome.getMessage(), 'User updated')
  assert.equal((await read(ben)).getFullName(), 'Benjamin Hansen')
})

test('reads a refusal of the item', async () => {
  const user = new Users.Users()
  user.setEmail('else@acme.example')
  const outcome = await update(ben, user)
  assert.ok(outcome instanceof Users.APIException)
  assert.equal(outcome.getCode().getValue(), 'EMAIL_UPDATE_NOT_ALOWED')
})

test('creates a user, and deletes it', async () => {
  const user = new Users.Users()
  user.setLastName('New')
  user.setEmail('new@acme.example')
  const role = new Users.Role()
  role.setId(554023000000015966n)
  user.setRole(role)
  const profile = new Users.Profile()
  profile.setId(554023000000015975n)
  user.setProfile(profile)
  const created = outcomeOf((await operations.createUsers(bodyOf(user))).getObject())
  assert.ok(created instanceof Users.SuccessResponse)
  const id = BigInt(String(created.getDetails().get('id')))
  assert.equal((await read(id)).getLastName(), 'New')
  const deleted = outcomeOf((await operations.deleteUser(id)).getObject())
  assert.ok(deleted instanceof Users.SuccessResponse)
  const again = outcomeOf((await operations.deleteUser(id)).getObject())
  assert.ok(again instanceof Users.APIException)
})

const read = async (id: bigint): Promise<Users.Users> => {
  const body = (await operations.getUser(id, new HeaderMap())).getObject()
  assert.ok(body instanceof Users.ResponseWrapper)
  const [user] = body.getUsers()
  assert.ok(user)
  return user
}

const update = async (id: bigint, user: Users.Users): Promise<unknown> =>
  outcomeOf((await operations.updateUser(id, bodyOf(user))).getObject())

const bodyOf = (user: Users.Users): Users.BodyWrapper => {
  const body = new Users.BodyWrapper()
  body.setUsers([user])
  return body
}

const outcomeOf = (body: unknown): unknown => {
  assert.ok(body instanceof Users.ActionWrapper)
  return body.getUsers()[0]
}
