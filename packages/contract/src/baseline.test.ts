import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { breakingChanges } from './breaking.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

it('keeps the promises of the last release; `npm run baseline` makes the present contract the baseline', () => {
  expect(breakingChanges(read('../baseline/openapi.json'), read('../openapi.json'))).toEqual([])
})
