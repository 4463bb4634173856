import { type Breakage, inFile } from '../breakage.ts'

const server = 'apps/server/src/presentation'
const shown = ['presentation/', 'operations/list-users.test', 'operations/get-me']

const user = inFile(`${server}/user.ts`, { 'apps/server': shown })
const oneUser = inFile(`${server}/one-user.ts`, { 'apps/server': [...shown, 'operations/update-user'] })
const raw = inFile(`${server}/raw.ts`, { 'apps/server': shown })
const stream = inFile(`${server}/stream.ts`, { 'apps/server': shown })
const lines = inFile(`${server}/ndjson.ts`, { 'apps/server': shown })
const list = inFile(`${server}/list.ts`, { 'apps/server': shown })
const warnings = inFile(`${server}/warnings.ts`, { 'apps/server': [...shown, 'operations/update-user'] })
const flow = inFile(`${server}/flow.ts`, { 'apps/server': shown })

/** How users are shown: formats, exclusion, keys, warnings. */
export const ofPresentation: readonly Breakage[] = [
  user('normalized leaves an e-mail in capitals', 'user.email?.trim().toLowerCase()', 'user.email?.trim()'),
  user('normalized leaves white space as it is', String.raw`?.trim().replaceAll(/\s+/g, ' ')`, '?.trim()'),
  user('normalized takes an unknown state for active', 'user.is_active ?? null', 'user.is_active ?? true'),
  user('unified lacks the remote data', 'remote_data: remote', 'remote_data: {}'),
  user('excluded fields are shown', 'of view.excluded)', 'of [] as const)'),
  oneUser(
    'remote data is shown although it is to be ignored',
    'query.truto_ignore_remote_data === true',
    'query.truto_ignore_remote_data === null',
  ),
  oneUser('normalized is answered as unified', "=== 'normalized' ?", "=== 'normalised' ?"),
  oneUser('a user is shown without its warnings', 'warnings.length === 0 ? body', 'warnings.length >= 0 ? body'),
  raw('raw has a status of its own', 'status: answer.status,', 'status: 200,'),
  raw('raw can be a page of our origin', '...guards,', ''),
  raw('raw is always JSON', "vendorHeaders['content-type'] ?? 'application/octet-stream'", "'application/json'"),
  raw('a raw next link keeps the old cursor', '!/^next_cursor(?:=|$)/.test(part)', 'true'),
  stream('stream has a status of its own', 'writeHead(response, opened.status,', 'writeHead(response, 200,'),
  stream('a broken stream ends like a whole one', '        response.destroy()', '        response.end()'),
  stream('a stream is not guarded', '...rawHeaders(opened.headers, opened.hint),', ''),
  lines(
    'a list that breaks off has no last line',
    'JSON.stringify({ error: toProblem(error, options.path).problem })',
    "''",
  ),
  lines('NDJSON is called JSON', "'application/x-ndjson'", "'application/json'"),
  lines('NDJSON has no end of line', '(toLine(item))}\\n`', '(toLine(item))}`'),
  list('two users with one key are one', 'Object.hasOwn(result, key)', 'false'),
  list('users without the key are keyed by null', 'key === null || key === undefined', 'key === undefined'),
  list('a key may reach the prototype', 'Object.create(null)', '{}'),
  list('the count is of something else', 'result_count: page.users.length', 'result_count: page.warnings.length'),
  list('a list has no next cursor', 'next_cursor: page.nextCursor', 'next_cursor: null'),
  list('a list is shown without its warnings', 'page.warnings.length === 0 ?', 'page.warnings.length >= 0 ?'),
  warnings(
    'warnings beyond ASCII go into a header',
    "'Rollcall-Warnings': ascii(JSON.stringify(kept))",
    "'Rollcall-Warnings': JSON.stringify(kept)",
  ),
  warnings('a header holds any number of warnings', 'maximumHeaderLength = 4000', 'maximumHeaderLength = 400_000'),
  flow(
    'a slow caller is written to without waiting',
    'if (response.write(chunk)) return',
    'response.write(chunk)\n  return',
  ),
  inFile(`${server}/rate-limit-headers.ts`, { 'apps/server': shown })(
    'the remaining requests are reported as the limit',
    'String(hint.remaining)',
    'String(hint.limit)',
  ),
]
