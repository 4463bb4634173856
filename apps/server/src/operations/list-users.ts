import type { OperationCheck } from '../http/validator.ts'
import { silenceMs } from '../presentation/flow.ts'
import { presentList } from '../presentation/list.ts'
import { presentLines } from '../presentation/ndjson.ts'
import { isVendorFormat, viewOf } from '../presentation/one-user.ts'
import { nextLink, presentRaw } from '../presentation/raw.ts'
import { presentStream } from '../presentation/stream.ts'
import { warningsHeader } from '../presentation/warnings.ts'
import { toListQuery } from '../users/list-query.ts'
import { openUsers } from '../users/users-call.ts'
import { refuseExclusionFromBytes } from '../users/vendor-format-check.ts'
import type { Operation } from './operation.ts'

const lines = 'application/x-ndjson'

/** Parameters that contradict each other; each pair is a fault at the first of the two. */
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
    ['next_cursor', isLines, `Accept: ${lines}, which returns the whole list`],
    ['next_cursor', ignoresLimit, 'truto_ignore_limit, which returns the whole list'],
    ['next_cursor', format === 'stream', 'truto_response_format=stream, which has no cursor; use raw'],
  ]
  return [
    ...refuseExclusionFromBytes(input),
    ...clashes
      .filter(([parameter, isClash]) => isClash && query[parameter] !== undefined)
      .map(([parameter, , other]) => ({ parameter, detail: `cannot be used with ${other}` })),
  ]
}

/** `GET /unified/crm/users` */
export const listUsers: Operation<'listUsers'> = {
  access: 'account',
  audit: 'none',
  check: checkList,
  async handle(request, services) {
    const { query, path, rawQuery, mediaType } = request
    const { users, handling, context, deadline, headers } = openUsers(request.call, services, ['handling', 'wait'])
    const { truto_response_format: format = 'unified', truto_key_by: keyBy } = query
    const asked = {
      ...toListQuery(query),
      format: mediaType === lines && !isVendorFormat(format) ? ('lines' as const) : format,
      handling,
      nextContext: () => deadline.restart(silenceMs),
    }
    const found = await users.list(asked, context)
    if ('users' in found) return presentList(found, viewOf(query), keyBy, headers)
    if ('body' in found) return presentStream(found, { deadline, headers })
    if ('pages' in found) {
      const onFailure = (error: unknown) => services.logger.warn({ err: error }, 'a list broke off')
      return presentLines(found, { view: viewOf(query), deadline, headers, path, onFailure })
    }
    const { answer, nextCursor, warnings } = found
    return presentRaw(answer, answer.hint, {
      ...(nextCursor === null ? {} : { Link: nextLink(path, rawQuery, nextCursor) }),
      ...warningsHeader(warnings),
      ...headers,
    })
  },
}
