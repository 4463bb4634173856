import { expect, test } from 'vitest'
import { workThrough } from './work-through.ts'

/** Work that the test ends. */
const byHand = () => {
  const begun: string[] = []
  const ends = new Map<string, PromiseWithResolvers<void>>()
  const work = (item: string): Promise<void> => {
    begun.push(item)
    const end = Promise.withResolvers<void>()
    ends.set(item, end)
    return end.promise
  }
  return {
    begun,
    work,
    end: (item: string) => ends.get(item)?.resolve(),
    fail: (item: string) => ends.get(item)?.reject(item),
  }
}

/** Lets everything that is ready go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('works on so many items at once, and on each of them', async () => {
  const { begun, work, end } = byHand()
  const all = workThrough(['a', 'b', 'c'], 2, new AbortController().signal, work)
  expect(begun).toEqual(['a', 'b'])
  end('b')
  await settled()
  expect(begun).toEqual(['a', 'b', 'c'])
  end('a')
  end('c')
  await all
  expect(begun).toEqual(['a', 'b', 'c'])
})

test('begins nothing after it was stopped, and waits for what was begun', async () => {
  const { begun, work, end } = byHand()
  const stop = new AbortController()
  let isOver = false
  const all = workThrough(['a', 'b', 'c'], 2, stop.signal, work).then(() => {
    isOver = true
  })
  stop.abort()
  end('a')
  await settled()
  expect([begun, isOver]).toEqual([['a', 'b'], false])
  end('b')
  await all
  expect(begun).toEqual(['a', 'b'])
})

test('begins nothing after a failure, and rejects with it when what was begun has ended', async () => {
  const { begun, work, end, fail } = byHand()
  const all = workThrough(['a', 'b', 'c'], 2, new AbortController().signal, work)
  fail('a')
  await settled()
  end('b')
  await expect(all).rejects.toBe('a')
  expect(begun).toEqual(['a', 'b'])
})
