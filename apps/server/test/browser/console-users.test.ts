import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSite, expectAccessible, heading, startConsoleSite } from './console-site.ts'

/** The users of an account in the console. */

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite()
})
afterAll(() => site.stop())

const inOrder = (names: readonly string[], direction: 'up' | 'down') => {
  const sorted = names.map((name) => name.toLowerCase()).sort((left, right) => (left < right ? -1 : 1))
  return direction === 'up' ? sorted : sorted.reverse()
}

test('users are filtered by what the provider filters, in the order that is asked for, page after page', async () => {
  const { page, leave } = await site.visit(`accounts/${site.idOf('salesforce')}`)
  const table = page.getByRole('table', { name: 'Users' })
  const names = () => table.locator('tbody a').allTextContents()
  await heading(page, 'Salesforce, demo').waitFor()
  await page.getByText('25 users so far').waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText('50 users so far').waitFor()
  expect(new Set(await table.locator('tbody code').allTextContents()).size).toBe(50)
  await expectAccessible(page, 'users')
  await page.getByLabel('Email is').fill('ben.hansen@acme.example')
  await page.keyboard.press('Enter')
  await page.getByText('1 user', { exact: true }).waitFor()
  expect(await names()).toEqual(['Ben Hansen'])
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.getByText(/^\d+ users so far$/).waitFor()
  expect(await page.getByLabel('Email is').inputValue()).toBe('')
  for (const direction of ['down', 'up'] as const) {
    await page.getByLabel('Order').selectOption({ label: `Name, ${direction}` })
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByText('25 users so far').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('50 users so far').waitFor()
    const found = await names()
    expect(found.map((name) => name.toLowerCase())).toEqual(inOrder(found, direction))
  }
  await leave()
})

test('the pages of a short list end, and filters of days and of active users narrow it', async () => {
  const { page, leave } = await site.visit(`accounts/${site.idOf('salesforce')}`)
  await page.getByText('25 users so far').waitFor()
  await page.getByLabel('Created since').fill('2023-01-03')
  await page.getByLabel('Created before').fill('2023-02-15')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('25 users so far').waitFor()
  await page.getByRole('button', { name: 'Show more' }).click()
  await page.getByText(/^\d+ users$/).waitFor()
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0)
  await page.getByLabel('Active', { exact: true }).selectOption({ label: 'Inactive' })
  await page.getByRole('button', { name: 'Search' }).click()
  const table = page.getByRole('table', { name: 'Users' })
  await table.getByRole('row').filter({ hasText: 'Suharto' }).waitFor()
  await table.getByRole('row').filter({ hasText: 'Ada Archer' }).waitFor({ state: 'detached' })
  expect(await table.getByRole('switch', { checked: true }).count()).toBe(0)
  await page.getByLabel('Created since').fill('2023-02-14')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('No user is like this.', { exact: false }).waitFor()
  await leave()
})

test('a user is switched off and on at the vendor', async () => {
  const { page, leave } = await site.visit(`accounts/${site.idOf('pipedrive')}`)
  const row = page.getByRole('row').filter({ hasText: 'Ben Hansen' })
  const toggle = row.getByRole('switch', { name: 'Ben Hansen is active' })
  for (const [shown, is_active] of [
    ['Inactive', false],
    ['Active', true],
  ] as const) {
    await toggle.focus()
    await page.keyboard.press('Space')
    await row.getByText(shown, { exact: true }).waitFor()
    await row.locator('input:enabled').waitFor()
    expect(await site.userOf('pipedrive', '2')).toMatchObject({ is_active })
  }
  await leave()
})

test('a switch that the vendor refuses stays as it was, and says why', async () => {
  const vendor = site.server.sandbox.control('pipedrive')
  vendor.fault({ match: { method: 'PUT' }, status: 403, body: { error: 'Only admins do this.' } })
  const { page, leave } = await site.visit(`accounts/${site.idOf('pipedrive')}`)
  const row = page.getByRole('row').filter({ hasText: 'Clara Olsen' })
  await row.getByRole('switch').focus()
  await page.keyboard.press('Space')
  await row
    .getByRole('alert')
    .getByText(/Only admins do this/)
    .waitFor()
  expect(await row.getByRole('switch').isChecked()).toBe(true)
  vendor.clearFaults()
  await leave()
})

test('only the fields that the provider writes can be edited, beside what the vendor says', async () => {
  const id = '0055g000004jiDsAAI'
  const { page, leave } = await site.visit(`accounts/${site.idOf('salesforce')}/users/${id}`)
  const raw = page.getByRole('region', { name: 'What the vendor answered' })
  await raw.getByText('"FirstName": "Ada"').waitFor()
  const form = page.getByRole('form', { name: 'Edit the user' })
  await form.waitFor()
  expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await expectAccessible(page, 'user')
  await form.getByLabel('First name').fill('Adeline')
  await form.getByRole('button', { name: 'Save' }).click()
  await form.getByText('Saved at the vendor.').waitFor()
  await raw.getByText('"FirstName": "Adeline"').waitFor()
  expect(await site.userOf('salesforce', id)).toMatchObject({ first_name: 'Adeline', last_name: 'Archer' })
  await leave()
})

test.each([
  ['salesforce', ['Name', 'First name', 'Last name', 'Email'], true],
  ['hubspot', ['Name', 'First name', 'Last name'], false],
  ['pipedrive', [], true],
  ['copper', [], false],
] as const)('%s: a user has these fields to edit: %j', async (provider, labels, hasSwitch) => {
  const [user] = await site.resultOf('/unified/crm/users', `limit=1&${site.server.account(provider)}`)
  const id = String(user?.id)
  const { page, leave } = await site.visit(`accounts/${site.idOf(provider)}/users/${id}`)
  const unified = page.getByRole('region', { name: 'Unified' })
  await unified.locator('dl').waitFor()
  const found = await unified.locator('form label').allTextContents()
  expect(found).toEqual(labels)
  expect(await unified.getByRole('switch').count()).toBe(hasSwitch ? 1 : 0)
  await leave()
})

test('a provider that writes nothing offers nothing, and says why', async () => {
  const { page, go, leave } = await site.visit(`accounts/${site.idOf('copper')}/users/159001`)
  await page.getByText("Copper's API only reads users").waitFor()
  expect(await page.getByRole('textbox').count()).toBe(0)
  await go(`accounts/${site.idOf('attio')}`)
  await page.getByText('Attio does not switch users on or off').waitFor()
  expect(await page.getByRole('switch').count()).toBe(0)
  await leave()
})
