import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoAccount } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgresServer } from '../../../../packages/store/src/testing/postgres-server.ts'
import { type CommandSite, importLine, openCommandSite } from './command-site.ts'

/** A backup while a server writes, restored on either database; and the complete move from SQLite to PostgreSQL. */

let site: CommandSite
let postgres: PostgresServer
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-backups-'))
  site = await openCommandSite()
  postgres = await startPostgresServer()
})
afterAll(async () => {
  await site.stop()
  await postgres.remove()
  rmSync(folder, { recursive: true, force: true })
})

test('a backup of a server that writes, its restore, and the same on PostgreSQL', { timeout: 120_000 }, async () => {
  const http = await site.serve()
  await site.run(['accounts', 'import', '-'], http, importLine('pipedrive', 'first'))
  let isRunning = true
  let [made, failed] = [0, 0]
  const writing = (async () => {
    while (isRunning) {
      const { status } = await fetch(`${http.ROLLCALL_URL}/integrated-account`, {
        method: 'POST',
        headers: { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          integration: 'pipedrive',
          tenant_id: 'while',
          authentication_method: 'api_key',
          context: demoAccount('pipedrive').context,
        }),
      })
      if (status === 201) made += 1
      else failed += 1
    }
  })()
  const file = join(folder, 'backup')
  const backedUp = await site.run(['backup', file, '--json'])
  isRunning = false
  await writing
  expect([backedUp.code, backedUp.errors, failed]).toEqual([0, '', 0])
  const { tables } = backedUp.json() as { tables: { table: string; rows: number }[] }
  const accounts = tables.find(({ table }) => table === 'accounts')?.rows ?? 0
  expect(accounts).toBeGreaterThanOrEqual(1)
  expect(accounts).toBeLessThanOrEqual(made + 1)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await site.run(['backup', file])).errors).toMatch(/exists; name another one, or replace it with --force\.\n$/)

  // The server's folder is in use, and the keys of another installation do not open the backup.
  expect((await site.run(['restore', file, '--force'])).errors).toMatch(
    /is in use by the process \d+, .*stop that process/,
  )
  const empty = { DATA_DIR: join(folder, 'restored') }
  const other = (await site.run(['keys', 'new', '--id', 'main'])).output.trim()
  expect((await site.run(['restore', file], { ...empty, ROLLCALL_KEYS: other })).errors).toMatch(
    /set ROLLCALL_KEYS to the keys of this store\.\n$/,
  )
  expect(existsSync(join(folder, 'restored/rollcall.sqlite'))).toBe(false)

  const restored = await site.run(['restore', file], empty)
  expect([restored.code, restored.errors]).toEqual([0, ''])
  expect((await site.run(['keys', 'check'], empty)).output).toBe(
    `The key "main", which seals, opens accounts ${accounts}.\n`,
  )
  const again = await site.run(['restore', file], empty)
  expect(again).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/holds data already \(1 environments, .*--force/),
  })

  // From SQLite to PostgreSQL, back up there, and restore into another one.
  const first = { ...empty, DATABASE_URL: await postgres.createDatabase('first') }
  const migrated = await site.run(['migrate', '--json'], first)
  expect(migrated.json()).toMatchObject({ wasThere: false })
  expect((await site.run(['migrate'], first)).output).toContain('was copied before, and every row is the same')
  const second = { DATABASE_URL: await postgres.createDatabase('second') }
  expect((await site.run(['backup', file, '--force'], first)).code).toBe(0)
  expect((await site.run(['restore', file], second)).code).toBe(0)
  const counted = await site.run(['keys', 'check'], second)
  expect(counted.output).toBe(`The key "main", which seals, opens accounts ${accounts}.\n`)
  expect((await site.run(['restore', file], second)).code).toBe(1)
  expect((await site.run(['restore', file, '--force'], second)).output).toMatch(/\nRemoved before: .*accounts \d+/)
})
