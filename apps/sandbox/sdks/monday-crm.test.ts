import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import monday, { ApiClient } from '@mondaydotcomorg/api'
import { runVendor } from './start.ts'

// Node finds no such named export in the package's CommonJS.
const { ClientError } = monday
const running = runVendor('monday-crm')

interface User {
  readonly id: string
  readonly name: string
  readonly status: string
}

const client = (token = 'sandbox-monday-crm-token'): ApiClient =>
  new ApiClient({ token, apiVersion: '2026-10', endpoint: `${running().origin}/v2` })

const user = async (id: string): Promise<User | undefined> => {
  const query = 'query ($ids: [ID!]) { users(ids: $ids, status: [ACTIVE, INACTIVE, PENDING]) { id name status } }'
  const { users } = await client().request<{ users: readonly User[] }>(query, { ids: [id] })
  return users[0]
}

describe('@mondaydotcomorg/api 14.0.0', () => {
  test('lists and gets users', async () => {
    const { users } = await client().request<{ users: readonly User[] }>('{ users(limit: 5) { id name } }')
    assert.equal(users.length, 5)
    assert.equal((await user('4012001'))?.name, 'Ada Archer')
    assert.equal(await user('99'), undefined)
    assert.equal((await client().operations.getMeOp()).me?.id, '4012011')
  })

  test('works with its own default version', async () => {
    const byDefault = new ApiClient({ token: 'sandbox-monday-crm-token', endpoint: `${running().origin}/v2` })
    const { me } = await byDefault.request<{ me: { enabled: boolean } }>('{ me { enabled } }')
    assert.equal(me.enabled, true)
  })

  test('updates, deactivates, activates and invites', async () => {
    const update = `mutation ($updates: [UserUpdateInput!]!) {
      update_multiple_users(user_updates: $updates) { updated_users { name } errors { code } }
    }`
    await client().request(update, { updates: [{ user_id: '4012002', user_attribute_updates: { name: 'Benjamin' } }] })
    assert.equal((await user('4012002'))?.name, 'Benjamin')
    await client().request('mutation { deactivate_users(user_ids: ["4012002"]) { errors { code } } }')
    assert.equal((await user('4012002'))?.status, 'INACTIVE')
    await client().request('mutation { activate_users(user_ids: ["4012002"]) { errors { code } } }')
    assert.equal((await user('4012002'))?.status, 'ACTIVE')
    const invite =
      'mutation { invite_users(emails: ["new@acme.example"], user_role: MEMBER, product: crm) { invited_users { id } } }'
    const invited = await client().request<{ invite_users: { invited_users: readonly User[] } }>(invite)
    assert.equal((await user(invited.invite_users.invited_users[0]?.id ?? ''))?.status, 'PENDING')
  })

  test('throws its errors', async () => {
    const unknownField = client().request('{ me { enabled } }')
    await assert.rejects(unknownField, (error) => error instanceof ClientError && error.response.status === 200)
    await assert.rejects(client('wrong').request('{ me { id } }'), (error) => {
      return error instanceof ClientError && error.response.status === 401
    })
    running().control.limitRate({ limit: 0, windowMs: 60_000 })
    await assert.rejects(client().request('{ me { id } }'), (error) => {
      return error instanceof ClientError && error.response.status === 429
    })
  })
})
