import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { createClient, isProblem, ProblemError, unwrap } from '@rollcall/client'

// What the README promises, on the Node that runs this, against the server at ROLLCALL_URL.

const client = createClient({ baseUrl: process.env.ROLLCALL_URL, token: async () => 'demo-token' })
const providers = []
for await (const { name } of client.items('/integration')) providers.push(name)
assert.ok(providers.includes('pipedrive'))

let account
for await (const found of client.accounts()) if (found.integration.name === 'pipedrive') account = found
const query = { integrated_account_id: account.id }

const users = []
for await (const user of client.users({ params: { query: { ...query, limit: 100 } } })) users.push(user)
const lines = []
for await (const user of client.userLines({ params: { query } })) lines.push(user)
assert.ok(users.length > 100)
assert.deepEqual(
  users.map(({ id }) => id),
  lines.map(({ id }) => id),
)

const params = { path: { id: users[0].id }, query }
assert.equal(unwrap(await client.GET('/unified/crm/users/{id}', { params })).id, users[0].id)
const header = { 'Idempotency-Key': crypto.randomUUID() }
const written = await client.PATCH('/unified/crm/users/{id}', {
  params: { ...params, header },
  body: { is_active: true },
})
assert.equal(written.data.is_active, true)
const raw = await client.raw('/unified/crm/users/{id}', { params })
assert.equal((await raw.json()).success, true)

const { error } = await client.GET('/unified/crm/users/{id}', { params: { ...params, path: { id: '999999' } } })
assert.equal(error.type, '/errors/user-not-found')
assert.ok(isProblem(error, '/errors/user-not-found'))
await assert.rejects(
  client.raw('/unified/crm/users/{id}', { params: { ...params, path: { id: '999999' } } }),
  ProblemError,
)

const aborted = AbortSignal.abort()
await assert.rejects(client.GET('/ping', { signal: aborted }), { name: 'AbortError' })

const silent = createServer(() => undefined)
await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve))
const hanging = createClient({ baseUrl: `http://127.0.0.1:${silent.address().port}`, timeoutMs: 50, retries: 1 })
await assert.rejects(hanging.GET('/ping'), { name: 'TimeoutError' })
await assert.rejects(
  hanging.GET('/ping', { signal: AbortSignal.timeout(20) }),
  ({ message }) => !message.includes('did not begin'),
)
silent.closeAllConnections()
silent.close()

console.log(`${users.length} users`)
