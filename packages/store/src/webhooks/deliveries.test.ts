import { describe, expect, it } from 'vitest'
import { inspectKeys } from '../inspect-keys.ts'
import { generateKey, parseKeyRing } from '../keys.ts'
import { resealAll } from '../reseal.ts'
import { isOnPostgres, openTestDatabase, query } from '../testing/test-database.ts'
import { environmentId, keyAccount, openTestStore, otherEnvironmentId, type TestStore } from '../testing/test-store.ts'
import type { ClaimedDelivery, SendOutcome } from './deliveries.ts'

const leaseMs = 30_000
const delivered: SendOutcome = { kind: 'delivered', status: 200 }
const failed = (nextAttemptAtMs: number | undefined): SendOutcome => ({
  kind: 'failed',
  fault: 'status',
  status: 503,
  nextAttemptAtMs,
})
const idOf = (index: number): string => `22222222-0000-4000-8000-${String(index).padStart(12, '0')}`

/** A store with a webhook for deleted and changed accounts, and that many accounts, whose events were not sent. */
const open = async (count: number) => {
  const test = await openTestStore()
  for (let index = 0; index < count; index += 1) {
    await test.store.accounts.create(environmentId, keyAccount({ id: idOf(index) }))
  }
  const webhook = await test.store.webhooks.create(environmentId, {
    targetUrl: 'https://hooks.example/rollcall',
    events: ['integrated_account:updated', 'integrated_account:deleted'],
    isActive: true,
  })
  const change = (index: number, tenantId: string) =>
    test.store.accounts.update(environmentId, idOf(index), { tenantId })
  const claim = (limit = 10, { store }: Pick<TestStore, 'store'> = test) =>
    store.deliveries.claim(webhook.id, limit, leaseMs)
  return { ...test, webhook, change, claim }
}

const said = ({ content }: ClaimedDelivery): unknown =>
  content === undefined ? undefined : Reflect.get(JSON.parse(content.payload), 'tenantId')
const onlyOne = (claimed: readonly ClaimedDelivery[]): ClaimedDelivery => {
  const [first] = claimed
  if (first === undefined || claimed.length > 1) throw new Error(`${claimed.length} were claimed.`)
  return first
}

describe('the deliveries of a webhook', () => {
  it('are claimed in the order of each account: a later one waits until the former has ended', async () => {
    const test = await open(2)
    await test.change(0, 'first')
    await test.change(0, 'second')
    await test.change(0, 'third')
    await test.change(1, 'other')
    const [one, two] = await test.claim()
    expect([one, two].map((delivery) => delivery && said(delivery)).sort()).toEqual(['first', 'other'])
    expect(await test.claim()).toEqual([])
    for (const delivery of [one, two])
      if (delivery !== undefined) await test.store.deliveries.settle(delivery, delivered)

    const second = onlyOne(await test.claim())
    expect(said(second)).toBe('second')
    await test.store.deliveries.settle(second, failed(test.clock.now() + 10_000))
    expect(await test.claim()).toEqual([])
    test.clock.advance(10)
    const again = onlyOne(await test.claim())
    expect(again).toMatchObject({ id: second.id, attempts: 1 })
    await test.store.deliveries.settle(again, failed(undefined))
    expect(said(onlyOne(await test.claim()))).toBe('third')
  })

  it('hold the content, the address and the signing secret', async () => {
    const test = await open(1)
    await test.change(0, 'globex')
    expect(await test.claim()).toEqual([
      {
        id: expect.any(String),
        environmentId,
        webhookId: test.webhook.id,
        event: 'integrated_account:updated',
        createdAtMs: test.clock.now(),
        attempts: 0,
        targetUrl: 'https://hooks.example/rollcall',
        content: { payload: expect.stringContaining('globex'), secrets: { current: test.webhook.secret } },
        lease: expect.any(String),
      },
    ])
  })

  it('are each sent by one of two processes', async () => {
    const test = await open(24)
    for (let index = 0; index < 24; index += 1) await test.change(index, `tenant-${index}`)
    const other = await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    const all = await Promise.all(
      Array.from({ length: 16 }, (_, index) => test.claim(4, index % 2 === 0 ? test : other)),
    )
    const ids = all.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const rest = await test.claim(24)
    expect(new Set([...ids, ...rest.map(({ id }) => id)]).size).toBe(24)
  })

  it('of a process that was killed are sent by another one when its lease has expired', async () => {
    const test = await open(1)
    await test.change(0, 'globex')
    const other = await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    const lost = onlyOne(await test.claim())
    test.clock.advance(leaseMs / 1000 - 1)
    expect(await test.claim(10, other)).toEqual([])
    expect(await other.store.deliveries.dueWebhooks(10, [])).toEqual([])
    test.clock.advance(1)
    expect(await other.store.deliveries.dueWebhooks(10, [])).toEqual([test.webhook.id])
    const found = onlyOne(await test.claim(10, other))
    expect(found.id).toBe(lost.id)

    // A late result of the process that lost its lease changes nothing.
    await test.store.deliveries.settle(lost, failed(undefined))
    await test.store.deliveries.release(lost)
    await other.store.deliveries.settle(found, delivered)
    const { result } = await test.store.deliveries.list({ environmentId, webhookId: test.webhook.id }, { limit: 10 })
    expect(result).toMatchObject([{ state: 'delivered', attempts: 1, lastStatus: 200, lastError: undefined }])
  })

  it('of a former process can be claimed at once where one process alone serves the data', async () => {
    const test = await open(1)
    await test.change(0, 'globex')
    await test.claim()
    await test.store.close()
    const next = await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    expect(await test.claim(10, next)).toHaveLength(isOnPostgres ? 0 : 1)
  })

  it('are counted while they wait for an active webhook, with the instant of the oldest', async () => {
    const test = await open(2)
    expect(await test.store.deliveries.backlog()).toEqual({ pending: 0, oldestAtMs: undefined })
    await test.change(0, 'first')
    const oldestAtMs = test.clock.now()
    test.clock.advance(60)
    await test.change(1, 'second')
    expect(await test.store.deliveries.backlog()).toEqual({ pending: 2, oldestAtMs })
    const [one, two] = await test.claim()
    for (const delivery of [one, two])
      if (delivery !== undefined) await test.store.deliveries.settle(delivery, delivered)
    await test.change(0, 'third')
    await test.store.webhooks.update(environmentId, test.webhook.id, { isActive: false })
    expect(await test.store.deliveries.backlog()).toEqual({ pending: 0, oldestAtMs: undefined })
  })

  it('are released unchanged', async () => {
    const test = await open(1)
    await test.change(0, 'globex')
    const { id } = onlyOne(await test.claim())
    const [held] = await query(test.folder, 'select lease_holder from webhook_deliveries')
    await test.store.deliveries.release({ id, lease: String(Reflect.get(Object(held), 'lease_holder')) })
    expect(onlyOne(await test.claim())).toMatchObject({ id, attempts: 0 })
  })

  it('that were given up are listed by their state, and sent again, one or all', async () => {
    const test = await open(3)
    for (let index = 0; index < 3; index += 1) await test.change(index, 'globex')
    const claimed = await test.claim()
    for (const delivery of claimed) await test.store.deliveries.settle(delivery, failed(undefined))
    const place = { environmentId, webhookId: test.webhook.id }
    const first = await test.store.deliveries.list(place, { state: 'dead', limit: 2 })
    const second = await test.store.deliveries.list(place, { state: 'dead', limit: 2, cursor: first.nextCursor })
    expect([...first.result, ...second.result].map(({ id }) => id).sort()).toEqual(claimed.map(({ id }) => id).sort())
    expect(second).toMatchObject({
      result: [{ state: 'dead', attempts: 1, lastError: 'status', lastStatus: 503, settledAtMs: test.clock.now() }],
      nextCursor: undefined,
    })
    await expect(
      test.store.deliveries.list(place, { state: 'pending', limit: 2, cursor: first.nextCursor }),
    ).rejects.toMatchObject({ slug: 'invalid-cursor' })

    let reported = 0
    test.store.deliveries.onDue(() => {
      reported += 1
    })
    const one = claimed[0]?.id ?? ''
    expect(await test.store.deliveries.retry(otherEnvironmentId, test.webhook.id, one)).toBeUndefined()
    expect(await test.store.deliveries.retry(environmentId, test.webhook.id, one)).toMatchObject({
      id: one,
      state: 'pending',
      attempts: 0,
      nextAttemptAtMs: test.clock.now(),
    })
    expect(await test.store.deliveries.retryDead(otherEnvironmentId, test.webhook.id)).toBe(0)
    expect(await test.store.deliveries.retryDead(environmentId, test.webhook.id)).toBe(2)
    expect(await test.store.deliveries.retryDead(environmentId, test.webhook.id)).toBe(0)
    expect(reported).toBe(2)
    const again = await test.claim()
    expect(again.map(({ id }) => id).sort()).toEqual(claimed.map(({ id }) => id).sort())
  })

  it('that were delivered keep no content, and are not sent again', async () => {
    const test = await open(1)
    await test.change(0, 'globex')
    const delivery = onlyOne(await test.claim())
    await test.store.deliveries.settle(delivery, delivered)
    expect(await query(test.folder, 'select payload from webhook_deliveries')).toEqual([{ payload: null }])
    expect(await test.store.deliveries.retry(environmentId, test.webhook.id, delivery.id)).toBeUndefined()
  })

  it('that wait are sent at once on request', async () => {
    const test = await open(1)
    await test.change(0, 'globex')
    const delivery = onlyOne(await test.claim())
    await test.store.deliveries.settle(delivery, failed(test.clock.now() + 3_600_000))
    await test.store.deliveries.retry(environmentId, test.webhook.id, delivery.id)
    expect(onlyOne(await test.claim()).id).toBe(delivery.id)
  })

  it('stay when their account is deleted, and are deleted with their webhook', async () => {
    const test = await open(2)
    await test.store.accounts.delete(environmentId, idOf(0))
    await test.store.accounts.delete(environmentId, idOf(1))
    expect(await test.claim(1)).toMatchObject([{ event: 'integrated_account:deleted' }])
    const other = await test.store.webhooks.create(environmentId, {
      targetUrl: 'https://hooks.example/2',
      events: [],
      isActive: true,
    })
    await test.store.accounts.create(environmentId, keyAccount())
    expect(await test.store.webhooks.delete(otherEnvironmentId, test.webhook.id)).toBe(false)
    expect(await test.store.webhooks.delete(environmentId, test.webhook.id)).toBe(true)
    expect(await test.claim()).toEqual([])
    expect(await query(test.folder, 'select distinct webhook_id from webhook_deliveries')).toEqual([
      { webhook_id: other.id },
    ])
  })

  it('wait while the webhook is not active', async () => {
    const test = await open(2)
    let reported = 0
    test.store.deliveries.onDue(() => {
      reported += 1
    })
    await test.change(0, 'globex')
    expect(reported).toBe(1)
    await test.store.webhooks.update(environmentId, test.webhook.id, { isActive: false })
    await test.change(1, 'globex')
    expect(await test.store.deliveries.dueWebhooks(10, [])).toEqual([])
    await test.store.webhooks.update(environmentId, test.webhook.id, { isActive: true })
    expect(reported).toBe(2)
    expect(await test.store.deliveries.dueWebhooks(10, [])).toEqual([test.webhook.id])
    expect(await test.store.deliveries.dueWebhooks(10, [test.webhook.id])).toEqual([])
    expect(await test.claim()).toHaveLength(1)
  })

  it.each([
    ['payload', "update webhook_deliveries set event = 'integrated_account:deleted'"],
    ['account', "update webhook_deliveries set account_id = 'other'"],
    ['secret', "update webhooks set target_url = 'https://evil.example'"],
  ])('have no content where the row of its %s was changed by hand', async (_what, sql) => {
    const test = await open(1)
    await test.change(0, 'globex')
    await query(test.folder, sql)
    expect(onlyOne(await test.claim()).content).toBeUndefined()
  })

  it('and their secrets are sealed anew, and a server starts without the old key although one does not open', async () => {
    const [first, second] = [generateKey(), generateKey()]
    const old = await openTestStore({ keys: parseKeyRing(`a:${first}`) })
    const { id, secret } = await old.store.webhooks.create(environmentId, {
      targetUrl: 'https://hooks.example/rollcall',
      events: [],
      isActive: true,
    })
    for (const index of [0, 1]) {
      await old.store.accounts.create(environmentId, keyAccount({ id: idOf(index), status: 'connecting' }))
    }
    await query(old.folder, `update webhook_deliveries set environment_id = 'evil' where account_id = '${idOf(1)}'`)
    await old.store.close()
    const resealing = await openTestStore({ folder: old.folder, keys: parseKeyRing(`b:${second},a:${first}`) })
    // Two accounts, a webhook and one delivery.
    const { kysely, close } = await openTestDatabase(old.folder)
    expect(await resealAll(kysely, resealing.keys)).toEqual({ count: 4, isStillSealing: false })
    expect((await inspectKeys(kysely, resealing.keys)).unopened).toMatchObject([{ table: 'webhook_deliveries' }])
    await close()
    await resealing.store.close()
    const { store } = await openTestStore({ folder: old.folder, keys: parseKeyRing(`b:${second}`) })
    const contents = (await store.deliveries.claim(id, 10, leaseMs)).map(({ content }) => content)
    expect(contents).toHaveLength(2)
    expect(contents).toContainEqual({ payload: expect.any(String), secrets: { current: secret } })
    expect(contents).toContain(undefined)
  })
})
