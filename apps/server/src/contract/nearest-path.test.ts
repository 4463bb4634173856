import { expect, test } from 'vitest'
import { nearestPath } from './nearest-path.ts'

test.each([
  ['/unified/crm/user', '/unified/crm/users'],
  ['/unified/crm/user/0055g00000AbcDEAAZ', '/unified/crm/users/{id}'],
  ['/unified/crm/users/hubspot/metas/list', '/unified/crm/users/{provider}/meta/{method}'],
  ['/integrated-accounts', '/integrated-account'],
  ['/integrated-accounts/', '/integrated-account'],
  ['/pong', '/ping'],
  ['/nothing-like-it', undefined],
  ['/', '/'],
  [`/unified/crm/user/${'x'.repeat(100_000)}`, undefined],
])('the path nearest to %s is %s', (path, nearest) => {
  expect(nearestPath(path)).toBe(nearest)
})
