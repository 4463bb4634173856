import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleSite, expectAccessible, heading, openDialog, startConsoleSite } from './console-site.ts'

/** Whose token the console has, and what it may not do. */

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite()
})
afterAll(() => site.stop())

const open = async (page: Page, token: string): Promise<void> => {
  await page.getByLabel('API token').fill(token)
  await page.getByRole('button', { name: 'Open the console' }).click()
}

/** At the console with another token than that of the demo. */
const visitWith = async (token: string) => {
  const visitor = await site.visit('accounts')
  await visitor.page.getByRole('button', { name: 'Forget token' }).click()
  await open(visitor.page, token)
  return visitor
}

test('a token with the scope read reads, and every change is refused with the scope that it lacks', async () => {
  const { token } = await site.tokenOf({ name: 'reader', scopes: ['read'] })
  const { page, go, leave } = await visitWith('made-up-wrong')
  await page.getByRole('alert').waitFor()
  await expectAccessible(page, 'prompt')
  await open(page, token)
  await heading(page, 'Accounts').waitFor()
  for (const place of ['log', 'tokens', 'oauth-apps', 'webhooks']) {
    await go(place)
    await page
      .getByRole('alert')
      .getByText(/lacks the scope admin/)
      .waitFor()
  }
  await go(`accounts/${site.idOf('pipedrive')}/users/1`)
  await page
    .getByRole('alert')
    .getByText(/lacks the scope raw/)
    .waitFor()
  await expectAccessible(page, 'forbidden')
  const unified = page.getByRole('region', { name: 'Unified' })
  await unified.getByRole('switch').focus()
  await page.keyboard.press('Space')
  await unified
    .getByRole('alert')
    .getByText(/lacks the scope write/)
    .waitFor()
  expect(await unified.getByRole('switch').isChecked()).toBe(true)
  expect(await site.userOf('pipedrive', '1')).toMatchObject({ is_active: true })

  await go(`accounts/${site.idOf('pipedrive')}`)
  const connect = await openDialog(page, 'Reconnect Pipedrive, demo', 'Connect again')
  await connect.getByRole('button', { name: 'Make the link' }).click()
  await connect
    .getByRole('alert')
    .getByText(/lacks the scope admin/)
    .waitFor()
  await page.keyboard.press('Escape')
  await connect.waitFor({ state: 'hidden' })
  const question = await openDialog(page, 'Delete Pipedrive, demo', 'Delete Pipedrive, demo?')
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await question
    .getByRole('alert')
    .getByText(/lacks the scope admin/)
    .waitFor()
  await page.keyboard.press('Escape')

  await go('people')
  await page.getByLabel('E-mail address').fill('ada.archer@acme.example')
  await page.getByRole('button', { name: 'Look up' }).click()
  await page.getByText(/^25 of 25 accounts answered\./).waitFor()
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await page
    .getByRole('alert')
    .getByText(/lacks the scope write/)
    .waitFor()
  expect(await page.getByRole('alert').count()).toBe(1)
  await leave()
})

test('a token that is bound to one account opens that account, and reaches no other', async () => {
  const id = site.idOf('pipedrive')
  const { token } = await site.tokenOf({ name: 'bound', scopes: ['read', 'write'], integrated_account_id: id })
  const { page, go, leave } = await visitWith(token)
  await heading(page, 'Pipedrive, demo').waitFor()
  const row = page.getByRole('row').filter({ hasText: 'Farid Ivanov' })
  await row.getByRole('switch').focus()
  await page.keyboard.press('Space')
  await row.getByText('Inactive', { exact: true }).waitFor()
  await expectAccessible(page, 'bound')
  await page.getByRole('link', { name: 'Farid Ivanov' }).click()
  await heading(page, 'Farid Ivanov').waitFor()
  await go(`accounts/${site.idOf('salesforce')}`)
  await page
    .getByRole('alert')
    .getByText(/belongs to one account/)
    .waitFor()
  await go('people')
  await page.getByLabel('E-mail address').fill('ada.archer@acme.example')
  await page.getByRole('button', { name: 'Look up' }).click()
  await page.getByText('1 of 1 account answered.', { exact: false }).waitFor()
  await leave()
})

test('outside a demo the token is asked for, kept in memory alone, and asked for again when it ends', async () => {
  const production = await startConsoleSite(false)
  const { id, token } = await production.tokenOf({ name: 'mine', scopes: ['admin', 'read'] })
  const { page, context, leave } = await production.visit('accounts')
  await page.getByLabel('API token').waitFor()
  expect(await page.locator('meta[name="rollcall-demo-token"]').count()).toBe(0)
  expect(await page.getByText('Demo', { exact: true }).count()).toBe(0)
  await open(page, token)
  await page.getByText('25 accounts', { exact: true }).waitFor()
  const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')
  expect(kept).not.toContain(token)
  expect(await context.cookies()).toEqual([])
  expect(await page.evaluate('indexedDB.databases()')).toEqual([])
  await page.reload()
  await page.getByLabel('API token').waitFor()
  expect(await page.getByLabel('API token').inputValue()).toBe('')
  await page.goBack().catch(() => undefined)
  await page.goForward().catch(() => undefined)
  await page.getByLabel('API token').waitFor()
  const second = await context.newPage()
  await second.goto(`${production.server.origin}/console`)
  await second.getByLabel('API token').waitFor()
  await second.close()
  await open(page, token)
  await heading(page, 'Accounts').waitFor()
  await production.server.call('DELETE', `/api-token/${id}`)
  await page.getByRole('link', { name: 'Audit log' }).click()
  await page.getByText('The token is no longer valid').waitFor()
  await leave()
  await production.stop()
})
