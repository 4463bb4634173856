import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Client } from '@hubspot/api-client'
import { runVendor } from './start.ts'

const running = runVendor('hubspot')

const client = (accessToken = 'sandbox-hubspot-token'): Client =>
  new Client({ accessToken, basePath: running().origin })

const firstOwner = async (): Promise<{ ownerId: number; userId: string }> => {
  const page = await client().crm.owners.ownersApi.getPage(undefined, undefined, 1)
  const [owner] = page.results
  assert.ok(owner?.userId)
  return { ownerId: Number(owner.id), userId: String(owner.userId) }
}

describe('@hubspot/api-client 14.0.1', () => {
  test('walks the owners page by page, with dates that are dates', async () => {
    const { ownersApi } = client().crm.owners
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await ownersApi.getPage(undefined, after, 150, false)
      for (const owner of page.results) {
        seen.push(owner.id)
        assert.ok(owner.createdAt instanceof Date && !Number.isNaN(owner.createdAt.getTime()))
        assert.equal(owner.archived, false)
      }
      after = page.paging?.next?.after
    } while (after !== undefined)
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(seen.length > 300)
  })

  test('finds an owner by e-mail, by id, by the user’s id, and archived ones separately', async () => {
    const { ownersApi } = client().crm.owners
    const { ownerId, userId } = await firstOwner()
    assert.notEqual(String(ownerId), userId)
    const byEmail = await ownersApi.getPage('ada.archer@acme.example')
    assert.deepEqual(
      byEmail.results.map((owner) => Number(owner.id)),
      [ownerId],
    )
    assert.equal((await ownersApi.getById(ownerId)).firstName, 'Ada')
    assert.equal((await ownersApi.getById(Number(userId), 'userId')).firstName, 'Ada')
    const [gone] = (await ownersApi.getPage(undefined, undefined, 1, true)).results
    assert.equal(gone?.archived, true)
    assert.equal((await ownersApi.getById(Number(gone?.id), 'id', true)).id, gone?.id)
  })

  test('makes, changes and removes a user', async () => {
    const { usersApi } = client().settings.users
    const made = await usersApi.create({ email: 'new@acme.example', sendWelcomeEmail: false, firstName: 'Nina' })
    assert.equal((await usersApi.getById(made.id)).email, 'new@acme.example')
    const changed = await usersApi.replace(made.id, { lastName: 'New' })
    assert.deepEqual([changed.firstName, changed.lastName], ['Nina', 'New'])
    const [owner] = (await client().crm.owners.ownersApi.getPage('new@acme.example')).results
    assert.equal(owner?.lastName, 'New')
    await usersApi.archive('new@acme.example', 'EMAIL')
    await assert.rejects(usersApi.getById(made.id), { code: 404 })
  })

  test('lists users', async () => {
    const page = await client().settings.users.usersApi.getPage(2)
    assert.equal(page.results.length, 2)
    assert.ok(page.paging?.next?.after)
  })

  test('throws its errors', async () => {
    await assert.rejects(client().crm.owners.ownersApi.getById(1), { code: 404 })
    await assert.rejects(client('wrong').crm.owners.ownersApi.getPage(), { code: 401 })
    await assert.rejects(client('sandbox-hubspot-owners-only').settings.users.usersApi.getPage(), { code: 403 })
    running().control.limitRate({ limit: 1, windowMs: 10_000 })
    await client().crm.owners.ownersApi.getPage()
    await assert.rejects(client().crm.owners.ownersApi.getPage(), { code: 429 })
  })

  test('renews a token, and reads its user', async () => {
    const token = await client().oauth.tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      'sandbox-hubspot-client',
      'sandbox-hubspot-client-secret',
      'sandbox-hubspot-refresh',
    )
    assert.equal(token.expiresIn, 1800)
    assert.ok(token.refreshToken)
    const info = await client().oauth.accessTokensApi.get(token.accessToken)
    assert.equal((await client(token.accessToken).crm.owners.ownersApi.getById(info.userId, 'userId')).email, info.user)
  })
})
