import { expect, test } from 'vitest'
import { parentOf } from './traceparent.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

test.each([
  ['sampled', `00-${traceId}-${spanId}-01`, 1],
  ['not sampled', `00-${traceId}-${spanId}-00`, 0],
  ['other flags of a later version', `01-${traceId}-${spanId}-03-more`, 1],
])('a parent that is %s', (_name, text, traceFlags) => {
  expect(parentOf(text)).toEqual({ traceId, spanId, traceFlags, isRemote: true })
})

test.each([
  undefined,
  '',
  'x',
  `ff-${traceId}-${spanId}-01`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}`,
])('%s is not a parent', (text) => {
  expect(parentOf(text)).toBeUndefined()
})
