import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeVendor, startVendor } from './fake-vendor.ts'
import { dataFolder, importAccount, startRollcall } from './rollcall-process.ts'

/** Events of answered changes are delivered, also when the server is killed. */

let receiver: FakeVendor
let folder: Awaited<ReturnType<typeof dataFolder>>
beforeEach(async () => {
  receiver = await startVendor(() => undefined)
  folder = await dataFolder()
})
afterEach(async () => {
  await receiver.close()
  await folder.dispose()
})

test('an event is sent again by the next process when the one that was sending it is killed', {
  timeout: 60_000,
}, async () => {
  const first = await startRollcall({ dataDirectory: folder.path })
  const account = await importAccount(first, 'pipedrive', 'api_key', { api_key: 'made-up', company_domain: 'acme' })
  const body = { target_url: receiver.origin, event_types: ['integrated_account:deleted'] }
  expect((await first.ask('POST', '/webhook', { body })).status).toBe(201)
  const id = account.replace('integrated_account_id=', '')
  expect((await first.ask('DELETE', `/integrated-account/${id}`)).status).toBe(200)
  await vi.waitFor(() => expect(receiver.calls).toHaveLength(1), { timeout: 5000 })
  await first.stop('SIGKILL')

  receiver.answer((call) => call.json({}))
  const second = await startRollcall({ dataDirectory: folder.path })
  await vi.waitFor(() => expect(receiver.calls).toHaveLength(2), { timeout: 5000 })
  expect(receiver.calls[1]?.body).toBe(receiver.calls[0]?.body)
  expect(JSON.parse(receiver.calls[1]?.body ?? '')).toMatchObject({ payload: { id } })
  expect(await second.stop('SIGTERM')).toBe(0)
})
