import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FakeVendor, startVendor } from '../promises/fake-vendor.ts'
import { type ConsoleSite, expectAccessible, heading, openDialog, startConsoleSite } from './console-site.ts'

/** Webhooks and what was sent to them, in the console. */

let site: ConsoleSite
let receiver: FakeVendor
beforeAll(async () => {
  receiver = await startVendor((call) => call.json({}))
  site = await startConsoleSite()
})
afterAll(async () => {
  await site.stop()
  await receiver.close()
})
beforeEach(() => receiver.answer((call) => call.json({})))
afterEach(async () => {
  for (const { id } of await site.resultOf('/webhook')) await site.server.call('DELETE', `/webhook/${id}`)
  receiver.clear()
})

const makeWebhook = async (name: string): Promise<string> => {
  await site.server.call('POST', '/webhook', { body: { target_url: `${receiver.origin}/hooks`, name } })
  return String((await site.resultOf('/webhook'))[0]?.id)
}

/** Makes an event of each of three accounts for a webhook, which are not sent, and marks them as failed. */
const giveUpThree = async (webhook: string): Promise<void> => {
  const { deliveries } = site.server.store
  for (const provider of ['wix', 'attio', 'copper'] as const) {
    const body = { tenant_id: 'globex' }
    await site.server.call('PATCH', `/integrated-account/${site.idOf(provider)}`, { body })
  }
  const claimed = await deliveries.claim(webhook, 3, 60_000)
  expect(claimed).toHaveLength(3)
  for (const delivery of claimed)
    await deliveries.settle(delivery, { kind: 'failed', fault: 'status', status: 503, nextAttemptAtMs: undefined })
}

test('a webhook is added, and its dead letters are sent again, one and then all', async () => {
  const { page, leave } = await site.visit('webhooks')
  const dialog = await openDialog(page, 'Add a webhook')
  await dialog.getByLabel('Address').fill(`${receiver.origin}/hooks`)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Billing')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await expectAccessible(page, 'webhooks')
  const id = String((await site.resultOf('/webhook'))[0]?.id)
  await giveUpThree(id)
  await page.getByRole('link', { name: 'Billing' }).click()
  await page.getByText('3 events', { exact: true }).waitFor()
  expect(await page.getByText('Answered 503').count()).toBe(3)
  await expectAccessible(page, 'webhook')
  await page.getByRole('button', { name: 'Send again: integrated_account:updated' }).first().click()
  await page.getByText('2 events', { exact: true }).waitFor()
  const states = async () =>
    (await site.resultOf(`/webhook/${id}/delivery`)).map(({ state, attempts }) => [state, attempts])
  expect((await states()).sort()).toEqual([
    ['dead', 1],
    ['dead', 1],
    ['pending', 0],
  ])
  await page.getByRole('button', { name: 'Send all again' }).click()
  await page.getByText('2 events will be sent again.').waitFor()
  await page.getByText('No event was given up.').waitFor()
  expect(await states()).toEqual([
    ['pending', 0],
    ['pending', 0],
    ['pending', 0],
  ])
  await page.getByText('Pending', { exact: true }).click()
  await page.getByText('3 events', { exact: true }).waitFor()
  await leave()
})

test('a test is sent, and a receiver that refuses it is named with its status', async () => {
  const id = await makeWebhook('Trial')
  const { page, leave } = await site.visit(`webhooks/${id}`)
  await heading(page, 'Trial').waitFor()
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The test was delivered').waitFor()
  expect(receiver.calls).toMatchObject([{ method: 'POST', path: '/hooks' }])
  receiver.answer((call) => call.json({}, 503))
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The test was not delivered').waitFor()
  await page.getByText(/^Status 503 after \d+ ms\.$/).waitFor()
  await expectAccessible(page, 'webhook-test')
  await leave()
})

test('a new secret is asked about, shown once, and signs the next message', async () => {
  const id = await makeWebhook('Signed')
  const { page, leave } = await site.visit(`webhooks/${id}`)
  const question = await openDialog(page, 'New secret for Signed', 'New secret for Signed?')
  await question.getByRole('button', { name: 'New secret' }).click()
  await question.waitFor({ state: 'hidden' })
  const secret = page.getByText(/^whsec_/)
  await secret.waitFor()
  await expectAccessible(page, 'webhook-secret')
  await page.getByRole('button', { name: 'Send a test' }).click()
  await page.getByText('The test was delivered').waitFor()
  // Signed by both secrets, so that the receiver can change over.
  const signature = expect.stringMatching(/./)
  expect(receiver.calls).toMatchObject([
    { headers: { 'x-truto-signature': signature, 'x-rollcall-signature-previous': signature } },
  ])
  await page.getByRole('button', { name: 'I have kept it' }).click()
  await secret.waitFor({ state: 'detached' })
  await leave()
})

test('a webhook is switched off and on, and deleted', async () => {
  const id = await makeWebhook('Short-lived')
  const { page, go, leave } = await site.visit('webhooks')
  const toggle = page.getByRole('switch', { name: 'Short-lived gets events' })
  for (const [shown, is_active] of [
    ['Off', false],
    ['On', true],
  ] as const) {
    await toggle.focus()
    await page.keyboard.press('Space')
    await page.getByRole('row').filter({ hasText: 'Short-lived' }).getByText(shown, { exact: true }).waitFor()
    expect(await site.resultOf('/webhook')).toMatchObject([{ is_active }])
  }
  await go(`webhooks/${id}`)
  const question = await openDialog(page, 'Delete Short-lived', 'Delete Short-lived?')
  await question.getByRole('button', { name: 'Delete', exact: true }).click()
  await heading(page, 'Webhooks').waitFor()
  await page.getByText('There is no webhook.', { exact: false }).waitFor()
  expect(await site.resultOf('/webhook')).toEqual([])
  await leave()
})
