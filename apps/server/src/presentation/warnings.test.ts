import { expect, test } from 'vitest'
import { warningsHeader } from './warnings.ts'

const warning = { code: 'field-not-supported' as const, pointer: '/name', detail: 'Zoë 😀' }

test('a header holds them as JSON in ASCII, as many as fit, and is absent without any', () => {
  const { 'Rollcall-Warnings': header = '' } = warningsHeader([warning])
  expect(header).toMatch(/^[\x20-\x7e]+$/)
  expect(JSON.parse(header)).toEqual([warning])
  const many = warningsHeader(Array.from({ length: 500 }, () => warning))['Rollcall-Warnings'] ?? ''
  expect(many.length).toBeLessThanOrEqual(4000)
  expect(JSON.parse(many)).toContainEqual(warning)
  expect(warningsHeader([])).toEqual({})
})
