import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSite, expectAccessible, heading, phone, startConsoleSite } from './console-site.ts'

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

test('on a phone, in the dark, everything fits', async () => {
  const { page, leave } = await site.visit('accounts', { ...phone, colorScheme: 'dark' })
  await page.getByRole('link', { name: 'Pipedrive' }).waitFor()
  await expectAccessible(page, 'accounts-phone-dark')
  await leave()
})
