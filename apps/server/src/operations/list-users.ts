import type { CallContext, ListQuery } from '@rollcall/providers'
import type { Answer } from '../http/answer.ts'
import type { OperationCheck } from '../http/validator.ts'
import { silenceMs } from '../presentation/flow.ts'
import { presentList } from '../presentation/list.ts'
import { presentLines } from '../presentation/ndjson.ts'
import { viewOf } from '../presentation/one-user.ts'
import { nextLink, presentRaw } from '../presentation/raw.ts'
import { presentStream } from '../presentation/stream.ts'
import { warningsHeader } from '../presentation/warnings.ts'
import { cursorBinding } from '../users/cursor-binding.ts'
import { toListQuery } from '../users/list-query.ts'
import { assertNative, assertWorkspace, leftOut } from '../users/list-support.ts'
import { openUsers, type UsersCall } from '../users/users-call.ts'
import { refuseExclusionFromBytes } from '../users/vendor-format-check.ts'
import { walkList } from '../users/walk-list.ts'
import type { Operation, OperationRequest } from './operation.ts'

type ListRequest = OperationRequest<'listUsers'>

const lines = 'application/x-ndjson'

/** Parameters that say nothing together; each pair is a fault at the first of the two. */
const checkList: OperationCheck = (input) => {
  const { query, mediaType } = input
  const { truto_response_format: format } = query
  const isBytes = format === 'raw' || format === 'stream'
  const isLines = !isBytes && mediaType === lines
  const ignoresLimit = query.truto_ignore_limit === 'true'
  const clashes: readonly (readonly [parameter: string, isClash: boolean, other: string])[] = [
    ['truto_key_by', query.sort_by !== undefined, 'sort_by'],
    ['truto_key_by', isBytes, `truto_response_format=${String(format)}`],
    ['truto_key_by', isLines, `Accept: ${lines}`],
    ['sort_by', isBytes, `truto_response_format=${String(format)}`],
    ['truto_ignore_limit', isBytes && ignoresLimit, `truto_response_format=${String(format)}`],
    ['next_cursor', isLines, `Accept: ${lines}, which gives the whole list`],
    ['next_cursor', ignoresLimit, 'truto_ignore_limit, which gives the whole list'],
    ['next_cursor', format === 'stream', 'truto_response_format=stream, which has no cursor; use raw'],
  ]
  return [
    ...refuseExclusionFromBytes(input),
    ...clashes
      .filter(([parameter, isClash]) => isClash && query[parameter] !== undefined)
      .map(([parameter, , other]) => ({ parameter, detail: `cannot be used with ${other}` })),
  ]
}

const listPage = async (request: ListRequest, call: UsersCall, query: ListQuery): Promise<Answer> => {
  const { users, account, handling, context, headers } = call
  const format = request.query.truto_response_format ?? 'unified'
  const page = await users.list({ ...query, handling }, cursorBinding(account.id, format, query), context)
  return presentList(page, viewOf(request.query), request.query.truto_key_by, headers)
}

const listLines = (request: ListRequest, call: UsersCall, query: ListQuery, onFailure: (error: unknown) => void) => {
  const { deadline, context } = call
  let isFirst = true
  const contextOf = (): CallContext => {
    if (!isFirst) return deadline.restart(silenceMs)
    isFirst = false
    return context
  }
  return presentLines(walkList(call, query, contextOf), {
    view: viewOf(request.query),
    deadline,
    headers: () => ({
      ...warningsHeader([...leftOut(call.adapter, query), ...call.users.leftOut()]),
      ...call.headers,
    }),
    path: request.path,
    onFailure,
  })
}

const listRaw = async (request: ListRequest, call: UsersCall, query: ListQuery): Promise<Answer> => {
  const { users, account, adapter, handling, context, headers } = call
  assertNative(adapter, query)
  const binding = cursorBinding(account.id, 'raw', query)
  const { answer, nextCursor } = await users.rawList({ ...query, handling }, binding, context)
  return presentRaw(answer, answer.hint, {
    ...(nextCursor === null ? {} : { Link: nextLink(request.path, request.rawQuery, nextCursor) }),
    ...warningsHeader([...leftOut(adapter, query), ...users.leftOut()]),
    ...headers,
  })
}

const listStream = async (call: UsersCall, query: ListQuery): Promise<Answer> => {
  const { users, adapter, handling, context, deadline, headers } = call
  assertNative(adapter, query)
  const opened = await users.streamList({ ...query, handling }, context)
  const warnings = warningsHeader([...leftOut(adapter, query), ...users.leftOut()])
  return presentStream(opened, { deadline, headers: { ...warnings, ...headers } })
}

/** `GET /unified/crm/users` */
export const listUsers: Operation<'listUsers'> = {
  access: 'account',
  check: checkList,
  async handle(request, services) {
    const call = openUsers(request.call, services, ['handling', 'wait'])
    const query = toListQuery(request.query)
    assertWorkspace(call.adapter, query)
    const format = request.query.truto_response_format
    if (format === 'raw') return listRaw(request, call, query)
    if (format === 'stream') return listStream(call, query)
    if (request.mediaType !== lines) return listPage(request, call, query)
    return listLines(request, call, query, (error) => services.logger.warn({ err: error }, 'a list broke off'))
  },
}
