import { expect, test } from 'vitest'
import { exposition } from './exposition.ts'
import { Histogram } from './histogram.ts'

test('a family has its help, its type and a line for each sample', () => {
  const text = exposition([
    {
      name: 'calls_total',
      type: 'counter',
      help: 'Calls.',
      samples: [{ labels: { provider: 'hubspot', outcome: 'success' }, value: 3 }, { value: 0.5 }],
    },
    { name: 'empty', type: 'gauge', help: 'None.', samples: [] },
  ])
  expect(text).toBe(
    '# HELP calls_total Calls.\n# TYPE calls_total counter\n' +
      'calls_total{provider="hubspot",outcome="success"} 3\ncalls_total 0.5\n' +
      '# HELP empty None.\n# TYPE empty gauge\n',
  )
})

test('labels of every sample come first, and values are escaped', () => {
  const samples = [{ labels: { text: 'a"b\\c\nd' }, value: Number.POSITIVE_INFINITY }]
  expect(exposition([{ name: 'x', type: 'gauge', help: 'X.', samples }], { process: '2' })).toContain(
    'x{process="2",text="a\\"b\\\\c\\nd"} +Inf\n',
  )
})

test('a histogram counts each value in its bucket and in all above it, a value at a bound below it', () => {
  const histogram = new Histogram([0.1, 1])
  for (const value of [0.1, 0.2, 1, 7]) histogram.observe(value)
  const samples = histogram.samples({ operation: 'ping' })
  expect(samples.map(({ suffix, labels, value }) => [suffix, labels?.le, value])).toEqual([
    ['_bucket', '0.1', 1],
    ['_bucket', '1', 3],
    ['_bucket', '+Inf', 4],
    ['_sum', undefined, 8.3],
    ['_count', undefined, 4],
  ])
  expect(samples.every(({ labels }) => labels?.operation === 'ping')).toBe(true)
})
