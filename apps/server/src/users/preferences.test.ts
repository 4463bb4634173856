import { expect, test } from 'vitest'
import { preferenceApplied, readPreferences } from './preferences.ts'

test.each([
  ['handling=strict', 'strict', undefined],
  ['Handling="lenient"', 'lenient', undefined],
  ['handling=strict, wait=10', 'strict', 10],
  ['respond-async, wait=10; foo=bar, handling=lenient', 'lenient', 10],
  ['foo="a, handling=strict", wait=3', undefined, 3],
  ['foo="a, handling=strict, b"', undefined, undefined],
  ['handling=strict, handling=lenient', 'strict', undefined],
  ['handling=odd, wait=soon', undefined, undefined],
  ['', undefined, undefined],
  [undefined, undefined, undefined],
  [['handling=strict', 'wait=2'], 'strict', 2],
  [`handling${' '.repeat(150_000)}x, wait=2`, undefined, 2],
  [`handling=strict;${' ;'.repeat(75_000)}x`, 'strict', undefined],
  ['handling="strict', undefined, undefined],
])('%j prefers the handling %s and a wait of %s', (header, handling, waitSeconds) => {
  expect(readPreferences(header)).toEqual({ handling, waitSeconds })
})

test('only followed preferences are named as applied', () => {
  const preferences = { handling: 'strict', waitSeconds: 5 } as const
  expect(preferenceApplied(preferences, ['handling', 'wait'])).toEqual({
    'Preference-Applied': 'handling=strict, wait=5',
  })
  expect(preferenceApplied(preferences, ['wait'])).toEqual({ 'Preference-Applied': 'wait=5' })
  expect(preferenceApplied({ handling: undefined, waitSeconds: undefined }, ['wait'])).toEqual({})
})
