import { join } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { providerSlugs } from '@rollcall/contract'
import { casesOf } from './cases.ts'
import { load, median } from './load.ts'
import { startTarget, type Target } from './process.ts'
import { endRollcall, type Rollcall, restartWith, startRollcall } from './rollcall.ts'

/**
 * Tests that the time of a GET depends neither on the size of the store nor on the uptime of the server: several servers,
 * each with another store, are measured in turn against the same bare Express. Fails where one takes a tenth more.
 */

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, rounds: { type: 'string', default: '9' } },
})
const minutes = Number(values.minutes)
const rounds = Number(values.rounds)
const connections = 50
const secondsARound = 1.5
const mostRatio = 1.1

/** Copies the imported account this often, under this many providers; the copies are never opened. */
const addAccounts =
  (count: number, providers: readonly string[]) =>
  (dataFolder: string): void => {
    const database = new DatabaseSync(join(dataFolder, 'rollcall.sqlite'))
    const columns = database
      .prepare('select name from pragma_table_info(?)')
      .all('accounts')
      .map(({ name }) => String(name))
    const values = columns.map((name) => {
      if (name === 'id') return "printf('%08x-0000-4000-8000-%012x', n, n)"
      if (name === 'tenant_id') return "'tenant-' || n"
      if (name !== 'provider') return name
      return `case n % ${providers.length} ${providers.map((slug, index) => `when ${index} then '${slug}'`).join(' ')} end`
    })
    database.exec(
      `with recursive numbers as (select 1 as n union all select n + 1 from numbers where n < ${count})
      insert into accounts (${columns.join(', ')})
      select ${values.join(', ')} from numbers, (select * from accounts limit 1)`,
    )
    database.close()
  }

const addTokens = async ({ target, token }: Rollcall, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    const answer = await fetch(`${target.origin}/api-token`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: `token ${index}`, scopes: ['read'] }),
    })
    if (answer.status !== 201) throw new Error(`A token was refused: ${await answer.text()}`)
    await answer.body?.cancel()
  }
}

const three = providerSlugs.slice(0, 3)
const running: { readonly name: string; readonly rollcall: Rollcall }[] = []
const ends: (() => Promise<void>)[] = []

const begin = async (name: string, vendor: Target, change?: (dataFolder: string) => void): Promise<Rollcall> => {
  const first = await startRollcall(vendor.origin)
  const rollcall = change === undefined ? first : await restartWith(first, change)
  ends.push(() => endRollcall(rollcall))
  running.push({ name, rollcall })
  return rollcall
}

/** Processor time of a GET, as a multiple of the bare Express server's in the same round; the median of all rounds. */
const measure = async (ceiling: Target): Promise<Map<string, number>> => {
  const ratios = new Map<string, number[]>(running.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    const [first] = running
    if (first === undefined) break
    const settings = { connections, seconds: secondsARound }
    const bare = await load(ceiling, casesOf(first.rollcall.accounts).get, { ...settings, token: 'none' })
    for (let index = 0; index < running.length; index += 1) {
      // The order turns with each round, so that none is always the first.
      const one = running[(index + round) % running.length]
      if (one === undefined) continue
      const { target, token, accounts } = one.rollcall
      const { cpuUs } = await load(target, casesOf(accounts).get, { ...settings, token })
      ratios.get(one.name)?.push(cpuUs / bare.cpuUs)
    }
  }
  return new Map([...ratios].map(([name, all]) => [name, median(all)]))
}

try {
  const vendor = await startTarget('vendor', new URL('./targets/vendor.ts', import.meta.url), {}, '/')
  ends.push(vendor.stop)
  const ceiling = await startTarget(
    'ceiling',
    new URL('./targets/ceiling.ts', import.meta.url),
    { VENDOR_ORIGIN: vendor.origin },
    '/unified/crm/users/1?integrated_account_id=6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11',
  )
  ends.push(ceiling.stop)
  const base = await begin('10 accounts of 3 providers, 1 token', vendor, addAccounts(7, three))
  await begin('10,000 accounts', vendor, addAccounts(10_000, three))
  await begin('1,000,000 accounts', vendor, addAccounts(1_000_000, three))
  await begin(`accounts of ${providerSlugs.length} providers`, vendor, addAccounts(10_000, providerSlugs))
  await addTokens(await begin('100 API tokens', vendor), 99)
  for (const { rollcall } of running) {
    await load(rollcall.target, casesOf(rollcall.accounts).get, { connections, seconds: 5, token: rollcall.token })
  }
  const soon = await measure(ceiling)
  const [[baseName, baseRatio = Number.NaN] = ['', Number.NaN]] = soon
  const lines = [...soon].map(([name, ratio]): readonly [string, number] => [name, ratio / baseRatio])

  const request = casesOf(base.accounts).get
  await load(base.target, request, { connections, seconds: minutes * 60, token: base.token })
  const late = await measure(ceiling)
  const others = running.slice(1).map(({ name }) => (late.get(name) ?? Number.NaN) / (soon.get(name) ?? Number.NaN))
  // Other work of the machine changes all ratios; the idle servers show how much.
  lines.push([`after ${minutes} minutes of load`, (late.get(baseName) ?? Number.NaN) / baseRatio / median(others)])

  process.stdout.write('| Store | CPU of a GET, of that of the first line |\n|---|---|\n')
  for (const [name, ratio] of lines) process.stdout.write(`| ${name} | ${ratio.toFixed(2)} |\n`)
  if (lines.some(([, ratio]) => !(ratio <= mostRatio))) process.exitCode = 1
} finally {
  for (const end of ends.reverse()) await end()
}
