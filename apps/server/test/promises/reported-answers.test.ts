import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer } from './ask.ts'
import { type FakeVendor, startVendor, type VendorCall } from './fake-vendor.ts'
import { dataFolder, demoQuery, importAccount, type RollcallProcess, startRollcall } from './rollcall-process.ts'

/**
 * Unusual answers of vendors from public reports, and what a caller gets for them. The data is made up; each case names the
 * report of its form.
 */

interface Served {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Sent unchanged. */
  readonly text?: string
  /** Sent as compressed JSON. */
  readonly gzip?: unknown
}

/** The first that matches a call answers it. */
interface Rule extends Served {
  readonly when: {
    readonly method?: string
    readonly path_has?: string
    readonly path_ends?: string
    readonly host?: string
    readonly headers_has?: Readonly<Record<string, string>>
    readonly body_matches?: string
  }
  /** One after the other, the last again and again. */
  readonly pages?: readonly Served[]
}

interface ReportedCall {
  readonly method?: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
  readonly expected: {
    readonly status_in?: readonly number[]
    readonly account_status?: string
    readonly is_remote_error?: boolean
    readonly is_remote_error_if_error?: boolean
    readonly body?: { readonly result?: readonly object[] }
    readonly body_absent?: readonly string[]
  }
}

interface Reported {
  readonly title: string
  readonly sources: readonly string[]
  readonly account?: {
    readonly integration: ProviderSlug
    readonly authentication_method: string
    readonly context: object
  }
  readonly demo?: ProviderSlug
  readonly serve?: readonly Rule[]
  readonly calls: readonly ReportedCall[]
}

const reported: readonly Reported[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'reported-answers.json'), 'utf8'),
)

let vendor: FakeVendor
let rollcall: RollcallProcess
let folder: Awaited<ReturnType<typeof dataFolder>>
beforeAll(async () => {
  vendor = await startVendor(() => undefined)
  folder = await dataFolder()
  rollcall = await startRollcall({
    dataDirectory: folder.path,
    environment: { ROLLCALL_VENDOR_ORIGIN: vendor.origin },
  })
})
afterAll(async () => {
  await rollcall.stop()
  await vendor.close()
  await folder.dispose()
})

const fits = ({ when }: Rule, { method, path, headers, body }: VendorCall): boolean =>
  (when.method ?? method) === method &&
  path.includes(when.path_has ?? '') &&
  path.endsWith(when.path_ends ?? '') &&
  (when.host === undefined || headers['x-forwarded-host'] === when.host) &&
  Object.entries(when.headers_has ?? {}).every(([name, value]) => headers[name] === value) &&
  new RegExp(when.body_matches ?? '').test(body)

const bytesOf = ({ text, gzip, body }: Served): string | Buffer => {
  if (gzip !== undefined) return gzipSync(JSON.stringify(gzip))
  return text ?? (body === undefined ? '' : JSON.stringify(body))
}

const serve = (rules: readonly Rule[]): void => {
  const used = new Map<Rule, number>()
  vendor.answer((call) => {
    const rule = rules.find((candidate) => fits(candidate, call))
    const times = rule === undefined ? 0 : (used.get(rule) ?? 0)
    if (rule !== undefined) used.set(rule, times + 1)
    const served: Served = rule?.pages?.[Math.min(times, rule.pages.length - 1)] ?? rule ?? { status: 404 }
    call.response.writeHead(served.status ?? 200, { 'content-type': 'application/json', ...served.headers })
    call.response.end(bytesOf(served))
  })
}

const hold = async (answer: Answer, { expected }: ReportedCall, account: string): Promise<void> => {
  const { status, json, text } = answer
  if (expected.status_in !== undefined) expect(expected.status_in, text).toContain(status)
  if (expected.is_remote_error === true || (expected.is_remote_error_if_error === true && status >= 400)) {
    expect(json).toMatchObject({ truto_is_remote_error: true })
  }
  if (expected.body !== undefined && status < 400) {
    const { result, ...rest } = expected.body
    const among = expect.arrayContaining((result ?? []).map((user) => expect.objectContaining(user)))
    expect(json).toMatchObject({ ...rest, ...(result === undefined ? {} : { result: among }) })
  }
  for (const absent of expected.body_absent ?? []) expect(text).not.toContain(absent)
  if (expected.account_status === undefined) return
  const shown = await rollcall.ask('GET', `/integrated-account/${account.split('=')[1]}`)
  expect(shown.json).toMatchObject({ status: expected.account_status })
}

describe('reported answers of vendors', () => {
  test.each(reported)('$title', async ({ account, demo, serve: rules = [], calls, sources }) => {
    expect(sources).not.toEqual([])
    serve(rules)
    const own =
      account === undefined
        ? demoQuery(demo ?? providerSlugs[0] ?? 'pipedrive')
        : await importAccount(rollcall, account.integration, account.authentication_method, account.context)
    for (const call of calls) {
      const { method = 'GET', path, query = {}, headers = {}, body } = call
      const asked = path.startsWith('/unified') ? [own, String(new URLSearchParams(query))].join('&') : ''
      const answer = await rollcall.ask(method, asked === '' ? path : `${path}?${asked}`, { headers, body })
      await hold(answer, call, own)
    }
  })
})
