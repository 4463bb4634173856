import { expect, test } from 'vitest'
import { refuseExclusionFromBytes } from './vendor-format-check.ts'

const faults = (query: Readonly<Record<string, unknown>>) =>
  refuseExclusionFromBytes({ query, body: undefined, mediaType: 'application/json' })

test.each(['raw', 'stream'])('no field can be removed from the bytes of %s', (truto_response_format) => {
  const found = faults({ truto_response_format, truto_exclude_fields: ['email'] })
  expect(found).toMatchObject([{ parameter: 'truto_exclude_fields' }])
  expect(faults({ truto_response_format, truto_ignore_remote_data: true })).toEqual([])
})

test('a field can be removed from our own formats', () => {
  expect(faults({ truto_response_format: 'normalized', truto_exclude_fields: ['email'] })).toEqual([])
  expect(faults({ truto_exclude_fields: ['email'] })).toEqual([])
})
