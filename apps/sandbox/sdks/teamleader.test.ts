import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import teamleader from '@teamleader/api'
import { runVendor } from './start.ts'

const running = runVendor('teamleader')

const users = (accessToken = 'sandbox-teamleader-access') => {
  // The package is CommonJS: its default export is in the default member.
  const methods = teamleader.default({ accessToken, baseUrl: running().origin, version: '2023-09-26' }).users
  assert.ok(methods?.list && methods.info && methods.me)
  return { list: methods.list, info: methods.info, me: methods.me }
}

describe('@teamleader/api 6.1.0', () => {
  test('lists and gets users', async () => {
    const { data } = await users().list({ page: { size: 100, number: 1 } })
    assert.equal(data.length, 100)
    assert.equal(data[0].email, 'ada.archer@acme.example')
    const info = await users().info({ id: data[0].id })
    assert.equal(info.data.time_zone, 'America/New_York')
    assert.equal((await users().me()).data.first_name, 'Karin')
  })

  test('requests deactivated users, and pages to a short page', async () => {
    const filter = { status: ['deactivated'] }
    const first = await users().list({ filter, page: { size: 30, number: 1 } })
    const second = await users().list({ filter, page: { size: 30, number: 2 } })
    assert.equal(first.data.length, 30)
    assert.ok(second.data.length < 30)
    const one: { readonly status: string } = first.data[0]
    assert.equal(one.status, 'deactivated')
  })

  test('throws its errors', async () => {
    await assert.rejects(users().info({ id: 'aaaaaaaa-ce89-4bf6-8f7e-8ee6cb85e3b5' }), { status: 404 })
    await assert.rejects(users('wrong').list(), { status: 401 })
    const { control } = running()
    control.limitRate({ limit: 0, windowMs: 60_000, kind: 'sliding' })
    await assert.rejects(users().me(), { status: 429 })
  })
})
