import { expect, test } from 'vitest'
import { atEndOfTurn } from './turn.ts'

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('the items of a turn run together, in their order, after the code of the turn', async () => {
  const order: string[] = []
  const later = atEndOfTurn((item: string) => order.push(item))
  later('a')
  later('b')
  order.push('turn')
  await Promise.resolve()
  expect(order).toEqual(['turn'])
  await nextTurn()
  expect(order).toEqual(['turn', 'a', 'b'])
})

test('what an item started continues when all of them have run', async () => {
  const order: string[] = []
  const later = atEndOfTurn((item: string) => {
    order.push(item)
    Promise.resolve().then(() => order.push(`${item} continues`))
  })
  later('a')
  later('b')
  await nextTurn()
  expect(order).toEqual(['a', 'b', 'a continues', 'b continues'])
})

test('an item that is added by another one runs in the next turn', async () => {
  const order: string[] = []
  const later: (item: string) => void = atEndOfTurn((item: string) => {
    order.push(item)
    if (item === 'a') later('c')
  })
  later('a')
  later('b')
  await nextTurn()
  expect(order).toEqual(['a', 'b'])
  await nextTurn()
  expect(order).toEqual(['a', 'b', 'c'])
})
