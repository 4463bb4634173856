import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { startTestServer, type TestServer } from '../../apps/server/test/support/test-server.ts'
import { deployed } from './deployed.ts'

/** Checks the rules by promtool, and the rules and the dashboard against the metrics of a running server. */

let server: TestServer
let text = ''
beforeAll(async () => {
  server = await startTestServer()
  await server.call('GET', '/unified/crm/users', { query: server.account('hubspot') })
  text = (await server.call('GET', '/metrics')).text
})
afterAll(() => server.stop())

const folder = fileURLToPath(new URL('../prometheus', import.meta.url))
const promtool = (...parameters: readonly string[]): string =>
  execFileSync('promtool', parameters, { cwd: folder, encoding: 'utf8' })

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
}
const { groups }: { groups: readonly { readonly rules: readonly Rule[] }[] } = parse(deployed('prometheus/rules.yaml'))
const rules = groups.flatMap((group) => group.rules)

/** The metrics, with the labels of each; a histogram has three names. */
const measured = (): ReadonlyMap<string, string> => {
  const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
  return new Map(
    types.flatMap(([, name = '', type = '']) =>
      type === 'histogram'
        ? ['_bucket', '_sum', '_count'].map((suffix) => [`${name}${suffix}`, type] as const)
        : [[name, type] as const],
    ),
  )
}
const namesIn = (expression: string): readonly string[] =>
  [...expression.matchAll(/\b(?:rollcall|process|nodejs)_[a-z_]+/g)].map(([name]) => name)

test('promtool accepts the rules and the configuration, and every alert fires exactly when it should', () => {
  expect(promtool('check', 'rules', 'rules.yaml')).toContain(`SUCCESS: ${rules.length} rules found`)
  expect(promtool('check', 'config', 'prometheus.yaml')).toContain('SUCCESS')
  expect(promtool('test', 'rules', 'rules.test.yaml')).toContain('SUCCESS')
  const tests: { readonly tests: readonly { readonly alert_rule_test: readonly { readonly alertname: string }[] }[] } =
    parse(deployed('prometheus/rules.test.yaml'))
  const tried = new Set(tests.tests.flatMap((one) => one.alert_rule_test.map(({ alertname }) => alertname)))
  expect([...tried].sort()).toEqual(rules.map(({ alert }) => alert).sort())
})

test('promtool finds no fault in the metrics', () => {
  expect(execFileSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' })).toBe('')
})

test('every name in the rules and in the dashboard is measured', () => {
  const dashboard: { readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[] } =
    JSON.parse(deployed('grafana/rollcall.json'))
  const asked = [
    ...rules.map(({ expr }) => expr),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ]
  const names = new Set(asked.flatMap(namesIn))
  expect(names.size).toBeGreaterThan(20)
  expect([...names].filter((name) => !measured().has(name))).toEqual([])
  // Every metric is shown, since a metric without a panel is never read.
  const bases = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name)
  expect(bases.filter((base) => ![...names].some((name) => name.startsWith(base)))).toEqual([])
})

test('a rate is taken of counters alone', () => {
  const rated = [...deployed('prometheus/rules.yaml').matchAll(/(?:rate|increase)\((\w+)/g)].map(
    ([, name = '']) => name,
  )
  expect(rated.length).toBeGreaterThan(10)
  expect(rated.filter((name) => measured().get(name) !== 'counter')).toEqual([])
})

test('docs/operations.md has the next step for each alert, and for no other', () => {
  const told = [...deployed('../docs/operations.md').matchAll(/^\| `(Rollcall\w+)` \| (\w+) \|/gm)].map(
    ([, alert, severity]) => [alert, severity],
  )
  expect(told).toEqual(rules.map(({ alert, labels }) => [alert, labels.severity]))
})

test('the dashboard is one that Grafana imports: each panel has its own id and place', () => {
  const { panels }: { panels: readonly { id: number; gridPos: { x: number; y: number; w: number; h: number } }[] } =
    JSON.parse(deployed('grafana/rollcall.json'))
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}/${y + Math.floor(cell / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true)
})
