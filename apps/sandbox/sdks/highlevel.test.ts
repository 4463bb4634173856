import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { HighLevel, type RateLimitInfo } from '@gohighlevel/api-client'
import { vendors } from '../src/vendors.ts'
import { runVendor } from './start.ts'

const running = runVendor('highlevel')
const context = vendors.find((vendor) => vendor.slug === 'highlevel')?.demo.context
const companyId = String(context?.company_id)
const locationId = String(context?.location_id)

const client = (privateIntegrationToken = 'pit-sandbox-highlevel-token'): HighLevel => {
  const sdk = new HighLevel({ privateIntegrationToken, apiVersion: '2021-07-28', logLevel: 'none' })
  // The address is not an option, so this replaces it.
  sdk.getHttpClient().defaults.baseURL = running().origin
  return sdk
}

const firstId = async (): Promise<string> => {
  const { users } = await client().users.searchUsers({ companyId, locationId, limit: '1' })
  return String(users?.[0]?.id)
}

describe('@gohighlevel/api-client 3.1.0', () => {
  test('walks a search page by page', async () => {
    const seen = new Set<unknown>()
    let count = 1
    for (let skip = 0; skip < count; skip += 100) {
      const page = await client().users.searchUsers({ companyId, locationId, skip: String(skip), limit: '100' })
      for (const user of page.users ?? []) seen.add(user.id)
      count = page.count ?? 0
    }
    assert.equal(seen.size, count)
    assert.ok(count > 150)
    const found = await client().users.searchUsers({ companyId, query: 'ada.archer@acme.example' })
    assert.deepEqual([found.count, found.users?.[0]?.name], [1, 'Ada Archer'])
    assert.equal((await client().users.getUserByLocation({ locationId })).users?.length, count)
  })

  test('gets a user, and finds one by e-mail with an agency’s token', async () => {
    const user = await client().users.getUser({ userId: await firstId() })
    assert.deepEqual([user.name, user.roles?.locationIds], ['Ada Archer', [locationId]])
    const agency = client('pit-sandbox-highlevel-agency')
    const found = await agency.users.filterUsersByEmail({ companyId, emails: 'ada.archer@acme.example' })
    assert.deepEqual(
      found.users?.map((one) => one.id),
      [user.id],
    )
  })

  test('makes, changes and deletes a user', async () => {
    const { users } = client()
    const made = await users.createUser({
      companyId,
      firstName: 'Nina',
      lastName: 'New',
      email: 'new@acme.example',
      password: 'made-up-password-1',
      type: 'account',
      role: 'user',
      locationIds: [locationId],
    })
    const userId = String(made.id)
    assert.equal((await users.updateUser({ userId }, { lastName: 'Newer' })).name, 'Nina Newer')
    assert.equal((await users.getUser({ userId })).lastName, 'Newer')
    assert.equal((await users.deleteUser({ userId })).succeded, true)
    assert.equal((await users.searchUsers({ companyId, query: 'new@acme.example' })).count, 0)
  })

  test('throws its errors', async () => {
    await assert.rejects(client().users.getUser({ userId: 'nobody' }), { statusCode: 401, code: 'AUTHENTICATION' })
    await assert.rejects(client('pit-wrong').users.getUser({ userId: 'nobody' }), {
      statusCode: 401,
      code: 'AUTHENTICATION',
    })
    await assert.rejects(client().users.searchUsers({ companyId: 'other' }), { statusCode: 403, code: 'FORBIDDEN' })
    const reader = client('pit-sandbox-highlevel-reader')
    await assert.rejects(reader.users.deleteUser({ userId: await firstId() }), { code: 'AUTHENTICATION' })
  })

  test('reaches the limit, and reads from the headers which one it was', async () => {
    running().control.limitRate({ limit: 1, windowMs: 10_000, kind: 'sliding' })
    await firstId()
    await assert.rejects(firstId(), (error: { statusCode?: number; rateLimit?: RateLimitInfo }) => {
      const { scope, max, remaining, intervalMs, dailyLimit } = error.rateLimit ?? { scope: 'unknown' }
      assert.equal(error.statusCode, 429)
      assert.deepEqual([scope, max, remaining, intervalMs, dailyLimit], ['burst', 1, 0, 10_000, 200_000])
      return true
    })
  })

  test('renews a token, and reads with it', async () => {
    const token = await client().oauth.refreshToken(
      'sandbox-highlevel-refresh',
      'sandbox-highlevel-client',
      'sandbox-highlevel-client-secret',
      'refresh_token',
      'Location',
    )
    assert.deepEqual([token.expires_in, token.userType, token.locationId], [86_399, 'Location', locationId])
    const me = await client(token.access_token).users.getUser({ userId: token.userId })
    assert.equal(me.firstName, 'Karin')
  })
})
