import { expect, it } from 'vitest'
import { counted, timeText, words } from './words.ts'

it.each([
  ['needs_reauth', 'Needs reauth'],
  ['would-be-switched-off', 'Would be switched off'],
  ['active', 'Active'],
  ['api_key', 'API key'],
])('says %s as %s', (name, text) => {
  expect(words(name)).toBe(text)
})

it('counts in the singular and the plural', () => {
  expect([0, 1, 2].map((count) => counted(count, 'account'))).toEqual(['0 accounts', '1 account', '2 accounts'])
  expect(counted(2, 'entry')).toBe('2 entries')
})

it('shows a time to the minute, and a dash for none', () => {
  expect(timeText('2026-11-27T10:00:00.000Z')).toMatch(/^\d{1,2} Nov 2026, \d\d:\d\d$/)
  expect([timeText(null), timeText(undefined)]).toEqual(['–', '–'])
})
