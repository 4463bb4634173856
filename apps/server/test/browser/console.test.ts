import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type ConsoleSite,
  desktop,
  expectAccessible,
  heading,
  loaded,
  openDialog,
  phone,
  startConsoleSite,
} from './console-site.ts'

/** What a person does in the console, in Debian's Chromium, with the sandbox as every vendor. */

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite()
})
afterAll(() => site.stop())

test('the audit log shows each change with its caller and time', async () => {
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
  // Days of the browser, so that the test may run at midnight.
  const day = (days: number) =>
    page.evaluate(`new Date(Date.now() + ${days * 86_400_000}).toLocaleDateString('en-CA')`).then(String)
  await page.getByLabel('Before').fill(await day(-1))
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('Nothing was changed, or nothing that fits the filters.').waitFor()
  await page.getByLabel('Since').fill(await day(-1))
  await page.getByLabel('Before').fill(await day(2))
  await page.getByRole('button', { name: 'Search' }).click()
  await row.getByText('Succeeded').waitFor()
  await page.getByLabel('Outcome').selectOption('failed')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('Nothing was changed, or nothing that fits the filters.').waitFor()
  await leave()
})

test('a token is made, shown once, and revoked', async () => {
  const { page, leave } = await site.visit('tokens')
  const dialog = await openDialog(page, 'Make a token')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('nightly')
  await expectAccessible(page, 'tokens-new')
  await dialog.getByRole('button', { name: 'Make the token' }).click()
  await page.getByText(/^rollcall_[0-9a-f]+$/).waitFor()
  expect(await site.resultOf('/api-token')).toContainEqual(
    expect.objectContaining({ name: 'nightly', scopes: ['read'] }),
  )
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByText(/^rollcall_[0-9a-f]+$/).waitFor({ state: 'detached' })
  await loaded(page)
  await expectAccessible(page, 'tokens')
  const question = await openDialog(page, 'Revoke nightly', 'Revoke nightly?')
  await question.getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'nightly' }).waitFor({ state: 'detached' })
  expect(await site.resultOf('/api-token')).not.toContainEqual(expect.objectContaining({ name: 'nightly' }))
  await leave()
})

test('an OAuth app is set, changed and deleted', async () => {
  const { page, leave } = await site.visit('oauth-apps')
  const change = await openDialog(page, 'Change HubSpot', 'Change the app of HubSpot')
  await change.getByLabel('Client id').fill('made-up-client')
  await change.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('row').filter({ hasText: 'made-up-client' }).waitFor()
  await expectAccessible(page, 'oauth-apps')
  const question = await openDialog(page, 'Delete HubSpot', 'Delete HubSpot?')
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByRole('row').filter({ hasText: 'HubSpot' }).waitFor({ state: 'detached' })
  const dialog = await openDialog(page, 'Set an app', 'Set an OAuth app')
  await dialog.getByLabel('Provider').selectOption('hubspot')
  await dialog.getByLabel('Client id').fill('made-up-again')
  await dialog.getByLabel('Client secret').fill('made-up-secret')
  await dialog.getByRole('button', { name: 'Set the app' }).click()
  await page.getByRole('row').filter({ hasText: 'made-up-again' }).waitFor()
  expect(await site.resultOf('/environment-integration')).toContainEqual(
    expect.objectContaining({ id: 'hubspot', client_id: 'made-up-again' }),
  )
  await leave()
})

const views: readonly (readonly [name: string, place: () => string, title: string])[] = [
  ['accounts', () => 'accounts', 'Accounts'],
  ['users', () => `accounts/${site.idOf('salesforce')}`, 'Salesforce, demo'],
  ['user', () => `accounts/${site.idOf('salesforce')}/users/0055g000004jiFUAAY`, 'Ben Hansen'],
  ['people', () => 'people', 'People'],
  ['log', () => 'log', 'Audit log'],
  ['tokens', () => 'tokens', 'API tokens'],
  ['oauth-apps', () => 'oauth-apps', 'OAuth apps'],
  ['webhooks', () => 'webhooks', 'Webhooks'],
]

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each([
    ['desktop', desktop],
    ['phone', phone],
  ] as const)('every view can be used on a %s', async (device, size) => {
    const { page, go, leave } = await site.visit('accounts', { ...size, colorScheme })
    for (const [name, place, title] of views) {
      await go(place())
      await heading(page, title).waitFor()
      await loaded(page)
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
  await page.locator('h1:focus', { hasText: 'People' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.type('ada.archer@acme.example')
  await page.keyboard.press('Enter')
  await page.getByText(/^25 of 25 accounts answered\./).waitFor()
  await leave()
})

test.each(['light', 'dark'] as const)('on a phone the menu leads to every place, in %s', async (colorScheme) => {
  const { page, leave } = await site.visit('accounts', { ...phone, colorScheme })
  const menu = page.getByRole('dialog', { name: 'Menu' })
  for (const place of ['People', 'Audit log', 'API tokens', 'OAuth apps', 'Webhooks', 'Accounts']) {
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await menu.getByRole('link', { name: place, exact: true }).click()
    await heading(page, place).waitFor()
    await menu.waitFor({ state: 'hidden' })
  }
  await page.getByRole('button', { name: 'Menu', exact: true }).click()
  await menu.getByRole('link', { name: 'Accounts', exact: true }).waitFor()
  expect(await menu.getByRole('link', { name: 'Accounts', exact: true }).getAttribute('aria-current')).toBe('page')
  await expectAccessible(page, `menu-${colorScheme}`)
  const other = colorScheme === 'light' ? 'dark' : 'light'
  await menu.getByText(other === 'dark' ? 'Dark' : 'Light', { exact: true }).click()
  await page.locator(`html[data-mantine-color-scheme="${other}"]`).waitFor()
  await page.keyboard.press('Escape')
  await menu.waitFor({ state: 'hidden' })
  await leave()
})
