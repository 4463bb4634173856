import { once } from 'node:events'
import type { TokenSet } from '@rollcall/providers'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import type { StoreOptions } from '../store.ts'
import { runOn } from '../testing/postgres-server.ts'
import { urlOf } from '../testing/test-database.ts'
import {
  environmentId,
  expiredAccount,
  gate,
  keyAccount,
  openTestStore,
  patient,
  type TestStore,
  until,
} from '../testing/test-store.ts'
import { openPostgres } from './open-postgres.ts'

/** Two processes on one database. */
const pair = async (
  options: Partial<Omit<StoreOptions, 'database'>> = {},
): Promise<{ one: TestStore; two: TestStore }> => {
  const one = await openTestStore(options)
  return { one, two: await openTestStore({ ...options, folder: one.folder, keys: one.keys, clock: one.clock }) }
}

const secondsOf = async (work: Promise<unknown>): Promise<number> => {
  const startedMs = performance.now()
  await work
  return (performance.now() - startedMs) / 1000
}

/** Ends the connections on which processes listen, as a network failure does. */
const breakListeners = async (folder: string): Promise<void> => {
  const url = await urlOf(folder)
  const name = new URL(url ?? '').pathname.slice(1)
  await runOn(
    inject('postgres') ?? '',
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'
      and (query like 'listen %' or query like '%processes%' or query like '%pg_notify%')`,
  )
}

describe('a change by one process', () => {
  it('of an account is seen within a second by another that has it in memory', async () => {
    const { one, two } = await pair()
    const { id } = await one.store.accounts.create(environmentId, keyAccount())
    await two.store.accounts.open(environmentId, id)
    await one.store.accounts.update(environmentId, id, { tenantId: 'globex' })
    const tenantIs = async (name: string) => (await two.store.accounts.open(environmentId, id))?.tenantId === name
    expect(await secondsOf(until(() => tenantIs('globex')))).toBeLessThan(1)
    await one.store.accounts.delete(environmentId, id)
    const isGone = async () => (await two.store.accounts.open(environmentId, id)) === undefined
    expect(await secondsOf(until(isGone))).toBeLessThan(1)
  })

  it('of a token is seen by another within a second', async () => {
    const { one, two } = await pair()
    const { id, token } = await one.store.tokens.create(environmentId, { name: 'CI' })
    expect(await two.store.tokens.verify(token)).toMatchObject({ id })
    await one.store.tokens.delete(environmentId, id)
    expect(await secondsOf(until(async () => (await two.store.tokens.verify(token)) === 'unknown'))).toBeLessThan(1)
  })

  it('that gives an account a new token is heard by another that waits for it, before it looks again by itself', async () => {
    const vendor = gate<TokenSet>()
    const one = await openTestStore({ refresher: () => vendor.promise })
    const waiting = gate<void>()
    const wait = (_ms: number, signal: AbortSignal) => {
      waiting.open()
      return once(signal, 'abort')
    }
    const two = await openTestStore({ folder: one.folder, keys: one.keys, clock: one.clock, wait })
    const { id } = await one.store.accounts.create(environmentId, expiredAccount())
    const first = (await one.store.accounts.open(environmentId, id))?.open(patient())
    await until(() => one.asked.length > 0)
    const second = (await two.store.accounts.open(environmentId, id))?.open(patient())
    await waiting.promise
    vendor.open({ accessToken: 'new-token', expiresAtMs: one.clock.now() + 1_800_000, variables: {} })
    const opened = { credential: { kind: 'token', accessToken: 'new-token' } }
    expect(await Promise.all([first, second])).toMatchObject([opened, opened])
    expect([one.asked.length, two.asked.length]).toEqual([1, 0])
  })

  it('that deletes an account ends its tokens in another', async () => {
    const { one, two } = await pair()
    const account = await one.store.accounts.create(environmentId, keyAccount())
    const { token } = await one.store.tokens.create(environmentId, { name: 'own', accountId: account.id })
    expect(await two.store.tokens.verify(token)).toMatchObject({ accountId: account.id })
    await one.store.accounts.delete(environmentId, account.id)
    await until(async () => (await two.store.tokens.verify(token)) === 'unknown')
  })

  it('is cached by the process that made it: its next request runs no SQL', async () => {
    const { one, two } = await pair()
    const { id } = await one.store.accounts.create(environmentId, keyAccount())
    await one.store.accounts.open(environmentId, id)
    await two.store.accounts.open(environmentId, id)
    await one.store.accounts.update(environmentId, id, { tenantId: 'globex' })
    await until(async () => (await two.store.accounts.open(environmentId, id))?.tenantId === 'globex')
    one.statements.length = 0
    expect(await one.store.accounts.open(environmentId, id)).toMatchObject({ tenantId: 'globex' })
    expect(one.statements).toEqual([])
  })
})

describe('a process that no longer listens', () => {
  it('reads everything again when its connection breaks, and gets changes again soon after', async () => {
    const { one, two } = await pair()
    const { id } = await one.store.accounts.create(environmentId, keyAccount())
    await two.store.accounts.open(environmentId, id)
    two.statements.length = 0
    await breakListeners(one.folder)
    await until(async () => {
      await two.store.accounts.open(environmentId, id)
      return two.statements.length > 0
    })
    const settles = async () => {
      two.statements.length = 0
      await two.store.accounts.open(environmentId, id)
      return two.statements.length === 0
    }
    await until(settles)
    await one.store.accounts.update(environmentId, id, { tenantId: 'globex' })
    await until(async () => (await two.store.accounts.open(environmentId, id))?.tenantId === 'globex')
  })

  it('uses no value that is older than a minute, whatever it missed', async () => {
    const { one, two } = await pair()
    const { id } = await one.store.accounts.create(environmentId, keyAccount())
    await two.store.accounts.open(environmentId, id)
    // This change is not announced: the version stays.
    await runOn((await urlOf(one.folder)) ?? '', `update accounts set handling = 'strict' where id = '${id}'`)
    expect((await two.store.accounts.open(environmentId, id))?.handling).toBeUndefined()
    one.clock.advance(60)
    expect((await two.store.accounts.open(environmentId, id))?.handling).toBe('strict')
  })

  it('ignores a message that Rollcall did not send', async () => {
    const { one } = await pair()
    const { id } = await one.store.accounts.create(environmentId, keyAccount())
    await one.store.accounts.open(environmentId, id)
    const url = (await urlOf(one.folder)) ?? ''
    for (const payload of ['', 'null', '{', '[]', '{"table":1}', '{"table":"unknown","id":"x"}']) {
      await runOn(url, `select pg_notify('rollcall_changes', '${payload}')`)
    }
    one.statements.length = 0
    expect(await one.store.accounts.open(environmentId, id)).toBeDefined()
    expect(one.statements).toEqual([])
  })
})

describe('the live processes', () => {
  it('are counted when they start and end', async () => {
    const { one, two } = await pair()
    await until(() => one.store.liveProcesses() === 2 && two.store.liveProcesses() === 2)
    await two.store.close()
    await until(() => one.store.liveProcesses() === 1)
  })

  it('no longer include one that was not seen for 15 seconds', async () => {
    const one = await openTestStore()
    const url = (await urlOf(one.folder)) ?? ''
    const now = 'extract(epoch from clock_timestamp()) * 1000'
    await runOn(url, `insert into processes values ('dead', ${now} - 15001), ('slow', ${now} - 9000)`)
    const other = await openPostgres({ url })
    onTestFinished(() => other.close())
    expect(other.liveProcesses()).toBe(3)
  })
})
