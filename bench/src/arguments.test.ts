import { expect, test } from 'vitest'
import { benchArguments, growthArguments } from './arguments.ts'

test('without arguments everything is measured, and printed as tables', () => {
  const none = { quick: false, json: false, gate: false, write: false, only: undefined }
  expect(benchArguments([])).toEqual(none)
  expect(benchArguments(['--quick', '--json'])).toEqual({ ...none, quick: true, json: true })
  expect(benchArguments(['--quick', '--gate'])).toEqual({ ...none, quick: true, gate: true })
  expect(benchArguments(['--write', '--only', 'features'])).toEqual({ ...none, write: true, only: 'features' })
})

test.each([
  [['--only', 'all'], '--only is "all"; it can be cases or features.'],
  [['--quick', '--only', 'features'], '--quick measures no features; leave one of both out.'],
  [['--gate', '--only', 'features'], '--gate judges cases; leave --only features out.'],
])('%j is refused', (given, sentence) => {
  expect(() => benchArguments(given)).toThrow(sentence)
})

test('an unknown argument is refused by name', () => {
  expect(() => benchArguments(['--fast'])).toThrow("Unknown option '--fast'")
  expect(() => growthArguments(['--fast'])).toThrow("Unknown option '--fast'")
})

test('growth is measured after ten minutes, in nine rounds, unless another number is given', () => {
  expect(growthArguments([])).toEqual({ minutes: 10, rounds: 9, write: false, only: undefined })
  expect(growthArguments(['--minutes', '0.5', '--rounds', '3', '--write', '--only', 'time'])).toEqual({
    minutes: 0.5,
    rounds: 3,
    write: true,
    only: 'time',
  })
})

test.each([
  [['--minutes', '0'], '--minutes is "0"; it has to be a number above 0.'],
  [['--minutes', 'ten'], '--minutes is "ten"; it has to be a number above 0.'],
  [['--rounds', '1.5'], '--rounds is "1.5"; it has to be a whole number.'],
  [['--only', 'tokens'], '--only is "tokens"; it can be store or time or processes.'],
])('%j is refused', (given, sentence) => {
  expect(() => growthArguments(given)).toThrow(sentence)
})
