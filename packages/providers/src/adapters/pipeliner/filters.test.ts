import { expect, it } from 'vitest'
import { within } from './filters.ts'

it('has no filter without a range', () => {
  expect(within('created', undefined)).toEqual({})
  expect(within('created', {})).toEqual({})
})

it('has the lower bound, in whole seconds without a zone', () => {
  const expected = { 'filter[created]': '2024-01-31T08:00:00', 'filter-op[created]': 'gte' }
  expect(within('created', { gt: '2024-01-31T08:00:00.900Z' })).toEqual(expected)
  expect(within('created', { gte: '2024-01-31T09:00:00+01:00' })).toEqual(expected)
})

it('has an upper bound one second later: the vendor counts microseconds, which the contract cuts', () => {
  const expected = { 'filter[modified]': '2024-01-31T08:00:01', 'filter-op[modified]': 'lte' }
  expect(within('modified', { lt: '2024-01-31T08:00:00.000Z' })).toEqual(expected)
  expect(within('modified', { lte: '2024-01-31T08:00:00.999Z' })).toEqual(expected)
})

it('has the lower of two bounds, since a field accepts one operator; the engine applies the other', () => {
  expect(within('created', { gte: '2024-01-01T00:00:00Z', lt: '2024-02-01T00:00:00Z' })).toEqual({
    'filter[created]': '2024-01-01T00:00:00',
    'filter-op[created]': 'gte',
  })
})
