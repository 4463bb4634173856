import type { WebhookEvent } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import type { AccountRecord } from '../accounts/account-record.ts'
import { bytesOf, failWrites, query } from '../testing/test-database.ts'
import {
  environmentId,
  expiredAccount,
  keyAccount,
  openTestStore,
  otherEnvironmentId,
  patient,
  type TestStore,
} from '../testing/test-store.ts'
import type { NewWebhook } from '../webhooks/webhooks.ts'

const everything: NewWebhook = { targetUrl: 'https://hooks.example/all', events: [], isActive: true }
const otherKey = { kind: 'api_key', apiKey: 'another-key' } as const

const open = async (options: Parameters<typeof openTestStore>[0] = {}, webhook = everything) => {
  const test = await openTestStore(options)
  const { id: webhookId } = await test.store.webhooks.create(environmentId, webhook)
  return { ...test, webhookId }
}

/** Delivers until nothing is due, and returns what was sent, in order. */
const drain = async ({ store }: Pick<TestStore, 'store'>, webhookId: string) => {
  const sent: { event: WebhookEvent; payload: unknown }[] = []
  for (;;) {
    const claimed = await store.deliveries.claim(webhookId, 10, 30_000)
    if (claimed.length === 0) return sent
    for (const delivery of claimed) {
      sent.push({ event: delivery.event, payload: JSON.parse(delivery.content?.payload ?? '') })
      await store.deliveries.settle(delivery, { kind: 'delivered', status: 200 })
    }
  }
}

const eventsOf = async (...given: Parameters<typeof drain>) =>
  (await drain(...given)).map(({ event }) => event.replace('integrated_account:', ''))

const rowsIn = async (folder: string) => (await query(folder, 'select * from webhook_deliveries')).length

describe('the events of an account', () => {
  it('are one for each change, named after it', async () => {
    const test = await open()
    const { accounts } = test.store
    const { id } = await accounts.create(environmentId, keyAccount({ status: 'connecting' }))
    const refuse = async () => (await accounts.open(environmentId, id))?.refused(401)
    const steps: readonly [string, () => Promise<unknown>][] = [
      ['created', async () => undefined],
      ['validation_error', () => accounts.setStatus(environmentId, id, 'validation_error')],
      ['updated', () => accounts.update(environmentId, id, { credential: otherKey })],
      ['post_install_error', () => accounts.setStatus(environmentId, id, 'post_install_error')],
      ['updated', () => accounts.setStatus(environmentId, id, 'connecting')],
      ['active', () => accounts.setStatus(environmentId, id, 'active')],
      ['updated', () => accounts.update(environmentId, id, { tenantId: 'globex' })],
      ['updated', () => accounts.update(environmentId, id, { credential: otherKey })],
      ['authentication_error', refuse],
      ['reactivated', () => accounts.update(environmentId, id, { credential: otherKey, isActive: true })],
      ['authentication_error', refuse],
      ['updated', () => accounts.update(environmentId, id, { credential: otherKey })],
      ['reactivated', () => accounts.setStatus(environmentId, id, 'active')],
      ['deleted', () => accounts.delete(environmentId, id)],
    ]
    for (const [event, step] of steps) {
      await step()
      expect(await eventsOf(test, test.webhookId), event).toEqual([event])
    }
  })

  it('are two for one that is active at once: created, then active', async () => {
    const test = await open()
    await test.store.accounts.create(environmentId, keyAccount())
    expect(await eventsOf(test, test.webhookId)).toEqual(['created', 'active'])
  })

  it('report it as activated only the first time, also where a version without events made it', async () => {
    const test = await open()
    const { id } = await test.store.accounts.create(environmentId, keyAccount())
    await query(test.folder, 'update accounts set first_active_at = null')
    await test.store.accounts.update(environmentId, id, { tenantId: 'globex' })
    await (await test.store.accounts.open(environmentId, id))?.refused(401)
    await test.store.accounts.update(environmentId, id, { credential: otherKey, isActive: true })
    expect(await eventsOf(test, test.webhookId)).toEqual([
      'created',
      'active',
      'updated',
      'authentication_error',
      'reactivated',
    ])
  })

  it('are none for a token that is refreshed, for a change that is refused, and for an unknown account', async () => {
    const test = await open()
    const { id } = await test.store.accounts.create(environmentId, expiredAccount())
    await drain(test, test.webhookId)
    await (await test.store.accounts.open(environmentId, id))?.open(patient())
    expect(test.asked).toHaveLength(1)
    await expect(test.store.accounts.setStatus(environmentId, id, 'validation_error')).rejects.toThrow(/cannot become/)
    await test.store.accounts.delete(otherEnvironmentId, id)
    await test.store.accounts.update(otherEnvironmentId, id, { tenantId: 'globex' })
    expect(await drain(test, test.webhookId)).toEqual([])
  })

  it('hold the account as it is after the change, and a deleted one as it was before', async () => {
    const toPayload = ({ tenantId, status }: AccountRecord) => ({ tenantId, status })
    const test = await open({ toPayload })
    const { id } = await test.store.accounts.create(environmentId, keyAccount({ status: 'connecting' }))
    await test.store.accounts.setStatus(environmentId, id, 'active')
    await test.store.accounts.update(environmentId, id, { tenantId: 'globex' })
    await test.store.accounts.delete(environmentId, id)
    expect((await drain(test, test.webhookId)).map(({ payload }) => payload)).toEqual([
      { tenantId: 'acme', status: 'connecting' },
      { tenantId: 'acme', status: 'active' },
      { tenantId: 'globex', status: 'active' },
      { tenantId: 'globex', status: 'active' },
    ])
  })

  it('are stored sealed, and without any secret', async () => {
    const payloads: unknown[] = []
    const test = await open({
      toPayload: (account) => {
        payloads.push(account)
        return { ...account, note: 'made-up-note' }
      },
    })
    const { id } = await test.store.accounts.create(environmentId, expiredAccount())
    await test.store.accounts.delete(environmentId, id)
    expect(await bytesOf(test.folder)).not.toContain('made-up-note')
    expect(payloads).toHaveLength(2)
    expect(JSON.stringify(payloads)).not.toMatch(/old-token|refresh-1|client-secret/)
  })

  it('are written only for the webhooks that want them, and without one no row is written', async () => {
    const test = await openTestStore()
    const { webhooks, accounts } = test.store
    await webhooks.create(otherEnvironmentId, everything)
    await webhooks.create(environmentId, { ...everything, isActive: false })
    const some = await webhooks.create(environmentId, { ...everything, events: ['integrated_account:deleted'] })
    const { id } = await accounts.create(environmentId, keyAccount())
    await accounts.update(environmentId, id, { tenantId: 'globex' })
    expect(await rowsIn(test.folder)).toBe(0)
    const all = await webhooks.create(environmentId, everything)
    await accounts.delete(environmentId, id)
    expect(await rowsIn(test.folder)).toBe(2)
    expect(await eventsOf(test, some.id)).toEqual(['deleted'])
    expect(await eventsOf(test, all.id)).toEqual(['deleted'])
  })

  it('are one, however many callers in two processes get a refusal', async () => {
    const test = await open()
    const { id } = await test.store.accounts.create(environmentId, keyAccount())
    await drain(test, test.webhookId)
    const other = await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    const callers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? test : other).store.accounts.open(environmentId, id)),
    )
    await Promise.all(callers.map((account) => account?.refused(401)))
    expect(await eventsOf(test, test.webhookId)).toEqual(['authentication_error'])
  })

  it('have the order of the changes, whichever process makes them', async () => {
    const test = await open({ toPayload: ({ version }) => version })
    const { id } = await test.store.accounts.create(environmentId, keyAccount())
    const other = await openTestStore({ folder: test.folder, keys: test.keys, toPayload: ({ version }) => version })
    const changes = Array.from({ length: 12 }, (_, index) =>
      (index % 2 === 0 ? test : other).store.accounts.update(environmentId, id, { tenantId: `tenant-${index}` }),
    )
    await Promise.all(changes)
    other.clock.ms = test.clock.ms
    const versions = (await drain(test, test.webhookId)).map(({ payload }) => payload)
    expect(versions).toEqual([1, 1, ...Array.from({ length: 12 }, (_, index) => index + 2)])
  })

  it('are written together with the change: where they cannot be written, nothing is changed', async () => {
    const test = await open()
    const { accounts } = test.store
    const { id } = await accounts.create(environmentId, keyAccount())
    await drain(test, test.webhookId)
    const allowWrites = await failWrites(test.folder, 'insert', 'webhook_deliveries')
    await expect(accounts.create(environmentId, keyAccount())).rejects.toThrow('disk full')
    await expect(accounts.update(environmentId, id, { tenantId: 'globex' })).rejects.toThrow('disk full')
    await expect((await accounts.open(environmentId, id))?.refused(401)).rejects.toThrow('disk full')
    await expect(accounts.delete(environmentId, id)).rejects.toThrow('disk full')
    await allowWrites()
    const { result } = await accounts.list(environmentId, { limit: 10 })
    expect(result).toMatchObject([{ id, tenantId: 'acme', status: 'active' }])
    expect(await drain(test, test.webhookId)).toEqual([])
    await accounts.delete(environmentId, id)
    expect(await eventsOf(test, test.webhookId)).toEqual(['deleted'])
  })
})
