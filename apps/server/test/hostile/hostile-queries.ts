import { accountMark, type HostileRequest, list, users } from './hostile-request.ts'

const many = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join('&')

const tooLong = { status: 414, slug: 'uri-too-long', faults: [] }

const path = (method: string, target: string, status: number, slug: string): HostileRequest => ({
  title: `${method} ${target}`,
  method,
  path: target,
  query: accountMark,
  status,
  slug,
})

/** Queries, paths and methods. */
export const hostileQueries: readonly HostileRequest[] = [
  { ...list('a query of 100 kB in one value', `name=${'x'.repeat(100 * 1024)}`, []), ...tooLong },
  {
    ...list(
      'a query of 100 kB in 9,000 parameters',
      many(9000, (index) => `p${index}=123456`),
      [],
    ),
    ...tooLong,
  },
  { ...list('a query nested 10,000 deep', `remote_query${'[a]'.repeat(10_000)}=1`, []), faults: ['remote_query'] },
  list('a query nested 33 deep', `remote_query${'[a]'.repeat(33)}=1`, ['remote_query']),
  { ...list('2,001 parameters', '', []), query: many(2001, (index) => `a${index}=`) },
  list(
    '1,001 values of one parameter',
    many(1001, () => 'truto_exclude_fields[]=id'),
    ['truto_exclude_fields'],
  ),
  list('an index that would need much memory', 'truto_exclude_fields[99999999]=id', ['truto_exclude_fields']),
  list('__proto__ as a parameter', '__proto__[a]=1', ['__proto__']),
  list('__proto__ within a parameter', 'remote_query[__proto__][a]=1', ['remote_query']),
  list('__proto__ in disguise', 'remote_query[%5F_proto__][a]=1', ['remote_query']),
  list('constructor as a parameter', 'constructor[prototype][a]=1&hasOwnProperty=1', ['constructor', 'hasOwnProperty']),
  list('constructor within parameters', 'remote_query[constructor]=1&sort_by[constructor]=asc', [
    'remote_query',
    'sort_by',
  ]),
  list('half a character', 'name=%ED%A0%80&email=%ED%BF%BF', ['name', 'email']),
  list('NULs in a query', 'name=a%00b&remote_query[a]=%00&workspace[i%00d]=1', ['name', 'remote_query', 'workspace']),
  list('second values of scalars', 'limit=1&limit=2&name=a&name[]=b&is_active=true&is_active=true', [
    'limit',
    'name',
    'is_active',
  ]),
  list('plus signs', 'email=ann+crm@acme.example&created_at[gt]=2026-02-03T00:00:00+01:00', [
    'email',
    'created_at[gt]',
  ]),
  list(
    'wrong types in a query',
    [
      'limit=ten&is_active=1&created_at=x&updated_at[gt]=x&sort_by=name&truto_key_by=name&truto_ignore_limit=yes',
      'truto_ignore_remote_data=no&truto_exclude_fields[a]=id&remote_query=1&workspace=1&next_cursor[]=a',
      'truto_response_format=xml&name[a]=1&email=nobody',
    ].join('&'),
    [
      'limit',
      'is_active',
      'created_at',
      'updated_at[gt]',
      'sort_by',
      'truto_key_by',
      'truto_ignore_limit',
      'truto_ignore_remote_data',
      'truto_exclude_fields',
      'remote_query',
      'workspace',
      'next_cursor',
      'truto_response_format',
      'name',
    ],
  ),
  list('numbers that are only almost numbers', 'limit=1e3&truto_exclude_fields=id,shoe', [
    'limit',
    'truto_exclude_fields',
  ]),
  list('two orders', 'sort_by[name]=asc&sort_by[email]=asc', ['sort_by']),
  list('dates that do not exist', 'created_at[gt]=2026-02-30T00:00:00Z&updated_at[lt]=2026-13-01T00:00:00Z', [
    'created_at[gt]',
    'updated_at[lt]',
  ]),
  list('malformed percent signs', 'name=%&email=%zz&%zz=1&remote_query[%]=1&limit=%E0%A4%A', [
    'name',
    'email',
    '%zz',
    'remote_query',
    'limit',
  ]),
  path('GET', `${users}/%`, 400, 'invalid-request'),
  path('PATCH', `${users}/%E0%A4%A`, 400, 'invalid-request'),
  path('GET', `${users}/%zz/meta/list`, 400, 'invalid-request'),
  path('GET', `${users}/a%00b`, 404, 'user-not-found'),
  {
    ...path('GET', `${users}/${'x'.repeat(513)}`, 400, 'invalid-request'),
    title: 'an id of 513 characters',
    faults: ['id'],
  },
  ...['PUT', 'DELETE', 'TRACE', 'PROPFIND', 'SEARCH', 'M-SEARCH'].map((method) =>
    path(method, users, 405, 'method-not-allowed'),
  ),
  ...['POST', 'PUT'].map((method) => path(method, `${users}/1`, 405, 'method-not-allowed')),
  ...['HEAD', 'POST'].map((method) => path(method, '/nowhere', 404, 'not-found')),
]
