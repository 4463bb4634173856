import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const parameters = ['limit', 'next_cursor', 'email', 'is_active', 'created_at', 'updated_at']

test.each([
  ['limits', 'limit'],
  ['Limit', 'limit'],
  ['nextCursor', 'next_cursor'],
  ['mail', 'email'],
  ['isactive', 'is_active'],
  ['create_at', 'created_at'],
])('%s is nearest to %s', (name, nearest) => {
  expect(nearestName(name, parameters)).toBe(nearest)
})

test.each(['colour', 'x', '', '_', '__proto__', 'remote'])('nothing is near to "%s"', (name) => {
  expect(nearestName(name, parameters)).toBeUndefined()
})

test('no name is near where none is known', () => {
  expect(nearestName('limit', [])).toBeUndefined()
})

test('a long text is not compared, however similar it is', () => {
  const known = ['limit'.repeat(20_000)]
  expect(nearestName(`${known[0]}s`, known)).toBeUndefined()
})
