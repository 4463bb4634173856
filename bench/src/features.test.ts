import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../apps/server/src/config.ts'
import { costOf, featureReport, featureTable } from './feature-costs.ts'
import { allFeatures, featureOf, features } from './features.ts'

const replaced = features.flatMap(({ replaced = {} }) => Object.entries(replaced))

test.each(replaced)('what replaces %s has all that it exports', async (module, replacement) => {
  const whole: object = await import(new URL(`../../${module}`, import.meta.url).href)
  const other: object = await import(new URL(`./without/${replacement}`, import.meta.url).href)
  expect(Object.keys(other).sort()).toEqual(Object.keys(whole).sort())
})

test('every replacement belongs to a feature', () => {
  expect(new Set(replaced.map(([, replacement]) => replacement))).toEqual(
    new Set(readdirSync(new URL('./without', import.meta.url))),
  )
})

test('the settings of a feature change the configuration', () => {
  const whole = readConfig(allFeatures)
  for (const { name, settings = {} } of features) {
    if (name === 'none' || name === 'all' || Object.keys(settings).length === 0) continue
    expect(readConfig({ ...allFeatures, ...settings }), name).not.toEqual(whole)
  }
})

test('a feature is found by its name, and the names are listed where there is none', () => {
  expect(features.map(({ name }) => featureOf(name).name)).toEqual([
    'none',
    'access_log',
    'metrics',
    'security_headers',
    'authentication',
    'rate_limit',
    'query',
    'calls_limit',
    'account',
    'deadline',
    'memory_budget',
    'throttle',
    'credential_search',
    'all',
  ])
  expect(() => featureOf('speed')).toThrow('There is no feature speed; there are none, access_log,')
})

test('all features are off together', () => {
  expect(featureOf('all').settings).toEqual({ LOG_LEVEL: 'silent', ROLLCALL_RATE_LIMIT: '0' })
  expect(Object.keys(featureOf('all').replaced ?? {})).toHaveLength(new Set(replaced.map(([module]) => module)).size)
})

const pairs = (...differences: readonly number[]) =>
  differences.map((difference) => ({ whole: 100 + difference, without: 100 }))

test('a cost is the median of the differences within pairs, with their middle half', () => {
  expect(costOf(pairs(8, 9, 10, 11, 500))).toEqual({ cost_us: 10, from_us: 9, to_us: 11, is_clear: true })
})

test('a cost that is smaller than its spread is printed as such', () => {
  const cost = costOf(pairs(-20, -5, 2, 8, 30))
  expect(cost).toEqual({ cost_us: 2, from_us: -5, to_us: 8, is_clear: false })
  const costs = new Map([
    [featureOf('throttle'), cost],
    [featureOf('access_log'), costOf(pairs(4, 4, 4))],
  ])
  expect(featureTable(costs)).toContain("| throttle by the vendor's limits | 2.0, within its spread | -5.0 to 8.0 |")
  expect(featureTable(costs)).toContain('| access log, written to a file | 4.0 | 4.0 to 4.0 |')
  expect(featureReport(costs)).toEqual({
    throttle: cost,
    access_log: { cost_us: 4, from_us: 4, to_us: 4, is_clear: true },
  })
})
