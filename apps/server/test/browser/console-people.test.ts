import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ConsoleSite, expectAccessible, phone, startConsoleSite } from './console-site.ts'

/** One person in every account, in the console. */

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite()
})
afterAll(() => site.stop())

const lookUp = async (page: Page, email: string): Promise<void> => {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Look up' }).click()
}

/** Waits as long for the servers as for the page. */
const until = (assert: () => void): Promise<void> => vi.waitFor(assert, { timeout: 10_000 })

const section = (page: Page) => page.locator('section[aria-labelledby="switch-off"]')

test('a person is looked up everywhere, and switched off after a preview', async () => {
  const { page, leave } = await site.visit('people')
  await lookUp(page, 'ben.hansen@acme.example')
  await page.getByText(/^25 of 25 accounts answered\./).waitFor()
  await expectAccessible(page, 'people')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await section(page).getByText('25 of 25 accounts done.').waitFor()
  await page.getByRole('heading', { name: 'What would be done' }).waitFor()
  expect(await site.userOf('pipedrive', '2')).toMatchObject({ is_active: true })
  await expectAccessible(page, 'people-preview')
  await page.getByRole('button', { name: /^Switch off in 9 accounts$/ }).click()
  await section(page).getByText('9 of 9 accounts done.').waitFor()
  await page.getByRole('heading', { name: 'What was done' }).waitFor()
  const outcomes = page.getByRole('table', { name: 'Outcome in each account' })
  await outcomes.getByRole('row').filter({ hasText: 'Pipedrive' }).getByText('Switched off').waitFor()
  expect(await outcomes.getByRole('row').filter({ hasText: 'Switched off' }).count()).toBe(9)
  expect(await site.userOf('pipedrive', '2')).toMatchObject({ is_active: false })
  await expectAccessible(page, 'people-outcome')
  await page.getByRole('button', { name: 'Preview what is left' }).click()
  await section(page).getByText('25 of 25 accounts done.').waitFor()
  await outcomes.getByRole('row').filter({ hasText: 'Pipedrive' }).getByText('Was off').waitFor()
  await page.getByText('There is nothing to switch off.').waitFor()
  await leave()
})

test('a search shows how far it is, and is stopped with what it has found', async () => {
  const vendor = site.server.sandbox.control('pipedrive')
  vendor.fault({ hang: true })
  const { page, leave } = await site.visit('people', phone)
  await lookUp(page, 'clara.olsen@acme.example')
  await page.getByText(/^24 of 25 accounts answered\./).waitFor()
  const progress = page.getByRole('progressbar', { name: 'Accounts that have answered' })
  expect(await progress.getAttribute('aria-valuenow')).toBe('96')
  await expectAccessible(page, 'people-running')
  expect(vendor.status().waiting).toBe(1)
  await page.getByRole('button', { name: 'Stop' }).click()
  await progress.waitFor({ state: 'detached' })
  await until(() => expect(vendor.status().waiting).toBe(0))
  await page.getByText(/^24 of 25 accounts answered\. clara\.olsen@acme\.example is in 24, not in 0\.$/).waitFor()
  expect(await page.getByRole('table', { name: 'Accounts with the person' }).getByRole('row').count()).toBe(25)
  vendor.clearFaults()
  await leave()
})

test('an account that cannot be read is shown with the reason, and an empty result with a sentence', async () => {
  const vendor = site.server.sandbox.control('freshsales')
  vendor.fault({ status: 500 })
  const { page, leave } = await site.visit('people')
  await lookUp(page, 'nobody@acme.example')
  await page.getByText(/is in 0, not in 24, and 1 could not be read\.$/).waitFor()
  await page
    .getByRole('row')
    .filter({ hasText: 'Freshsales' })
    .getByText(/failed/i)
    .first()
    .waitFor()
  await page.getByText('Not in 24 accounts').click()
  await page.getByText(/Pipedrive \(demo\)/).waitFor()
  expect(await section(page).count()).toBe(0)
  vendor.clearFaults()
  await leave()
})

test('a deactivation shows each account as it is done, and begins none after it was stopped', async () => {
  const { page, leave } = await site.visit('people', phone)
  await lookUp(page, 'david.weber@acme.example')
  await page.getByText(/^25 of 25 accounts answered\./).waitFor()
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await section(page).getByText('25 of 25 accounts done.').waitFor()
  // The calls wait until the test lets them go on.
  const held: (() => void)[] = []
  await page.route('**/unified/crm/people/deactivate*', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve))
    await route.continue()
  })
  await page.getByRole('button', { name: 'Switch off in 9 accounts' }).click()
  await section(page).getByText('0 of 9 accounts done.').waitFor()
  await until(() => expect(held).toHaveLength(4))
  held[0]?.()
  await section(page).getByText('1 of 9 accounts done.').waitFor()
  await until(() => expect(held).toHaveLength(5))
  expect(await section(page).getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^11/)
  await expectAccessible(page, 'people-switching-off')
  await section(page).getByRole('button', { name: 'Stop' }).click()
  for (const release of held) release()
  await section(page).getByText('5 of 9 accounts done. Stopped: nothing was done in the other 4.').waitFor()
  expect(held).toHaveLength(5)
  const changed = await site.resultOf('/log', 'operation=deactivatePerson&limit=1000')
  const ofUser = changed.filter(({ fields }) => JSON.stringify(fields) === '["is_active"]')
  expect(ofUser.length).toBeGreaterThanOrEqual(5)
  await page.unroute('**/unified/crm/people/deactivate*')
  await section(page).getByRole('button', { name: 'Preview what is left' }).click()
  await page.getByRole('button', { name: 'Switch off in 4 accounts' }).click()
  await section(page).getByText('4 of 4 accounts done.').waitFor()
  expect(await site.userOf('pipedrive', '4')).toMatchObject({ is_active: false })
  await leave()
})

test('an account that is deleted between the preview and the change is a failure of its own', async () => {
  const query = await site.server.freshAccount('pipedrive')
  const { page, leave } = await site.visit('people')
  await lookUp(page, 'hugo.young@acme.example')
  await page.getByText(/^26 of 26 accounts answered\./).waitFor()
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await section(page).getByText('26 of 26 accounts done.').waitFor()
  await site.server.call('DELETE', `/integrated-account/${query.replace('integrated_account_id=', '')}`)
  await page.getByRole('button', { name: 'Switch off in 10 accounts' }).click()
  await section(page).getByText('10 of 10 accounts done.').waitFor()
  const rows = page.getByRole('table', { name: 'Outcome in each account' }).getByRole('row')
  await rows.filter({ hasText: 'fresh' }).getByText('Failed').waitFor()
  await rows
    .filter({ hasText: 'fresh' })
    .getByText(/^Account not found: /)
    .waitFor()
  expect(await rows.filter({ hasText: 'Switched off' }).count()).toBe(9)
  await leave()
})

test('a run that the network ends says so, and keeps what was done', async () => {
  const { page, leave } = await site.visit('people')
  await lookUp(page, 'elena.becker@acme.example')
  await page.getByText(/^25 of 25 accounts answered\./).waitFor()
  await page.route('**/unified/crm/people/deactivate*', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: 'A proxy speaks.' }),
  )
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await section(page).getByRole('alert').waitFor()
  await section(page).getByText('0 of 25 accounts done. Stopped: nothing was done in the other 25.').waitFor()
  await page.unroute('**/unified/crm/people/deactivate*')
  await page.getByRole('button', { name: 'Preview again' }).click()
  await section(page).getByText('25 of 25 accounts done.').waitFor()
  await leave()
})
