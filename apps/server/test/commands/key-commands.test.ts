import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { demoAccount } from '@rollcall/sandbox'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgresServer } from '../../../../packages/store/src/testing/postgres-server.ts'
import { type CommandSite, importLine, openCommandSite } from './command-site.ts'

/** Keys are rotated while a server process is under load, and no call fails. */

const script = join(import.meta.dirname, '../../rollcall.js')
const children: ChildProcess[] = []
const sites: CommandSite[] = []
let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgresServer()
})
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
  for (const site of sites.splice(0)) await site.stop()
})
afterAll(() => postgres.remove())

/** A server in a separate process. */
const startProcess = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [script, 'serve'], { env: { PATH, ...environment } })
  children.push(child)
  let output = ''
  for await (const chunk of child.stdout) {
    output += String(chunk)
    const [origin] = /http:\/\/\S+:\d+/.exec(output) ?? []
    if (origin !== undefined) return origin
  }
  throw new Error(`It does not start: ${output}`)
}

const endProcesses = async (): Promise<void> => {
  for (const child of children.splice(0)) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
}

const accounts = 60

/** On SQLite the server is another process, so that two processes write to one file. */
test.each(['SQLite', 'PostgreSQL'])('on %s', { timeout: 120_000 }, async (engine) => {
  const site = await openCommandSite(
    engine === 'SQLite' ? {} : { DATABASE_URL: await postgres.createDatabase('rotated') },
  )
  sites.push(site)
  const serve = async (more: Readonly<Record<string, string>>): Promise<string> =>
    engine === 'SQLite' ? startProcess({ ...site.environment, ...more }) : ((await site.serve(more)).ROLLCALL_URL ?? '')
  const http = { ROLLCALL_URL: await serve({}), ROLLCALL_TOKEN: site.token }
  const lines = Array.from({ length: accounts }, (_, index) => importLine('pipedrive', `tenant ${index}`)).join('')
  const imported = await site.run(['accounts', 'import', '-', '--json'], http, lines)
  const [, id] = /"id":"([^"]+)"/.exec(imported.output) ?? []

  const fresh = (await site.run(['keys', 'new', '--id', 'new'])).output.trim()
  const rotating = { ROLLCALL_KEYS: `${fresh},${site.key}` }
  expect(await site.run(['keys', 'check'], rotating)).toMatchObject({
    code: 0,
    output: `The key "new", which seals, opens nothing.\nThe key "main" opens accounts ${accounts}; \`rollcall keys rotate\` seals these rows anew.\n`,
  })
  // The server has only the old key: the rotation does not begin.
  const early = await site.run(['keys', 'rotate'], rotating)
  expect([early.code, early.errors]).toEqual([
    1,
    expect.stringMatching(/ serves .*, and the last server that started seals with the key "main"; start the servers/),
  ])
  await endProcesses()

  const origin = await serve(rotating)
  const statuses = new Map<number, number>()
  let isRunning = true
  const call = async (method: string, path: string, body?: object): Promise<void> => {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${site.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    await answer.arrayBuffer()
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
  }
  const load = [
    (round: number) => call('PATCH', `/integrated-account/${id}`, { tenant_id: `changed ${round}` }),
    () => call('GET', `/unified/crm/users?limit=1&integrated_account_id=${id}`),
    (round: number) =>
      call('POST', '/integrated-account', {
        integration: 'pipedrive',
        tenant_id: `made ${round}`,
        authentication_method: 'api_key',
        context: demoAccount('pipedrive').context,
      }),
    () => call('GET', '/integrated-account?limit=100'),
  ].map(async (send) => {
    for (let round = 0; isRunning; round += 1) await send(round)
  })
  const rotated = await site.run(['keys', 'rotate'], rotating)
  isRunning = false
  await Promise.all(load)
  expect([...statuses.keys()].toSorted()).toEqual([200, 201])
  expect(rotated).toMatchObject({ code: 0, errors: '' })
  expect(rotated.output).toMatch(/^\d\d+ secrets were sealed anew with the key "new"\.\nThe key "main" opens nothing/)
  expect(rotated.output).toMatch(/can be removed from ROLLCALL_KEYS 24 hours after/)
  expect((await site.run(['keys', 'rotate', '--json'], rotating)).json()).toEqual({
    sealedAnew: 0,
    sealingKey: 'new',
    unusedKeys: ['main'],
    usedKeys: [],
    unopened: [],
  })

  // Without the old key, everything opens.
  const after = await site.run(['keys', 'check', '--json'], { ROLLCALL_KEYS: fresh })
  expect(after.json()).toMatchObject({ keys: [{ id: 'new', isSealing: true }], unopened: [] })
})

test('a damaged row is named by keys check, and only calls on its account fail, with a typed problem', async () => {
  const site = await openCommandSite()
  sites.push(site)
  const http = await site.serve()
  const lines = importLine('pipedrive', 'whole') + importLine('pipedrive', 'damaged')
  expect((await site.run(['accounts', 'import', '-'], http, lines)).code).toBe(0)
  const sqlite = new DatabaseSync(join(site.folder, 'data/rollcall.sqlite'))
  const [damaged, whole] = sqlite
    .prepare('select id from accounts order by tenant_id')
    .all()
    .map((row) => String(row.id))
  sqlite.prepare(`update accounts set tenant_id = 'another' where id = ?`).run(String(damaged))
  sqlite.close()
  const checked = await site.run(['keys', 'check'])
  expect(checked.code).toBe(1)
  expect(checked.output).toContain(
    `The row ${damaged} of the table accounts cannot be opened: its key "main" is not the one that sealed it, or the row was changed.\n`,
  )
  expect(checked.errors).toMatch(/^1 row opens with no key of ROLLCALL_KEYS; put the missing key back, or delete/)

  const usersOf = async (account: string | undefined) => {
    const answer = await fetch(`${http.ROLLCALL_URL}/unified/crm/users?limit=1&integrated_account_id=${account}`, {
      headers: { authorization: `Bearer ${site.token}` },
    })
    return { status: answer.status, body: (await answer.json()) as { type?: string; detail?: string } }
  }
  expect(await usersOf(damaged)).toMatchObject({
    status: 401,
    body: {
      type: '/errors/account-needs-reauth',
      detail: `The stored credential of the account ${damaged} does not open: its row was changed, or its key "main" is another one now. Delete the account and connect it again.`,
    },
  })
  expect((await usersOf(damaged)).body).not.toHaveProperty('truto_is_remote_error')
  expect((await usersOf(whole)).status).toBe(200)
})
