import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

test('every line of the security page names a test that exists', () => {
  const page = readFileSync(join(root, 'docs/security.md'), 'utf8')
  const named = [...page.matchAll(/`((?:apps|packages)\/[^`]+)`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((path) => !path.endsWith('.test.ts') || !existsSync(join(root, path)))).toEqual([])
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:Can|Cannot) \|/.test(line))
  expect(rows.filter((row) => !row.includes('.test.ts`'))).toEqual([])
})
