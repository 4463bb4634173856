import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Configuration, OAuth2Configuration, UsersApi } from 'pipedrive/v1'
import { runVendor } from './start.ts'

const running = runVendor('pipedrive')

const users = (apiKey = 'sandbox-pipedrive-token'): UsersApi =>
  new UsersApi(new Configuration({ apiKey, basePath: `${running().origin}/v1` }))

describe('pipedrive 33.7.0', () => {
  test('lists, finds and gets users', async () => {
    const list = await users().getUsers()
    assert.equal(list.success, true)
    assert.equal(list.data?.[0]?.email, 'ada.archer@acme.example')
    assert.equal((await users().getUser({ id: 2 })).data?.name, 'Ben Hansen')
    assert.equal((await users().getCurrentUser()).data?.company_domain, 'acme')
    const found = await users().findUsersByName({ term: 'ada.archer@acme', search_by_email: 1 })
    assert.equal(found.data?.length, 1)
  })

  test('deactivates a user', async () => {
    const changed = await users().updateUser({ id: 2, UpdateUserRequest: { active_flag: false } })
    assert.equal(changed.data?.active_flag, false)
    assert.equal((await users().getUser({ id: 2 })).data?.active_flag, false)
  })

  test('invites a user', async () => {
    const added = await users().addUser({ AddUserRequest: { email: 'new@acme.example' } })
    assert.equal(added.success, true)
    const id = added.data?.id ?? 0
    assert.equal((await users().getUser({ id })).data?.email, 'new@acme.example')
  })

  test('throws its errors', async () => {
    // The SDK rejects with the body of the answer.
    await assert.rejects(users().getUser({ id: 9999 }), { success: false, error: 'User not found or not accessible.' })
    await assert.rejects(users('wrong').getUsers(), { success: false, errorCode: 401 })
  })

  test('signs in with a code, and reads under the API’s domain of the answer', async () => {
    const { origin } = running()
    const redirectUri = 'https://app.example/back'
    const oauth = new OAuth2Configuration({
      clientId: 'sandbox-pipedrive-client',
      clientSecret: 'sandbox-pipedrive-client-secret',
      redirectUri,
      host: origin,
    })
    const consent = await fetch(oauth.authorizationUrl, { redirect: 'manual' })
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const token = await oauth.authorize(code)
    assert.equal(token.api_domain, origin)
    const mine = new UsersApi(new Configuration({ accessToken: oauth.getAccessToken, basePath: oauth.basePath }))
    assert.equal((await mine.getCurrentUser()).data?.id, 11)
    assert.notEqual((await oauth.tokenRefresh()).access_token, token.access_token)
  })
})
