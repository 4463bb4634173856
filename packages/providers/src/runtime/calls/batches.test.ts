import { expect, test } from 'vitest'
import { inBatches } from './batches.ts'

const nextIteration = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('the items of an iteration run together, in their order, after its other code', async () => {
  const order: string[] = []
  const later = inBatches((item: string) => order.push(item))
  later('a')
  later('b')
  order.push('iteration')
  await Promise.resolve()
  expect(order).toEqual(['iteration'])
  await nextIteration()
  expect(order).toEqual(['iteration', 'a', 'b'])
})

test('what an item started continues when all of them have run', async () => {
  const order: string[] = []
  const later = inBatches((item: string) => {
    order.push(item)
    Promise.resolve().then(() => order.push(`${item} continues`))
  })
  later('a')
  later('b')
  await nextIteration()
  expect(order).toEqual(['a', 'b', 'a continues', 'b continues'])
})

test('an item that is added by another one runs in the next iteration', async () => {
  const order: string[] = []
  const later: (item: string) => void = inBatches((item: string) => {
    order.push(item)
    if (item === 'a') later('c')
  })
  later('a')
  later('b')
  await nextIteration()
  expect(order).toEqual(['a', 'b'])
  await nextIteration()
  expect(order).toEqual(['a', 'b', 'c'])
})
