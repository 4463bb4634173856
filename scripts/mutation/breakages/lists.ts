import { type Breakage, inFile } from '../breakage.ts'

const runtime = 'packages/providers/src/runtime'

const cursor = inFile(`${runtime}/lists/cursor.ts`, { 'packages/providers': ['runtime/lists/cursor'] })
const query = inFile(`${runtime}/lists/query.ts`, { 'packages/providers': ['runtime/lists/query'] })
const filters = inFile(`${runtime}/lists/filters.ts`, {
  'packages/providers': ['runtime/lists/filters', 'runtime/lists/list'],
})
const list = inFile(`${runtime}/lists/list.ts`, { 'packages/providers': ['runtime/lists/list', 'runtime/lists/walk'] })
const walk = inFile(`${runtime}/lists/walk.ts`, { 'packages/providers': ['runtime/lists/list', 'runtime/lists/walk'] })
const paging = inFile(`${runtime}/lists/pagination.ts`, {
  'packages/providers': ['runtime/lists/pagination', 'runtime/lists/list'],
})
const dates = inFile(`${runtime}/records/dates.ts`, { 'packages/providers': ['runtime/records/dates'] })
const values = inFile(`${runtime}/records/values.ts`, {
  'packages/providers': ['runtime/records/values', 'runtime/records/read'],
})
const read = inFile(`${runtime}/records/read.ts`, { 'packages/providers': ['runtime/records/read'] })

/** Cursors, filters, sorts, walks over the vendor's pages, and the reading of records. */
export const ofLists: readonly Breakage[] = [
  cursor('a cursor opens for any list', '.update(binding).digest()', ".update('').digest()"),
  cursor('a cursor lives for two days', 'issuedAtMs > lifetimeMs', 'issuedAtMs > 2 * lifetimeMs'),
  cursor('a cursor opens in another spelling', " || sealed.toString('base64url') !== cursor", ''),
  cursor(
    'a cursor of an older key does not open',
    'for (const key of secrets)',
    'for (const key of secrets.slice(0, 1))',
  ),
  cursor('a changed cursor opens as nothing', 'if (text === undefined) continue', 'if (text === undefined) break'),
  query('a cursor opens for another account', '    accountId,\n', ''),
  query('a cursor opens in another format', "query.format ?? 'unified'", "'unified'"),
  query('a cursor opens for another direction', 'query.sort.field, query.sort.direction]', 'query.sort.field]'),
  query('a cursor opens with other filters', 'Object.entries(query.filters).sort', 'Object.entries({}).sort'),
  query('a cursor opens with another remote query', 'query.remoteQuery ?? null', 'null'),
  query('a cursor opens in another workspace', 'query.workspaceId ?? null', 'null'),
  query('a workspace is taken by every provider', 'hasWorkspaces !== true', 'hasWorkspaces === null'),
  query(
    'raw may be filtered by the engine',
    "query.format === 'raw' || query.format === 'stream' ?",
    "query.format === 'stream' ?",
  ),
  query('lists are strict', "query.handling === 'strict'", "query.handling === 'lenient'"),
  query('a filter that was left out is not reported', 'warnings: lacking.map(', 'warnings: lacking.slice(1).map('),
  filters('text compares by its code units alone', "text.normalize('NFC').toLowerCase()", 'text.toLowerCase()'),
  filters('text compares by case', "text.normalize('NFC').toLowerCase()", "text.normalize('NFC')"),
  filters('gt lets its bound in', 'instant > Date.parse(range.gt)', 'instant >= Date.parse(range.gt)'),
  filters('gte leaves its bound out', 'instant >= Date.parse(range.gte)', 'instant > Date.parse(range.gte)'),
  filters('lte leaves its bound out', 'instant <= Date.parse(range.lte)', 'instant < Date.parse(range.lte)'),
  filters(
    'null is in every range',
    "if (typeof value !== 'string') return false",
    "if (typeof value !== 'string') return true",
  ),
  filters('null comes first', 'return leftValue === null ? 1 : -1', 'return leftValue === null ? -1 : 1'),
  filters(
    'ties stand in no order',
    ': -difference\n  return compareText(leftId, rightId)',
    ': -difference\n  return 0',
  ),
  filters('text sorts by code units', 'code < 0xe000 ? code + 0x2000 : code - 0x800', 'code'),
  filters('a sort by a missing field is not reported', 'sort !== undefined && !offers', 'sort === null && !offers'),
  filters('a vendor compares text beyond ASCII', String.raw`/^[\x20-\x7e]*$/.test(value)`, 'true'),
  list(
    'a page holds one user too many',
    'users.length < query.limit) continue',
    'users.length <= query.limit) continue',
  ),
  list('more is read than is needed', 'Math.ceil(limit / Math.ceil(limit / maximum))', 'maximum'),
  list('a filter reads one page more', 'maximumEmulatedPages = 20', 'maximumEmulatedPages = 21'),
  list(
    'a filtered list ends after 20 pages',
    'if (users.length > 0) break',
    'if (users.length > 0) return { users, nextCursor: null, hint }',
  ),
  list(
    'a filtered list of many bytes ends in silence',
    'if (bytes > maximumHeldBytes) break',
    'if (bytes > maximumHeldBytes) return { users, nextCursor: null, hint }',
  ),
  list('a list in one answer is twice as long', 'maximumUsers = 10_000', 'maximumUsers = 20_000'),
  list('a raw page begins before its offset', 'while (offset % size !== 0) size -= 1', ''),
  list(
    'the last user of a sorted page comes again',
    'compareKeys(key, last, sort.direction) > 0',
    'compareKeys(key, last, sort.direction) >= 0',
  ),
  list("a vendor's own case decides", 'found.users.length === 0 ?', 'found.users.length < 0 ?'),
  list('the last sorted page has a cursor', 'page.length < rest.length', 'page.length <= rest.length'),
  walk('users that were handed out come again', 'let index = place.skip;', 'let index = 0;'),
  walk('a cursor points at the last user shown', 'skip: index + 1', 'skip: index'),
  walk('a smaller page forgets what was handed out', 'Math.max(0, place.skip - records.length)', '0'),
  walk('a page that comes again is read for ever', 'seen.mark === mark', 'seen.mark === null'),
  walk('the second pass is left out', 'pass + 1 < passes', 'pass + 1 < 1'),
  walk('records that are no users are listed', 'page.request.pass) === true', 'page.request.pass) === null'),
  walk('no users at all is an answer not understood', 'answer.status === 204 ? []', 'answer.status === 205 ? []'),
  walk("a vendor's old cursor is its refusal", 'place.isGiven === true &&', 'place.isGiven !== true &&'),
  walk('a counted page is read from its middle', 'at % size === 0) return place', 'at % size >= 0) return place'),
  paging('an offset goes back by one', 'offsetOf(page.request) + index + 1', 'offsetOf(page.request) + index'),
  paging('a full page is the last', 'records.length >= request.size ||', 'records.length > request.size ||'),
  paging('the previous page is the next', ".includes('next')", ".includes('prev')"),
  dates(
    'a leap second may come at any minute',
    '% dayMs !== 0) return undefined',
    '% minuteMs !== 0) return undefined',
  ),
  dates('offsets count the wrong way', "sign === '-' ? -1 : 1", "sign === '-' ? 1 : -1"),
  dates('a date of zeros is a date not understood', 'if (zeroDate.test(value)) return null', ''),
  read('an empty text is a value', "value === undefined || value === '' ? null", 'value === undefined ? null'),
  values(
    'a flag is a text',
    "if (typeof value === 'string') return value",
    "if (typeof value !== 'number') return String(value)",
  ),
  read("a record's secrets are shown", 'adapter.user.secrets ?? []', '[]'),
  read('a user has no name but the full one', "(user.name ?? '').trim() === ''", 'user.name === undefined'),
]
