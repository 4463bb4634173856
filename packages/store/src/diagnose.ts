import type { AccountStatus, ProviderSlug } from '@rollcall/contract'
import type { Variables } from '@rollcall/providers'
import { publicColumns, toRecord } from './accounts/account-record.ts'
import { sql } from './kysely.ts'
import type { StoreBeside } from './open-beside.ts'
import { reasonOf } from './private-files.ts'
import { isOnSqlite } from './table-rows.ts'

/** The state of a store, for a person that looks for a fault. */
export interface Diagnosis {
  /** Why nothing can be written; `undefined`: it can. */
  readonly writeFault: string | undefined
  /** The database's clock, milliseconds since the epoch; `undefined`: it is this machine's. */
  readonly clockMs: number | undefined
  readonly accounts: readonly {
    readonly id: string
    readonly provider: ProviderSlug
    readonly variables: Variables
    readonly status: AccountStatus
  }[]
}

/** Reads a store while its servers run; leaves no change. */
export const diagnose = async ({ kysely, run }: StoreBeside): Promise<Diagnosis> => {
  // It changes no row, but fails where nothing can be written.
  const writing = run(() => sql`update settings set value = value where 1 = 0`.execute(kysely))
  const writeFault = await writing.then(() => undefined, reasonOf)
  const clock = isOnSqlite(kysely)
    ? undefined
    : await sql<{ ms: number }>`select (extract(epoch from clock_timestamp()) * 1000)::bigint as ms`.execute(kysely)
  const found = await run(() => kysely.selectFrom('accounts').select(publicColumns).execute())
  return {
    writeFault,
    clockMs: clock?.rows[0]?.ms,
    accounts: found.map(toRecord).map(({ id, provider, variables, status }) => ({ id, provider, variables, status })),
  }
}
