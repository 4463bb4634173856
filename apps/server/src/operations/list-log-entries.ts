import type { AuditEntry, AuditFilters, Store } from '@rollcall/store'
import { toLogEntry } from '../audit/log-entry.ts'
import { loggedUserId } from '../audit/subject.ts'
import { json } from '../http/answer.ts'
import type { OperationCheck } from '../http/validator.ts'
import { presentPages } from '../presentation/ndjson.ts'
import { startDeadline } from '../users/deadline.ts'
import { boundsOf } from '../users/list-query.ts'
import type { Operation, QueryOf } from './operation.ts'

const lines = 'application/x-ndjson'
const defaultLimit = 100
/** Entries that an export holds at once. */
const pageOfLines = 500

const checkList: OperationCheck = ({ query, mediaType }) =>
  mediaType === lines && query.next_cursor !== undefined
    ? [{ parameter: 'next_cursor', detail: `cannot be used with Accept ${lines}, which returns the whole list` }]
    : []

const filtersOf = (query: QueryOf<'listLogEntries'>): AuditFilters => ({
  accountId: query.account?.toLowerCase(),
  tenantId: query.tenant_id,
  userId: query.user_id === undefined ? undefined : loggedUserId(query.user_id),
  actorId: query.token_id?.toLowerCase(),
  operation: query.operation,
  outcome: query.outcome,
  createdAt: boundsOf('created_at', query.created_at),
})

/** The pages of the whole list; the first one is read already. */
const allPages = async (
  { audit }: Pick<Store, 'audit'>,
  environmentId: string,
  filters: AuditFilters,
): Promise<AsyncIterable<readonly AuditEntry[]>> => {
  const pageAt = (cursor?: string) => audit.list(environmentId, { limit: pageOfLines, cursor, ...filters })
  const first = await pageAt()
  return (async function* () {
    yield first.result
    for (let cursor = first.nextCursor; cursor !== undefined; ) {
      const page = await pageAt(cursor)
      yield page.result
      cursor = page.nextCursor
    }
  })()
}

/** `GET /log` */
export const listLogEntries: Operation<'listLogEntries'> = {
  access: 'environment',
  audit: 'none',
  check: checkList,
  async handle({ query, token, mediaType, path, response }, { store, clock, config, logger }) {
    const { environmentId } = token
    const filters = filtersOf(query)
    if (mediaType !== lines) {
      const limit = query.limit ?? defaultLimit
      const page = await store.audit.list(environmentId, { limit, cursor: query.next_cursor, ...filters })
      return json({ result: page.result.map(toLogEntry), next_cursor: page.nextCursor ?? null, limit })
    }
    const pages = await allPages(store, environmentId, filters)
    const { deadline } = startDeadline({ clock, milliseconds: config.deadlineMs, abandoned: response })
    const onFailure = (error: unknown) => logger.warn({ err: error }, 'an export of the log broke off')
    return presentPages(pages, toLogEntry, { deadline, headers: {}, path, onFailure })
  },
}
