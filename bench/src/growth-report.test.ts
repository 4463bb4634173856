import { expect, test } from 'vitest'
import { growthOfBare, growthsOf, growthTable, type Measured, overLimit } from './growth-report.ts'

const measured: readonly Measured[] = [
  { name: 'few', ratios: [1.9, 2, 2.1], bareUs: [90, 100, 120] },
  { name: 'many', ratios: [2, 2.2, 2.4], bareUs: [100, 110, 130] },
  { name: 'more', ratios: [2.2, 2.4, 9], bareUs: [150, 150, 150] },
]
const growths = growthsOf(measured)

test('each server is compared with the first one, by medians', () => {
  expect(growthTable(growths)).toBe(
    [
      '| Server | CPU of a GET / ceiling | / the first line | Middle half of the rounds |',
      '|---|---|---|---|',
      '| few | 2.00 | 1.00 | 0.95 to 1.05 |',
      '| many | 2.20 | 1.10 | 1.00 to 1.20 |',
      '| more | 2.40 | 1.20 | 1.10 to 4.50 |',
    ].join('\n'),
  )
})

test('a tenth more is allowed, and what is beyond it is a sentence', () => {
  expect(overLimit(growths)).toEqual(['more: 1.20 times the CPU of the first one; at most 1.1.'])
})

test('what could not be measured does not pass', () => {
  expect(overLimit(growthsOf([{ name: 'none', ratios: [], bareUs: [] }]))).toHaveLength(1)
})

test('the growth of the bare server itself is shown too', () => {
  expect(growthOfBare(measured)).toBe('1.00, 1.10, 1.50')
})
