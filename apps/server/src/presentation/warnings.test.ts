import { expect, test } from 'vitest'
import { toWarnings, warningsHeader } from './warnings.ts'

const warning = { code: 'field-not-supported', pointer: '/name', detail: 'Zoë 😀' }

test('a place in the body is a pointer, a query parameter is one, the whole body is neither', () => {
  expect(
    toWarnings([
      warning,
      { code: 'sort-not-supported', parameter: 'sort_by', detail: 'No.' },
      { code: 'read-back-failed', pointer: '', detail: 'No.' },
    ]),
  ).toEqual([
    warning,
    { code: 'sort-not-supported', parameter: 'sort_by', detail: 'No.' },
    { code: 'read-back-failed', detail: 'No.' },
  ])
})

test('a header holds them as JSON in ASCII, as many as fit, and is absent without any', () => {
  const { 'Rollcall-Warnings': header = '' } = warningsHeader([warning])
  expect(header).toMatch(/^[\x20-\x7e]+$/)
  expect(JSON.parse(header)).toEqual([warning])
  const many = warningsHeader(Array.from({ length: 500 }, () => warning))['Rollcall-Warnings'] ?? ''
  expect(many.length).toBeLessThanOrEqual(4000)
  expect(JSON.parse(many)).toContainEqual(warning)
  expect(warningsHeader([])).toEqual({})
})
