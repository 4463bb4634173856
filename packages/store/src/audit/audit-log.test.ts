import { describe, expect, it } from 'vitest'
import { failWrites, isOnPostgres, openTestDatabase, query } from '../testing/test-database.ts'
import { environmentId, keyAccount, openTestStore, otherEnvironmentId, type TestStore } from '../testing/test-store.ts'
import type { AuditFilters, NewAuditEntry } from './audit-entry.ts'

const accountId = '22222222-0000-4000-8000-000000000001'
const entry: NewAuditEntry = {
  environmentId,
  actor: { kind: 'api_token', id: 'token-1', name: 'nightly job' },
  operation: 'updateUser',
  accountId,
  userId: '7',
  fields: ['first_name', 'remote_data.group'],
  requestId: 'request-1',
}
const succeeded = { outcome: 'succeeded' as const, httpStatus: 200, durationMs: 12 }
const refused = { outcome: 'refused' as const, httpStatus: 403, problem: 'forbidden', durationMs: 3 }

const open = async (options: Parameters<typeof openTestStore>[0] = {}): Promise<TestStore> => {
  const test = await openTestStore(options)
  if ((await test.store.accounts.get(environmentId, accountId)) === undefined) {
    await test.store.accounts.create(environmentId, keyAccount({ id: accountId }))
  }
  return test
}

const listOf = async ({ store }: Pick<TestStore, 'store'>, filters: AuditFilters = {}, environment = environmentId) =>
  (await store.audit.list(environment, { limit: 100, ...filters })).result

describe('a change', () => {
  it('is in the log before it is made, and with its end after it', async () => {
    const test = await open()
    const change = await test.store.audit.start(entry)
    const asked = {
      operation: 'updateUser',
      actor: { kind: 'api_token', id: 'token-1', name: 'nightly job' },
      accountId,
      tenantId: 'acme',
      provider: 'pipedrive',
      userId: '7',
      objectId: undefined,
      fields: ['first_name', 'remote_data.group'],
      requestId: 'request-1',
      createdAtMs: test.clock.now(),
      count: 1,
    }
    expect(await listOf(test)).toEqual([
      {
        ...asked,
        id: change.id,
        environmentId,
        outcome: 'running',
        httpStatus: undefined,
        problem: undefined,
        durationMs: undefined,
      },
    ])
    await test.store.audit.finish(change, succeeded)
    expect(await listOf(test)).toMatchObject([{ ...asked, outcome: 'succeeded', httpStatus: 200, durationMs: 12 }])
  })

  it('is noted with what became known while it ran', async () => {
    const test = await open()
    const change = await test.store.audit.start({
      ...entry,
      accountId: undefined,
      userId: undefined,
      tenantId: 'globex',
      provider: 'hubspot',
      operation: 'createIntegratedAccount',
    })
    await test.store.audit.finish(change, { ...succeeded, accountId: 'new-account', userId: '8', objectId: 'object' })
    expect(await listOf(test)).toMatchObject([
      { accountId: 'new-account', userId: '8', objectId: 'object', tenantId: 'globex', provider: 'hubspot' },
    ])
  })

  it('that never ended is unfinished after the longest time that a request can run, also after a restart', async () => {
    const test = await open({ maximumRunMs: 60_000 })
    await test.store.audit.start(entry)
    await test.store.close()
    const again = await open({ ...test, maximumRunMs: 60_000 })
    expect(await listOf(again)).toMatchObject([{ outcome: 'running' }])
    expect(await listOf(again, { outcome: 'unfinished' })).toEqual([])
    again.clock.advance(60)
    expect(await listOf(again)).toMatchObject([{ outcome: 'unfinished', durationMs: undefined }])
    expect(await listOf(again, { outcome: 'unfinished' })).toHaveLength(1)
    expect(await listOf(again, { outcome: 'running' })).toEqual([])
  })

  it('is refused where its row cannot be written', async () => {
    const test = await open()
    await query(test.folder, 'alter table audit_log rename to elsewhere')
    await expect(test.store.audit.start(entry)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: 'The audit log cannot be written now, so nothing was changed.',
    })
    await query(test.folder, 'alter table elsewhere rename to audit_log')
  })

  it('has its end noted later where that cannot be written at once; a row that can never be written is reported', async () => {
    const failures: unknown[] = []
    const test = await open({ onAuditFailure: (error) => failures.push(error) })
    const change = await test.store.audit.start(entry)
    const allowWrites = await failWrites(test.folder, 'update', 'audit_log')
    await test.store.audit.finish(change, succeeded)
    expect(await listOf(test)).toMatchObject([{ outcome: 'running' }])
    await allowWrites()
    await test.store.close()
    expect(await listOf(await open(test))).toMatchObject([{ outcome: 'succeeded' }])
    expect(failures).toEqual([])

    const failing = await open({ onAuditFailure: (error) => failures.push(error) })
    failing.store.audit.record({ ...entry, environmentId: 'no-environment' }, refused)
    await failing.store.close()
    expect(failures).toHaveLength(1)
  })

  it('that was refused is written within a fifth of a second, together with all others of that time', async () => {
    const test = await open()
    const inserts = () => test.statements.filter((sql) => sql.startsWith('insert into "audit_log"')).length
    const before = inserts()
    for (let index = 0; index < 50; index += 1) test.store.audit.record({ ...entry, userId: String(index) }, refused)
    expect(inserts()).toBe(before)
    await expect.poll(inserts).toBe(before + 1)
    expect(await listOf(test)).toHaveLength(50)
    for (let index = 0; index < 450; index += 1) test.store.audit.record(entry, refused)
    expect(await listOf(test, { userId: '7' })).toHaveLength(100)
    expect(inserts()).toBe(before + 4)
  })

  it('stays in the log when its account is deleted', async () => {
    const test = await open()
    await test.store.audit.finish(await test.store.audit.start(entry), succeeded)
    await test.store.accounts.delete(environmentId, accountId)
    expect(await listOf(test, { accountId })).toMatchObject([{ accountId, tenantId: 'acme', provider: 'pipedrive' }])
  })
})

describe('the list', () => {
  const fill = async (test: TestStore): Promise<void> => {
    const { audit } = test.store
    audit.record({ ...entry, actor: { kind: 'link_token', id: 'link-1' }, operation: 'startConnection' }, refused)
    test.clock.advance(1)
    audit.record({ ...entry, actor: { kind: 'command_line' }, accountId: undefined, userId: undefined }, succeeded)
    test.clock.advance(1)
    audit.record({ ...entry, userId: '8', accountId: 'other', tenantId: 'globex' }, refused)
    audit.record({ ...entry, environmentId: otherEnvironmentId }, refused)
  }

  it('is filtered by each parameter, and has no entry of another environment', async () => {
    const test = await open()
    await fill(test)
    const startMs = test.clock.now() - 2000
    const counts = async (filters: AuditFilters) => (await listOf(test, filters)).length
    expect(await counts({})).toBe(3)
    expect(await counts({ accountId })).toBe(1)
    expect(await counts({ tenantId: 'acme' })).toBe(1)
    expect(await counts({ tenantId: 'globex' })).toBe(1)
    expect(await counts({ userId: '8' })).toBe(1)
    expect(await counts({ actorId: 'link-1' })).toBe(1)
    expect(await counts({ actorId: 'token-1' })).toBe(1)
    expect(await counts({ operation: 'startConnection' })).toBe(1)
    expect(await counts({ outcome: 'refused' })).toBe(2)
    expect(await counts({ outcome: 'refused', accountId })).toBe(1)
    expect(await counts({ createdAt: { gt: startMs } })).toBe(2)
    expect(await counts({ createdAt: { gte: startMs, lt: startMs + 1000 } })).toBe(1)
    expect(await counts({ createdAt: { lte: startMs + 1000 } })).toBe(2)
    expect(await listOf(test, {}, otherEnvironmentId)).toMatchObject([
      { environmentId: otherEnvironmentId, tenantId: undefined },
    ])
  })

  it('has each row once, page by page, the newest first', async () => {
    const test = await open()
    for (let index = 0; index < 7; index += 1) {
      test.store.audit.record({ ...entry, userId: String(index) }, refused)
      if (index % 2 === 0) test.clock.advance(1)
    }
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await test.store.audit.list(environmentId, { limit: 2, cursor, tenantId: 'acme' })
      seen.push(...page.result.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    const whole = await listOf(test)
    expect(seen).toEqual(whole.map(({ id }) => id))
    expect(new Set(seen).size).toBe(7)
    expect(whole.map(({ createdAtMs }) => createdAtMs)).toEqual(
      whole.map(({ createdAtMs }) => createdAtMs).toSorted((a, b) => b - a),
    )
    const { nextCursor } = await test.store.audit.list(environmentId, { limit: 2 })
    await expect(
      test.store.audit.list(environmentId, { limit: 2, cursor: nextCursor, userId: '7' }),
    ).rejects.toMatchObject({ slug: 'invalid-cursor' })
    await expect(test.store.audit.list(otherEnvironmentId, { limit: 2, cursor: nextCursor })).rejects.toMatchObject({
      slug: 'invalid-cursor',
    })
  })

  it('reads only the rows that it returns, and sorts no list, with every filter', async () => {
    const test = await open()
    await query(test.folder, manyRows)
    await query(test.folder, 'analyze')
    const filters: readonly AuditFilters[] = [
      {},
      { accountId },
      { tenantId: 'acme' },
      { userId: '7' },
      { actorId: 'token-1' },
      { operation: 'updateUser' },
      { outcome: 'refused' },
      { createdAt: { gt: 5, lt: 9 } },
    ]
    for (const filter of filters) {
      const first = test.statements.length
      await test.store.audit.list(environmentId, { limit: 10, ...filter })
      const plan = await planOf(test.folder, test.statements[first] ?? '', filter)
      expect(plan).toMatch(/index/i)
      // PostgreSQL sorts rows of the same instant by their id.
      expect(plan).not.toMatch(/scan audit_log|seq scan|temp b-tree|(?<!incremental |pre)sort(?! key)/i)
    }
  })
})

/** Rows of four thousand changes, of which few have the same account, user, token and so on. */
const value = (column: string): string => `'${column}-' || (n / 20)`
const rowsOf = `insert into audit_log (id, environment_id, created_at, operation, actor_kind, actor_id, account_id, tenant_id,
  provider, user_id, fields, outcome, occurrences)
  select ${value('id')} || n, '${environmentId}', n, ${value('operation')}, 'api_token', ${value('actor')}, ${value('account')},
  ${value('tenant')}, 'hubspot', ${value('user')}, '[]', ${value('outcome')}, 1 from numbers`
const numbers = isOnPostgres
  ? 'with numbers as (select generate_series(1, 4000) as n)'
  : 'with recursive numbers as (select 1 as n union all select n + 1 from numbers where n < 4000)'
const manyRows = `${numbers} ${rowsOf}`

/** The database's plan for a statement; its parameters have the order of the list's conditions. */
const planOf = async (folder: string, sql: string, filters: AuditFilters): Promise<string> => {
  const { createdAt = {}, ...equal } = filters
  const parameters = [environmentId, ...Object.values(equal), ...Object.values(createdAt), 11]
  let position = 0
  const filled = sql.replaceAll(/\$\d+|\?/g, () => {
    const given = parameters[position]
    position += 1
    return typeof given === 'number' ? String(given) : `'${String(given)}'`
  })
  const rows = await query(folder, `${isOnPostgres ? 'explain' : 'explain query plan'} ${filled}`)
  return JSON.stringify(rows)
}

describe('erasing a user', () => {
  const request = { environmentId, accountId, scope: 'scope', request: 'r' }

  it('removes the id from every row of the account and from its kept answers, and changes nothing else', async () => {
    const test = await open()
    const { audit, idempotency } = test.store
    for (let index = 0; index < 3; index += 1) audit.record(entry, refused)
    audit.record({ ...entry, userId: '8' }, refused)
    audit.record({ ...entry, accountId: 'other' }, refused)
    audit.record({ ...entry, environmentId: otherEnvironmentId }, refused)
    const claim = await idempotency.claim(request)
    if (claim.kind === 'claimed') {
      await idempotency.complete(claim.claim, { status: 200, headers: {}, body: Buffer.from('{"email":"ann"}') })
    }
    await idempotency.claim({ ...request, scope: 'still running' })

    expect(await audit.eraseUser(environmentId, { accountId, userId: '7' })).toEqual({ entries: 3, answers: 1 })
    expect((await listOf(test)).map(({ userId }) => userId).sort()).toEqual(['7', '8', undefined, undefined, undefined])
    expect(await listOf(test, { accountId: 'other' })).toMatchObject([{ userId: '7' }])
    expect(await listOf(test, {}, otherEnvironmentId)).toMatchObject([{ userId: '7' }])
    // The key is still in use: a repeat must not write a second time.
    expect(await idempotency.claim(request)).toEqual({ kind: 'unknown' })
    expect(await idempotency.claim({ ...request, scope: 'still running' })).toEqual({ kind: 'running' })
    expect(await audit.eraseUser(environmentId, { accountId, userId: '7' })).toEqual({ entries: 0, answers: 0 })
  })

  it('works for a deleted account, and for none of another environment', async () => {
    const test = await open()
    const { audit } = test.store
    audit.record(entry, refused)
    expect(await listOf(test)).toHaveLength(1)
    await test.store.accounts.delete(environmentId, accountId)
    expect(await audit.eraseUser(environmentId, { accountId, userId: '7' })).toEqual({ entries: 1, answers: 0 })
    audit.record({ ...entry, environmentId: otherEnvironmentId }, refused)
    expect(await audit.eraseUser(otherEnvironmentId, { accountId, userId: '7' })).toBeUndefined()
    expect(await audit.eraseUser(environmentId, { accountId: 'unknown', userId: '7' })).toBeUndefined()
  })

  it('changes more rows than one statement can', async () => {
    const test = await open()
    const { kysely, close } = await openTestDatabase(test.folder)
    await query(test.folder, manyRows)
    await kysely
      .updateTable('audit_log')
      .set({ account_id: accountId, user_id: '7' })
      .where('created_at', '<=', 1203)
      .execute()
    expect(await test.store.audit.eraseUser(environmentId, { accountId, userId: '7' })).toMatchObject({ entries: 1203 })
    expect(await listOf(test, { userId: '7' })).toEqual([])
    await close()
  })
})

describe('failed authentications', () => {
  it('are counted in one row per environment and minute, by all processes', async () => {
    const test = await open()
    const other = await open(test)
    test.clock.ms = Math.ceil(test.clock.ms / 60_000) * 60_000
    const minuteMs = test.clock.now()
    for (let index = 0; index < 5; index += 1) test.store.audit.countFailedAuthentication(environmentId)
    other.store.audit.countFailedAuthentication(environmentId)
    other.store.audit.countFailedAuthentication(otherEnvironmentId)
    expect(await listOf(test)).toEqual([])
    await test.store.audit.writeCounts()
    await other.store.audit.writeCounts()
    test.clock.advance(61)
    test.store.audit.countFailedAuthentication(environmentId)
    await test.store.close()
    const row = { operation: 'failed_authentication', outcome: 'refused', httpStatus: 401, problem: 'unauthenticated' }
    expect(await listOf(other)).toMatchObject([
      { ...row, count: 1, createdAtMs: minuteMs + 60_000, actor: undefined },
      { ...row, count: 6, createdAtMs: minuteMs },
    ])
    expect(await listOf(other, {}, otherEnvironmentId)).toMatchObject([{ ...row, count: 1 }])
  })

  it('are counted until they can be written', async () => {
    const failures: unknown[] = []
    const test = await open({ onAuditFailure: (error) => failures.push(error) })
    test.store.audit.countFailedAuthentication(environmentId)
    await query(test.folder, 'alter table audit_log rename to elsewhere')
    await test.store.audit.writeCounts()
    await query(test.folder, 'alter table elsewhere rename to audit_log')
    test.store.audit.countFailedAuthentication(environmentId)
    await test.store.audit.writeCounts()
    expect(failures).toHaveLength(1)
    expect(await listOf(test)).toMatchObject([{ count: 2 }])
  })
})
