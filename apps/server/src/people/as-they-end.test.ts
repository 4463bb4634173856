import { expect, test } from 'vitest'
import { asTheyEnd } from './as-they-end.ts'

/** Items that note when they are read. */
function* noted(items: readonly string[], taken: string[]): Generator<string> {
  for (const item of items) {
    taken.push(item)
    yield item
  }
}

test('returns results in the order of their ends, each with the place of its item', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const results: (readonly [number, string])[] = []
  for await (const ended of asTheyEnd(['slow', 'quick', 'last'], 2, async (item) =>
    item === 'slow' ? promise : item,
  )) {
    results.push(ended)
    if (results.length === 2) resolve('slow')
  }
  expect(results).toEqual([
    [1, 'quick'],
    [2, 'last'],
    [0, 'slow'],
  ])
})

test('reads no item before its work can begin', async () => {
  const taken: string[] = []
  const results = asTheyEnd(noted(['a', 'b', 'c', 'd'], taken), 2, async (item) => item)
  expect(taken).toEqual([])
  await results.next()
  expect(taken).toEqual(['a', 'b'])
  await results.next()
  expect(taken).toEqual(['a', 'b', 'c'])
})
