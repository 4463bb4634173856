import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { breakages } from './breakages.ts'

/** The mutation check takes a quarter of an hour and runs rarely; this test always checks that its texts still match. */

const root = join(import.meta.dirname, '../..')

test('every breakage names a text that occurs once in its file, and changes it', () => {
  const sources = new Map<string, string>()
  const misfits = breakages.flatMap(({ name, file, find, replace }) => {
    const source = sources.get(file) ?? readFileSync(join(root, file), 'utf8')
    sources.set(file, source)
    const count = source.split(find).length - 1
    return count === 1 && find !== replace ? [] : [{ name, file, count }]
  })
  expect(breakages.length).toBeGreaterThan(0)
  expect(misfits).toEqual([])
})
