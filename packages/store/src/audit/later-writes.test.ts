import { expect, it } from 'vitest'
import { StoreUnavailable } from '../store-error.ts'
import { createLaterWrites } from './later-writes.ts'

it('keeps at most 10,000 writes, and reports those that it drops', async () => {
  const failures: unknown[] = []
  const later = createLaterWrites((error) => failures.push(error))
  let made = 0
  const write = async () => {
    made += 1
  }
  for (let count = 0; count < 10_002; count += 1) later.add(write)
  expect(failures).toHaveLength(2)
  expect(failures[0]).toBeInstanceOf(StoreUnavailable)
  await later.close()
  expect(made).toBe(10_000)
})
