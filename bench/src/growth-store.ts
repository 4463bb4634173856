import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { providerSlugs } from '@rollcall/contract'
import { type Growth, growthsOf } from './growth-report.ts'
import { type Measurable, measureInTurn, type Setting, warmUp } from './growth-rounds.ts'
import { endRollcall, type Rollcall, restartWith, startRollcall } from './rollcall.ts'

/** Several servers side by side, each with another number of accounts, providers or tokens in its store. */

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

export const growthOfStore = async (setting: Setting): Promise<readonly Growth[]> => {
  const servers: Measurable[] = []
  const begin = async (name: string, change?: (dataFolder: string) => void): Promise<Rollcall> => {
    const first = await startRollcall(setting.vendor.origin)
    const rollcall = change === undefined ? first : await restartWith(first, change)
    servers.push({ name, rollcall })
    return rollcall
  }
  try {
    await begin('10 accounts of 3 providers, 1 API token', addAccounts(7, three))
    await begin('10,000 accounts', addAccounts(10_000, three))
    await begin('1,000,000 accounts', addAccounts(1_000_000, three))
    await begin(`accounts of ${providerSlugs.length} providers`, addAccounts(10_000, providerSlugs))
    await addTokens(await begin('100 API tokens'), 99)
    for (const server of servers) await warmUp(server)
    return growthsOf(await measureInTurn(servers, setting))
  } finally {
    for (const { rollcall } of servers) await endRollcall(rollcall)
  }
}
