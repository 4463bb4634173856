import { parseText } from '@rollcall/providers'
import type { AuditLogTable } from '../schema.ts'

/** The caller that requested a change. */
export type AuditActor =
  | { readonly kind: 'api_token'; readonly id: string; readonly name: string }
  | { readonly kind: 'link_token'; readonly id: string }
  | { readonly kind: 'command_line' }

/** The subject of a change, as far as it is known; the vendor's id of the user is the only value of a person. */
export interface AuditSubject {
  readonly accountId?: string | undefined
  readonly userId?: string | undefined
  /** The token, link token or other row of the store. */
  readonly objectId?: string | undefined
}

export interface NewAuditEntry extends AuditSubject {
  readonly environmentId: string
  readonly actor: AuditActor
  /** The operation of the contract. */
  readonly operation: string
  /** For an account that does not exist yet; else those of the account are noted. */
  readonly tenantId?: string | undefined
  readonly provider?: string | undefined
  /** Names, never values. */
  readonly fields?: readonly string[]
  readonly requestId?: string | undefined
}

/** How a change ended. */
export type AuditEnd = 'succeeded' | 'refused' | 'failed' | 'outcome-unknown'

export interface AuditEnding extends AuditSubject {
  readonly outcome: AuditEnd
  readonly httpStatus?: number | undefined
  /** The problem's slug, or the error type of a connection. */
  readonly problem?: string | undefined
  readonly durationMs: number
}

/** `running`: the change may still end. `unfinished`: its result is unknown, since its process was killed. */
export type AuditOutcome = AuditEnd | 'running' | 'unfinished'

/** The caller, as it is stored in a row. */
export interface LoggedActor {
  readonly kind: AuditActor['kind']
  readonly id: string | undefined
  readonly name: string | undefined
}

/** A row of the log. */
export interface AuditEntry {
  readonly id: string
  readonly environmentId: string
  readonly createdAtMs: number
  readonly operation: string
  /** `undefined`: the caller is not known. */
  readonly actor: LoggedActor | undefined
  readonly accountId: string | undefined
  readonly tenantId: string | undefined
  readonly provider: string | undefined
  readonly userId: string | undefined
  readonly objectId: string | undefined
  readonly fields: readonly string[]
  readonly outcome: AuditOutcome
  readonly httpStatus: number | undefined
  readonly problem: string | undefined
  readonly requestId: string | undefined
  readonly durationMs: number | undefined
  /** The number of events of the row. */
  readonly count: number
}

/** The filters of a list of the log. */
export interface AuditFilters {
  readonly accountId?: string | undefined
  readonly tenantId?: string | undefined
  readonly userId?: string | undefined
  /** Of an API token or a link token. */
  readonly actorId?: string | undefined
  readonly operation?: string | undefined
  readonly outcome?: AuditOutcome | undefined
  /** Instants, in milliseconds since the epoch. */
  readonly createdAt?: { readonly gt?: number; readonly gte?: number; readonly lt?: number; readonly lte?: number }
}

const textsOf = (json: string): readonly string[] => {
  const value: unknown = parseText(json)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** A row as it is read; one that started before `runningSinceMs` is unfinished. */
export const toAuditEntry = (row: AuditLogTable, runningSinceMs: number): AuditEntry => ({
  id: row.id,
  environmentId: row.environment_id,
  createdAtMs: row.created_at,
  operation: row.operation,
  actor:
    row.actor_kind === null
      ? undefined
      : { kind: row.actor_kind, id: row.actor_id ?? undefined, name: row.actor_name ?? undefined },
  accountId: row.account_id ?? undefined,
  tenantId: row.tenant_id ?? undefined,
  provider: row.provider ?? undefined,
  userId: row.user_id ?? undefined,
  objectId: row.object_id ?? undefined,
  fields: textsOf(row.fields),
  outcome: row.outcome === 'started' ? (row.created_at > runningSinceMs ? 'running' : 'unfinished') : row.outcome,
  httpStatus: row.http_status ?? undefined,
  problem: row.problem ?? undefined,
  requestId: row.request_id ?? undefined,
  durationMs: row.duration_ms ?? undefined,
  count: row.occurrences,
})
