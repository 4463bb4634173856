import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { breakingChanges } from './breaking.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

it('keeps what the last release promised; `npm run baseline` makes the contract of today the measure', () => {
  expect(breakingChanges(read('../baseline/openapi.json'), read('../openapi.json'))).toEqual([])
})
