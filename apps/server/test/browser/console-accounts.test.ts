import { demoLogins } from '@rollcall/sandbox'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSite, expectAccessible, heading, loaded, openDialog, startConsoleSite } from './console-site.ts'

/** Accounts in the console: how they are, and how they come and go. */

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite()
})
afterAll(() => site.stop())

test('a demo opens at once, and lists its accounts with their status and health', async () => {
  const { page, leave } = await site.visit('accounts')
  await page.getByText('25 accounts', { exact: true }).waitFor()
  const row = page.getByRole('row').filter({ hasText: 'Pipedrive' })
  await row.getByText('Active').waitFor()
  await row.getByRole('button', { name: 'Check' }).click()
  await row.getByText(/Answers in \d+ ms/).waitFor()
  expect(await page.getByRole('row').count()).toBe(26)
  await expectAccessible(page, 'accounts')
  await leave()
})

/** Imports an account of Pipedrive with a key that it refuses. @returns its id */
const importRefused = async (tenant_id: string): Promise<string> => {
  const { json } = await site.server.call('POST', '/integrated-account', {
    body: {
      integration: 'pipedrive',
      tenant_id,
      authentication_method: 'api_key',
      context: { api_key: 'made-up-stale-key', company_domain: 'acme' },
    },
  })
  return String(Object.entries(json ?? {}).find(([name]) => name === 'id')?.[1])
}

test('every account is checked at once, and one whose key is refused is named with the reason', async () => {
  const id = await importRefused('stale')
  const { page, go, leave } = await site.visit('accounts')
  await page.getByLabel('Tenant').fill('stale')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText('1 account', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Check health' }).click()
  const row = page.getByRole('row').filter({ hasText: 'stale' })
  await row
    .getByText(/Pipedrive/)
    .nth(1)
    .waitFor()
  await go(`accounts/${id}`)
  await page.getByRole('alert').getByText('Connect it again to go on.').waitFor()
  await go('accounts')
  await page.getByLabel('Status').selectOption('needs_reauth')
  await page.getByRole('row').filter({ hasText: 'Needs reauth' }).waitFor()
  await page.getByRole('row').filter({ hasText: 'Monday' }).waitFor({ state: 'detached' })
  await expectAccessible(page, 'accounts-refused')
  await leave()
})

/** Follows the link of a dialog, and fills in at the hosted page what the sandbox takes. */
const connectAt = async (context: BrowserContext, dialog: Locator, login: Readonly<Record<string, unknown>>) => {
  const opening = context.waitForEvent('page')
  await dialog.getByRole('link', { name: 'Open the page' }).click()
  const hosted: Page = await opening
  await hosted.getByRole('button', { name: 'Connect', exact: true }).waitFor()
  for (const [name, value] of Object.entries(login)) await hosted.locator(`input[name="${name}"]`).fill(String(value))
  await hosted.getByRole('button', { name: 'Connect', exact: true }).click()
  await heading(hosted, 'Connected').waitFor()
  await hosted.close()
}

const loginOf = (provider: 'nutshell' | 'pipedrive', method: string) =>
  demoLogins(provider).find(({ authentication_method: known }) => known === method)?.context ?? {}

test('an account is connected at the hosted page, is listed, and is deleted', async () => {
  const { page, context, leave } = await site.visit('accounts')
  const dialog = await openDialog(page, 'Connect an account')
  await dialog.getByRole('textbox', { name: 'Tenant' }).fill('acme')
  await dialog.getByRole('combobox', { name: 'Providers' }).fill('nutsh')
  await dialog.getByRole('option', { name: 'Nutshell' }).click()
  await page.keyboard.press('Escape')
  await expectAccessible(page, 'connect')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await dialog.getByRole('button', { name: 'Copy the link' }).waitFor()
  await connectAt(context, dialog, loginOf('nutshell', 'basic'))
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  const row = page.getByRole('row').filter({ hasText: 'acme' })
  await row.getByText('Active').waitFor()
  const [made] = await site.resultOf('/integrated-account', 'tenant_id=acme')
  expect(made).toMatchObject({ status: 'active', integration: { name: 'nutshell' } })
  await row.getByRole('link', { name: 'Nutshell' }).click()
  await heading(page, 'Nutshell, acme').waitFor()
  await page.getByRole('table', { name: 'Users' }).waitFor()
  const question = await openDialog(page, 'Delete Nutshell, acme', 'Delete Nutshell, acme?')
  await question.getByText('The users at Nutshell stay as they are.').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await question.waitFor({ state: 'hidden' })
  expect(await site.resultOf('/integrated-account', 'tenant_id=acme')).toHaveLength(1)
  await openDialog(page, 'Delete Nutshell, acme', 'Delete Nutshell, acme?')
  await expectAccessible(page, 'account-delete')
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await heading(page, 'Accounts').waitFor()
  await loaded(page)
  await row.waitFor({ state: 'detached' })
  expect(await site.resultOf('/integrated-account', 'tenant_id=acme')).toEqual([])
  await leave()
})

test('an account is connected again under its id', async () => {
  const id = await importRefused('again')
  await site.server.call('GET', '/unified/crm/users', { query: `integrated_account_id=${id}` })
  const { page, context, leave } = await site.visit('accounts')
  const row = page.getByRole('row').filter({ hasText: 'again' })
  await row.getByText('Needs reauth').waitFor()
  const dialog = await openDialog(page, 'Reconnect Pipedrive, again', 'Connect again')
  await dialog.getByText(`keeps its id, ${id}`).waitFor()
  await expectAccessible(page, 'reconnect')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await connectAt(context, dialog, loginOf('pipedrive', 'api_key'))
  await page.keyboard.press('Escape')
  await row.getByText('Active').waitFor()
  expect(await site.resultOf('/integrated-account', 'tenant_id=again')).toMatchObject([{ id, status: 'active' }])
  await leave()
})

test('a token is refreshed on demand, and a refusal of the vendor is shown', async () => {
  const { page, leave } = await site.visit(`accounts/${site.idOf('salesforce')}`)
  await page.getByRole('button', { name: 'Refresh token' }).click()
  await page.getByText('The account has a new token.').waitFor()
  expect(site.server.sandbox.control('salesforce').requests()).toContainEqual(
    expect.objectContaining({ method: 'POST', path: expect.stringContaining('/oauth2/token') }),
  )
  site.server.sandbox.control('salesforce').fault({
    match: { path: '*oauth2/token' },
    status: 400,
    body: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
  })
  await page.getByRole('button', { name: 'Refresh token' }).click()
  await page.getByText('Why the account does not work').waitFor()
  await page.getByText('Needs reauth').waitFor()
  await expectAccessible(page, 'account-refused')
  await leave()
})
