import { expect, test } from 'vitest'
import { maximumAttempts, nextAttempt } from './next-attempt.ts'

const waits = (random: number): readonly (number | undefined)[] =>
  Array.from({ length: maximumAttempts }, (_, index) => nextAttempt(index + 1, 0, () => random))

test('each try waits three times as long as the one before, at most six hours, and the twelfth is the last', () => {
  const seconds = [10, 30, 90, 270, 810, 2430, 7290, 21_600, 21_600, 21_600, 21_600]
  expect(waits(0)).toEqual([...seconds.map((each) => each * 1000), undefined])
})

test('a wait is up to a fifth longer at random', () => {
  expect(waits(1)).toEqual(waits(0).map((each) => (each === undefined ? undefined : each * 1.2)))
})
