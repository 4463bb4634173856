import type { ProviderSlug } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleSite, desktop, expectAccessible, heading, phone, startConsoleSite } from './console-site.ts'

/** What a person does in the console, in Debian's Chromium, with the sandbox as every vendor. */

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite()
})
afterAll(() => site.stop())

test('a demo opens at once, and lists its accounts with their status and health', async () => {
  const { page, leave } = await site.visit('accounts')
  await heading(page, 'Accounts').waitFor()
  const row = page.getByRole('row').filter({ hasText: 'Pipedrive' })
  await row.getByText('Active').waitFor()
  await row.getByRole('button', { name: 'Check' }).click()
  await row.getByText(/Answers in \d+ ms/).waitFor()
  expect(await page.getByRole('row').count()).toBe(26)
  await expectAccessible(page, 'accounts')
  await leave()
})

const idOf = (provider: ProviderSlug): string => site.server.account(provider).replace('integrated_account_id=', '')

const userOf = async (provider: ProviderSlug, id: string) =>
  (await site.server.call('GET', `/unified/crm/users/${id}`, { query: site.server.account(provider) })).json

const resultOf = async (path: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
  const { json } = await site.server.call('GET', path)
  return typeof json === 'object' && json !== null ? Reflect.get(json, 'result') : []
}

test('users are filtered by what the provider filters, page after page', async () => {
  const { page, leave } = await site.visit(`accounts/${idOf('salesforce')}`)
  await heading(page, 'Salesforce, demo').waitFor()
  await page.getByText('25 users so far').waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText('50 users so far').waitFor()
  await expectAccessible(page, 'users')
  await page.getByLabel('Email is').fill('ben.hansen@acme.example')
  await page.keyboard.press('Enter')
  await page.getByText('1 user', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.getByLabel('Order').selectOption('name desc')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('25 users so far').waitFor()
  const names = await page.locator('tbody a').allTextContents()
  expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? 1 : -1)))
  await leave()
})

test('a user is switched off and on at the vendor', async () => {
  const { page, leave } = await site.visit(`accounts/${idOf('pipedrive')}`)
  const toggle = page.getByRole('switch', { name: 'Ben Hansen is active' })
  await toggle.focus()
  await page.keyboard.press('Space')
  await page.getByRole('row').filter({ hasText: 'Ben Hansen' }).getByText('Inactive').waitFor()
  expect(await userOf('pipedrive', '2')).toMatchObject({ is_active: false })
  await page.keyboard.press('Tab')
  await toggle.focus()
  await page.keyboard.press('Space')
  await page.getByRole('row').filter({ hasText: 'Ben Hansen' }).getByText('Active', { exact: true }).waitFor()
  expect(await userOf('pipedrive', '2')).toMatchObject({ is_active: true })
  await leave()
})

test('only the fields that the provider writes can be edited, beside what the vendor says', async () => {
  const id = '0055g000004jiDsAAI'
  const { page, leave } = await site.visit(`accounts/${idOf('salesforce')}/users/${id}`)
  const raw = page.getByRole('region', { name: 'What the vendor answered' })
  await raw.getByText('"FirstName": "Ada"').waitFor()
  await expectAccessible(page, 'user')
  await page.getByLabel('First name').fill('Adeline')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved at the vendor.').waitFor()
  await raw.getByText('"FirstName": "Adeline"').waitFor()
  expect(await userOf('salesforce', id)).toMatchObject({ first_name: 'Adeline', last_name: 'Archer' })
  await leave()
})

test('a provider that writes nothing offers nothing, and says why', async () => {
  const { page, go, leave } = await site.visit(`accounts/${idOf('copper')}/users/159001`)
  await page.getByText("Copper's API only reads users").waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  await go(`accounts/${idOf('attio')}`)
  await page.getByText('Attio does not switch users on or off').waitFor()
  expect(await page.getByRole('switch').count()).toBe(0)
  await leave()
})

test('a person is looked up everywhere, and switched off after a preview', async () => {
  const email = 'ben.hansen@acme.example'
  const { page, leave } = await site.visit('people')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Look up' }).click()
  await page.getByText(/^25 of 25 accounts answered\./).waitFor()
  await expectAccessible(page, 'people')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await page.getByRole('heading', { name: 'What would be done' }).waitFor()
  expect(await userOf('pipedrive', '2')).toMatchObject({ is_active: true })
  await expectAccessible(page, 'people-preview')
  await page.getByRole('button', { name: /^Switch off in \d+ accounts$/ }).click()
  await page.getByRole('heading', { name: 'What was done' }).waitFor()
  const outcomes = page.getByRole('table', { name: 'Outcome in each account' })
  await outcomes.getByRole('row').filter({ hasText: 'Pipedrive' }).getByText('Switched off').waitFor()
  expect(await userOf('pipedrive', '2')).toMatchObject({ is_active: false })
  await expectAccessible(page, 'people-outcome')
  await leave()
})

test('the audit log shows what was done', async () => {
  await site.server.call('PATCH', '/unified/crm/users/3', {
    query: site.server.account('pipedrive'),
    body: { is_active: false },
  })
  const { page, leave } = await site.visit('log')
  await page.getByLabel('Operation').fill('updateUser')
  await page.getByLabel('User id').fill('3')
  await page.getByRole('button', { name: 'Search' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Pipedrive, demo' })
  await row.getByText('is_active').waitFor()
  await row.getByText('Succeeded').waitFor()
  await expectAccessible(page, 'log')
  await leave()
})

test('a token is made, shown once, and revoked', async () => {
  const { page, leave } = await site.visit('tokens')
  await page.getByRole('button', { name: 'Make a token' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('nightly')
  await expectAccessible(page, 'tokens-new')
  await page.getByRole('button', { name: 'Make the token' }).click()
  await page.getByText(/^rollcall_[0-9a-f]+$/).waitFor()
  expect(await resultOf('/api-token')).toContainEqual(expect.objectContaining({ name: 'nightly', scopes: ['read'] }))
  await page.getByRole('button', { name: 'I have kept it' }).click()
  expect(await page.getByText(/^rollcall_[0-9a-f]+$/).count()).toBe(0)
  await expectAccessible(page, 'tokens')
  await page.getByRole('button', { name: 'Revoke nightly' }).click()
  await page.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'nightly' }).waitFor({ state: 'detached' })
  expect(await resultOf('/api-token')).not.toContainEqual(expect.objectContaining({ name: 'nightly' }))
  await leave()
})

test('an OAuth app is set, changed and deleted', async () => {
  const { page, leave } = await site.visit('oauth-apps')
  await page.getByRole('button', { name: 'Change HubSpot' }).click()
  await page.getByLabel('Client id').fill('made-up-client')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row').filter({ hasText: 'made-up-client' }).waitFor()
  await expectAccessible(page, 'oauth-apps')
  await page.getByRole('button', { name: 'Delete HubSpot' }).click()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'HubSpot' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Set an app' }).click()
  await page.getByLabel('Provider').selectOption('hubspot')
  await page.getByLabel('Client id').fill('made-up-again')
  await page.getByLabel('Client secret').fill('made-up-secret')
  await page.getByRole('button', { name: 'Set the app' }).click()
  await page.getByRole('row').filter({ hasText: 'made-up-again' }).waitFor()
  expect(await resultOf('/environment-integration')).toContainEqual(
    expect.objectContaining({ id: 'hubspot', client_id: 'made-up-again' }),
  )
  await leave()
})

test('a webhook is added, and its dead letter is sent again', async () => {
  const { page, leave } = await site.visit('webhooks')
  await page.getByRole('button', { name: 'Add a webhook' }).click()
  await page.getByLabel('Address').fill('http://127.0.0.1:9/hooks')
  await page.getByRole('textbox', { name: 'Name' }).fill('Billing')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await expectAccessible(page, 'webhooks')
  const [webhook] = await resultOf('/webhook')
  const id = String(webhook?.id)
  const { deliveries } = site.server.store
  await site.server.call('PATCH', `/integrated-account/${idOf('wix')}`, { body: { tenant_id: 'globex' } })
  const [claimed] = await deliveries.claim(id, 1, 60_000)
  if (claimed === undefined) throw new Error('No event waits for the webhook.')
  await deliveries.settle(claimed, { kind: 'failed', fault: 'status', status: 503, nextAttemptAtMs: undefined })
  await page.getByRole('link', { name: 'Billing' }).click()
  await page.getByText('Answered 503').waitFor()
  await expectAccessible(page, 'webhook')
  await page.getByRole('button', { name: 'Send again: integrated_account:updated' }).click()
  await page.getByText('No event was given up.').waitFor()
  expect(await resultOf(`/webhook/${id}/delivery`)).toMatchObject([{ id: claimed.id, state: 'pending', attempts: 0 }])
  await leave()
})

test('an account is connected, and connected again under its id, at the hosted page', async () => {
  const { page, leave } = await site.visit('accounts')
  await page.getByRole('button', { name: 'Reconnect Pipedrive, demo' }).click()
  await expectAccessible(page, 'reconnect')
  const reconnect = page.getByRole('dialog', { name: 'Connect again' })
  await reconnect.getByRole('button', { name: 'Make the link' }).click()
  const again = await reconnect.getByRole('link', { name: 'Open the page' }).getAttribute('href')
  await page.keyboard.press('Escape')
  await reconnect.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Connect an account' }).click()
  // The list behind the dialog has a field "Tenant" too.
  const connect = page.getByRole('dialog', { name: 'Connect an account' })
  await connect.getByRole('textbox', { name: 'Tenant' }).fill('acme')
  await connect.getByRole('button', { name: 'Make the link' }).click()
  const first = await connect.getByRole('link', { name: 'Open the page' }).getAttribute('href')
  for (const url of [again, first]) expect(new URL(url ?? '').pathname).toBe('/connect')
  expect(await resultOf('/link-token')).toEqual([
    expect.objectContaining({ tenant_id: 'acme', integrated_account_id: null }),
    expect.objectContaining({ integrated_account_id: idOf('pipedrive') }),
  ])
  await leave()
})

const views: readonly (readonly [name: string, place: () => string])[] = [
  ['accounts', () => 'accounts'],
  ['users', () => `accounts/${idOf('salesforce')}`],
  ['user', () => `accounts/${idOf('salesforce')}/users/0055g000004jiFUAAY`],
  ['people', () => 'people'],
  ['log', () => 'log'],
  ['tokens', () => 'tokens'],
  ['oauth-apps', () => 'oauth-apps'],
  ['webhooks', () => 'webhooks'],
]

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([
    ['desktop', desktop],
    ['phone', phone],
  ] as const)('every view can be used on a %s', async (device, size) => {
    const { page, go, leave } = await site.visit('accounts', { ...size, colorScheme })
    for (const [name, place] of views) {
      await go(place())
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page, `${name}-${device}-${colorScheme}`)
    }
    await leave()
  })
})

test('all places are reached by keyboard, and each begins at its heading', async () => {
  const { page, leave } = await site.visit('accounts')
  await heading(page, 'Accounts').waitFor()
  await page.getByRole('link', { name: 'People' }).focus()
  await page.keyboard.press('Enter')
  await heading(page, 'People').waitFor()
  expect(await page.evaluate('document.activeElement.textContent')).toBe('People')
  await page.keyboard.press('Tab')
  await page.keyboard.type('ada.archer@acme.example')
  await page.keyboard.press('Enter')
  await page.getByText(/^25 of 25 accounts answered\./).waitFor()
  await leave()
})

test('a token without a scope reads why a view is empty', async () => {
  const { json } = await site.server.call('POST', '/api-token', { body: { name: 'reader', scopes: ['read'] } })
  const token = String(typeof json === 'object' && json !== null ? Reflect.get(json, 'token') : '')
  const { page, go, leave } = await site.visit('accounts')
  await page.getByRole('button', { name: 'Forget token' }).click()
  await page.getByLabel('API token').fill('made-up-wrong')
  await page.getByRole('button', { name: 'Open the console' }).click()
  await page.getByRole('alert').waitFor()
  await expectAccessible(page, 'prompt')
  await page.getByLabel('API token').fill(token)
  await page.getByRole('button', { name: 'Open the console' }).click()
  await heading(page, 'Accounts').waitFor()
  for (const place of ['log', 'tokens', 'oauth-apps', 'webhooks']) {
    await go(place)
    await page.getByRole('alert').getByText(/admin/).waitFor()
  }
  await go(`accounts/${idOf('pipedrive')}/users/1`)
  await page.getByRole('alert').getByText(/raw/).waitFor()
  await expectAccessible(page, 'forbidden')
  await leave()
})

test('outside a demo the token is asked for, kept in memory alone, and asked for again when it ends', async () => {
  const production = await startConsoleSite(false)
  const { json } = await production.server.call('POST', '/api-token', {
    body: { name: 'mine', scopes: ['admin', 'read'] },
  })
  const { id, token } = Object.fromEntries(Object.entries(json ?? {}))
  const { page, leave } = await production.visit('accounts')
  await page.getByLabel('API token').fill(token)
  await page.keyboard.press('Enter')
  await heading(page, 'Accounts').waitFor()
  await production.server.call('DELETE', `/api-token/${id}`)
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByText('The token is no longer valid').waitFor()
  await page.reload()
  await page.getByLabel('API token').waitFor()
  await leave()
  await production.stop()
})
