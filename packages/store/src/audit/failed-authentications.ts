import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'

/** Their operation in the log. */
export const failedAuthentication = 'failed_authentication'

const minuteMs = 60_000

/** Counts that are written together: one row per environment and minute, for all callers. */
export interface FailedAuthentications {
  /** Counts an attempt with an expired token of an environment, without a write. */
  count(environmentId: string): void
  /** Writes the counts; a count that cannot be written is kept. */
  write(): Promise<void>
}

/** The same id in all processes, so that they add to one row. */
const idOf = (environmentId: string, minute: number): string => {
  const hex = createHash('sha256').update(`${environmentId} ${minute}`).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}

export const createFailedAuthentications = (kysely: Kysely<Schema>, now: () => number): FailedAuthentications => {
  const counts = new Map<string, { readonly environmentId: string; readonly minute: number; count: number }>()

  const note = (environmentId: string, minute: number, count: number): void => {
    const key = `${environmentId} ${minute}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { environmentId, minute, count })
    else known.count += count
  }

  return {
    count: (environmentId) => note(environmentId, Math.floor(now() / minuteMs), 1),
    async write() {
      const taken = [...counts.values()]
      counts.clear()
      for (const { environmentId, minute, count } of taken) {
        await kysely
          .insertInto('audit_log')
          .values({
            id: idOf(environmentId, minute),
            environment_id: environmentId,
            created_at: minute * minuteMs,
            operation: failedAuthentication,
            actor_kind: null,
            actor_id: null,
            actor_name: null,
            account_id: null,
            tenant_id: null,
            provider: null,
            user_id: null,
            object_id: null,
            fields: '[]',
            outcome: 'refused',
            http_status: 401,
            problem: 'unauthenticated',
            request_id: null,
            duration_ms: null,
            occurrences: count,
          })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet(({ eb }) => ({ occurrences: eb('audit_log.occurrences', '+', count) })),
          )
          .execute()
          .catch((error: unknown) => {
            note(environmentId, minute, count)
            throw error
          })
      }
    },
  }
}
