import type { components } from '@rollcall/contract'
import type { AuditEntry } from '@rollcall/store'

/** An entry of the log in the contract's form. */
export const toLogEntry = (entry: AuditEntry): components['schemas']['LogEntry'] => ({
  id: entry.id,
  timestamp: new Date(entry.createdAtMs).toISOString(),
  environment_id: entry.environmentId,
  operation: entry.operation,
  actor: entry.actor?.kind ?? null,
  token_id: entry.actor?.id ?? null,
  token_name: entry.actor?.name ?? null,
  integrated_account_id: entry.accountId ?? null,
  tenant_id: entry.tenantId ?? null,
  integration: entry.provider ?? null,
  user_id: entry.userId ?? null,
  object_id: entry.objectId ?? null,
  fields: [...entry.fields],
  outcome: entry.outcome,
  http_status_code: entry.httpStatus ?? null,
  problem: entry.problem ?? null,
  request_id: entry.requestId ?? null,
  duration: entry.durationMs ?? null,
  count: entry.count,
})
