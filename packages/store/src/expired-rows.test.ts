import { describe, expect, it } from 'vitest'
import { type Every, everyByTimer, expiredTokenGraceMs, removeExpired } from './expired-rows.ts'
import { failWrites, isOnPostgres, openTestDatabase } from './testing/test-database.ts'
import {
  environmentId,
  expiredAccount,
  gate,
  keyAccount,
  openTestStore,
  patient,
  type TestStore,
  until,
} from './testing/test-store.ts'

const dayMs = 24 * 60 * 60 * 1000
const accountId = '22222222-0000-4000-8000-000000000001'
const response = { status: 201, headers: {}, body: Buffer.from('{}') }

/** A timer that the test fires. */
const byHand = () => {
  const turns: { intervalMs: number; work: () => void; isStopped: boolean }[] = []
  const every: Every = (intervalMs, work) => {
    const turn = { intervalMs, work, isStopped: false }
    turns.push(turn)
    return () => {
      turn.isStopped = true
    }
  }
  return { every, turns, tick: () => turns[0]?.work() }
}

const open = async (options: Parameters<typeof openTestStore>[0] = {}) => {
  const timer = byHand()
  const test = await openTestStore({ every: timer.every, ...options })
  await test.store.accounts.create(environmentId, keyAccount({ id: accountId }))
  const { kysely, close } = await openTestDatabase(test.folder)
  const count = async (table: 'idempotency_keys' | 'api_tokens') =>
    (await kysely.selectFrom(table).select('environment_id').execute()).length
  const deletions = () => test.statements.filter((sql) => sql.startsWith('delete')).length
  /** One removal, until it has asked for rows of every table. */
  const turn = async () => {
    const before = deletions()
    timer.tick()
    await until(() => deletions() >= before + 8)
    for (let immediate = 0; immediate < 20; immediate += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return { ...test, ...timer, turn, kysely, count, closeDatabase: close }
}

const keep = async ({ store }: Pick<TestStore, 'store'>, scope: string, account = accountId) => {
  const outcome = await store.idempotency.claim({ environmentId, accountId: account, scope, request: 'r' })
  if (outcome.kind === 'claimed') await store.idempotency.complete(outcome.claim, response)
}

describe('expired rows', () => {
  it('are removed once a minute while the store is open, and not before their time', async () => {
    const test = await open()
    expect(test.turns).toMatchObject([{ intervalMs: 60_000, isStopped: false }])
    await keep(test, 'early')
    test.clock.advance(1)
    await keep(test, 'late')
    await test.store.tokens.create(environmentId, { name: 'forever' })
    await test.store.tokens.create(environmentId, { name: 'ends', expiresAtMs: test.clock.now() })

    test.clock.advance(dayMs / 1000 - 1.001)
    await test.turn()
    expect([await test.count('idempotency_keys'), await test.count('api_tokens')]).toEqual([2, 2])
    test.clock.advance(0.001)
    await test.turn()
    expect([await test.count('idempotency_keys'), await test.count('api_tokens')]).toEqual([1, 2])

    test.clock.ms += expiredTokenGraceMs
    await test.turn()
    expect(await test.count('idempotency_keys')).toBe(0)
    const { result } = await test.store.tokens.list(environmentId, { limit: 10 })
    expect(result.map(({ name }) => name)).toEqual(['forever'])
    await test.closeDatabase()
  })

  it('of a token are known as expired for 30 days, then unknown', async () => {
    const test = await open()
    const { token } = await test.store.tokens.create(environmentId, { name: 'CI', expiresAtMs: test.clock.now() })
    test.clock.ms += 30 * dayMs - 1
    await test.turn()
    expect(await test.store.tokens.verify(token)).toBe('expired')
    test.clock.ms += 61_000
    await test.turn()
    expect(await test.store.tokens.verify(token)).toBe('unknown')
    await test.closeDatabase()
  })

  it('are removed at the start too', async () => {
    const test = await open()
    await keep(test, 'one')
    test.clock.ms += dayMs
    await test.store.close()
    await openTestStore({ folder: test.folder, keys: test.keys, clock: test.clock })
    expect(await test.count('idempotency_keys')).toBe(0)
    await test.closeDatabase()
  })

  it('of the audit log and of idempotency keys are kept as long as the operator configures', async () => {
    const test = await open({ auditRetentionMs: 2 * dayMs, idempotencyRetentionMs: 3_600_000 })
    const { audit } = test.store
    const entry = { environmentId, actor: { kind: 'command_line' as const }, operation: 'createApiToken' }
    audit.record(entry, { outcome: 'succeeded', durationMs: 0 })
    await keep(test, 'one')
    test.clock.ms += 3_600_000
    await test.turn()
    expect(await test.count('idempotency_keys')).toBe(0)
    expect((await audit.list(environmentId, { limit: 10 })).result).toHaveLength(1)
    test.clock.ms += 2 * dayMs - 3_600_000
    await test.turn()
    expect((await audit.list(environmentId, { limit: 10 })).result).toEqual([])
    await test.closeDatabase()
  })

  it('are removed 500 at a time, and other work runs in between', async () => {
    const test = await open()
    const row = {
      environment_id: environmentId,
      account_id: accountId,
      request: 'r',
      state: 'done' as const,
      claim: 'c',
      instance: 'i',
      running_until: 0,
      response: null,
    }
    const scopes = Array.from({ length: 1203 }, (_, index) => `scope-${index}`)
    await test.kysely.transaction().execute(async (transaction) => {
      for (const scope of scopes) {
        await transaction
          .insertInto('idempotency_keys')
          .values({ ...row, scope, created_at: 0 })
          .execute()
      }
    })
    await keep(test, 'fresh')
    const left: number[] = []
    const statements: string[] = []
    const remover = await openTestDatabase(test.folder, { onQuery: (sql) => statements.push(sql) })
    const retention = { auditMs: dayMs, idempotencyMs: dayMs, outboxMs: 7 * dayMs }
    const removal = removeExpired(remover.kysely, test.clock.now, retention)
    let isDone = false
    const watching = (async () => {
      while (!isDone) {
        left.push(await test.count('idempotency_keys'))
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    expect(await removal).toBe(1203)
    isDone = true
    await watching
    expect(statements.filter((sql) => sql.startsWith('delete from "idempotency_keys"'))).toHaveLength(3)
    // On PostgreSQL other work has connections of its own.
    if (!isOnPostgres) expect(left).toEqual(expect.arrayContaining([704, 204]))
    await remover.close()
    expect(await test.count('idempotency_keys')).toBe(1)
    await test.closeDatabase()
  })

  it('are removed at the next turn after a failure, which is reported', async () => {
    const failures: unknown[] = []
    const test = await open({ onRemovalFailure: (error) => failures.push(error) })
    await keep(test, 'one')
    test.clock.ms += dayMs
    const allowWrites = await failWrites(test.folder, 'delete', 'idempotency_keys')
    test.tick()
    await until(() => failures.length > 0)
    expect(failures).toEqual([expect.objectContaining({ message: 'disk full' })])
    await allowWrites()
    await test.turn()
    expect(failures).toHaveLength(1)
    expect(await test.count('idempotency_keys')).toBe(0)
    await test.closeDatabase()
  })

  it('are not removed once the store is closed', async () => {
    const test = await open()
    test.tick()
    await test.store.close()
    expect(test.turns).toMatchObject([{ isStopped: true }])
    await test.closeDatabase()
  })

  it('do not keep the process running', () => {
    const before = process.getActiveResourcesInfo().length
    const stop = everyByTimer(60_000, () => undefined)
    expect(process.getActiveResourcesInfo()).toHaveLength(before)
    stop()
  })
})

describe('deliveries', () => {
  it('are removed 7 days after they were delivered, 30 after they were given up or began to wait for an idle webhook', async () => {
    const test = await open()
    const hook = { targetUrl: 'https://hooks.example/', events: [], isActive: true } as const
    const row = async (webhook_id: string, id: string, state: 'pending' | 'delivered' | 'dead') => {
      const settled_at = state === 'pending' ? null : test.clock.now()
      await test.kysely
        .insertInto('webhook_deliveries')
        .values({
          id,
          environment_id: environmentId,
          webhook_id,
          account_id: accountId,
          sequence: 1,
          event: 'integrated_account:updated',
          key_id: 'test',
          state,
          attempts: 1,
          next_attempt_at: test.clock.now(),
          created_at: test.clock.now(),
          settled_at,
        })
        .execute()
    }
    const { id: active } = await test.store.webhooks.create(environmentId, hook)
    const { id: idle } = await test.store.webhooks.create(environmentId, { ...hook, isActive: false })
    await row(active, 'waits', 'pending')
    await row(active, 'delivered', 'delivered')
    await row(active, 'dead', 'dead')
    await row(idle, 'idle', 'pending')
    await row('deleted', 'of nobody', 'pending')
    const left = async () =>
      (await test.kysely.selectFrom('webhook_deliveries').select('id').orderBy('id').execute()).map(({ id }) => id)
    test.clock.ms += 7 * dayMs - 1
    await test.turn()
    expect(await left()).toEqual(['dead', 'delivered', 'idle', 'of nobody', 'waits'])
    test.clock.ms += 1
    await test.turn()
    expect(await left()).toEqual(['dead', 'idle', 'of nobody', 'waits'])
    test.clock.ms += 23 * dayMs - 1
    await test.turn()
    expect(await left()).toEqual(['dead', 'idle', 'of nobody', 'waits'])
    test.clock.ms += 1
    await test.turn()
    expect(await left()).toEqual(['waits'])
    await test.closeDatabase()
  })
})

describe('deleting an account', () => {
  it('removes its row, tokens, lease and kept answers in one statement, and nothing of another account', async () => {
    const test = await open()
    const other = await test.store.accounts.create(environmentId, keyAccount())
    for (const id of [accountId, other.id]) {
      await keep(test, `a-${id}`, id)
      await test.store.idempotency.claim({ environmentId, accountId: id, scope: `b-${id}`, request: 'r' })
      await test.store.tokens.create(environmentId, { name: id, accountId: id })
    }
    await test.kysely.updateTable('accounts').set({ lease_holder: 'x', lease_until: 1 }).execute()
    test.statements.length = 0
    await test.store.accounts.delete(environmentId, accountId)
    expect(test.statements.filter((sql) => /^(?:delete|update|insert)/.test(sql))).toHaveLength(1)
    for (const table of ['idempotency_keys', 'api_tokens'] as const) {
      const rows = await test.kysely.selectFrom(table).select('account_id').distinct().execute()
      expect(rows).toEqual([{ account_id: other.id }])
    }
    const leases = await test.kysely.selectFrom('accounts').select(['id', 'lease_holder']).execute()
    expect(leases).toEqual([{ id: other.id, lease_holder: 'x' }])
    await test.closeDatabase()
  })

  it('is not undone by a request that ends or begins afterwards', async () => {
    const test = await open()
    const request = { environmentId, accountId, scope: 's', request: 'r' }
    const outcome = await test.store.idempotency.claim(request)
    await test.store.accounts.delete(environmentId, accountId)
    if (outcome.kind === 'claimed') await test.store.idempotency.complete(outcome.claim, response)
    await expect(test.store.idempotency.claim(request)).rejects.toMatchObject({ slug: 'account-not-found' })
    expect(await test.count('idempotency_keys')).toBe(0)
    await test.closeDatabase()
  })

  it('is not undone by a refresh under way', async () => {
    const vendor = gate<{ accessToken: string; variables: Record<string, string> }>()
    const test = await open({ refresher: () => vendor.promise })
    const { id } = await test.store.accounts.create(environmentId, expiredAccount())
    const refreshing = (await test.store.accounts.open(environmentId, id))?.open(patient())
    await until(() => test.asked.length > 0)
    await test.store.accounts.delete(environmentId, id)
    vendor.open({ accessToken: 'new', variables: {} })
    await expect(refreshing).rejects.toMatchObject({ slug: 'account-not-found' })
    expect(await test.store.accounts.get(environmentId, id)).toBeUndefined()
    await test.closeDatabase()
  })
})
