import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ask, type ContractServer, type Kept, startContractServer } from './contract-server.ts'
import { isRecord, operationOf } from './document.ts'
import { freshSubject, records, text } from './provider-subject.ts'
import { accountMark, type Draft, someDraft, userMark } from './request-arbitrary.ts'

/**
 * Requests made from the contract, valid ones and invalid ones. FUZZ_RUNS is their number (300 by default, 10,000 in
 * `.ci/run`), FUZZ_SEED the seed of their choice, which the name of the test shows.
 */

const runs = Number(process.env.FUZZ_RUNS ?? 300)
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))

/** Vendors without published limits, so that thousands of requests do not wait. */
const providers = ['salesforce', 'pipedrive', 'monday-crm', 'zoho-crm', 'pipeliner', 'insightly', 'freshsales'] as const
type Provider = (typeof providers)[number]

let server: ContractServer
const userIds = new Map<Provider, readonly string[]>()
beforeAll(async () => {
  server = await startContractServer()
  for (const provider of providers) {
    const users = await (await freshSubject(server, provider)).walk(100)
    userIds.set(
      provider,
      users.map((user) => text(user, 'id')),
    )
  }
})
afterAll(() => server.stop())

/** The account of a provider for this many runs; then its rate limit and its data are reset. */
const runsOfAccount = 20
const accounts = new Map<Provider, { readonly id: string; readonly token: string; runs: number }>()

const accountOf = async (provider: Provider): Promise<{ readonly id: string; readonly token: string }> => {
  const known = accounts.get(provider)
  if (known !== undefined && known.runs < runsOfAccount) {
    known.runs += 1
    return known
  }
  server.sandbox.control(provider).reset()
  const id = await server.freshAccount(provider)
  const { token } = await server.store.tokens.create(server.environmentId, { name: 'fuzz', accountId: id })
  const account = { id, token, runs: 1 }
  accounts.set(provider, account)
  return account
}

/** They use all accounts that a token reaches; here that of the run. */
const isAboutPeople = ({ id }: Draft): boolean => id === 'findPeople' || id === 'deactivatePerson'

const filledIn = ({ ask }: Draft, account: string, userId: string): Ask => ({
  ...ask,
  rawQuery: ask.rawQuery?.replaceAll(accountMark, account) ?? '',
  path: Object.fromEntries(
    Object.entries(ask.path ?? {}).map(([name, value]) => [
      name,
      value === userMark ? userId : value.replaceAll(accountMark, account),
    ]),
  ),
})

const baseOf = (parameter: string): string => /^[^[]*/.exec(parameter)?.[0] ?? ''

const labelOf = (fault: unknown): string => {
  if (!isRecord(fault)) return 'nothing'
  if (typeof fault.parameter === 'string') return `parameter ${baseOf(fault.parameter)}`
  return typeof fault.header === 'string' ? `header ${fault.header}` : `pointer ${String(fault.pointer)}`
}

/** A fault below a place is a fault of it. */
const isAt = (label: string, place: string): boolean => label === place || label.startsWith(`${place}/`)

/** The problem that an answer is, or that an error of JSON-RPC has. */
const problemOf = ({ json }: Kept): unknown => (isRecord(json) && isRecord(json.error) ? json.error.data : json)

const faultsNamed = (received: Kept): readonly string[] => {
  const problem = problemOf(received)
  return records(isRecord(problem) ? problem.errors : []).map(labelOf)
}

const statusBefore = { token: 401, accept: 406, json: 400, type: 415 } as const

const typeOf = (received: Kept): string => text(problemOf(received), 'type')

/** @throws when the answer to a draft is not the expected one */
const judge = (draft: Draft, received: Kept): void => {
  const shown = received.text.slice(0, 1500)
  if (draft.before !== undefined) {
    expect(received.status, shown).toBe(statusBefore[draft.before])
    return
  }
  const named = faultsNamed(received)
  if (draft.broken.length > 0) {
    expect(received.status, shown).toBe(400)
    expect(typeOf(received), shown).toBe('/errors/invalid-request')
    for (const place of draft.broken)
      expect(
        named.some((label) => isAt(label, place)),
        `${place}: ${shown}`,
      ).toBe(true)
  }
  if (received.status === 400 && typeOf(received) === '/errors/invalid-request') {
    const places = [...draft.broken, ...draft.refusable]
    const invented = named.filter((label) => !places.some((place) => isAt(label, place)))
    expect(invented, shown).toEqual([])
    expect(named.length, shown).toBeGreaterThan(0)
  }
  // No fault was injected: the only possible fault is a part that the provider lacks.
  if (received.status >= 500) expect(typeOf(received), shown).toBe('/errors/operation-not-supported')
  expect(received.status, shown).not.toBe(429)
}

const isReading = ({ id, ask, before, broken }: Draft): boolean =>
  operationOf(id).method === 'GET' &&
  // Its answer counts the requests before it.
  id !== 'getMetrics' &&
  before === undefined &&
  broken.length === 0 &&
  !/truto_response_format=(?:raw|stream)/.test(ask.rawQuery ?? '')

/** Values that differ from answer to answer: sealed cursors, and request ids of vendors. */
const lasting = ({ text: body }: Kept): string =>
  body
    .replaceAll(/"next_cursor":"[^"]*"/g, '"next_cursor":"sealed"')
    .replaceAll(/"(?:traceId|trace_id|correlationId|request_id)":"[^"]*"/g, '')

const title = `what no fault caused is never a failure of ours, and what is wrong is named (${runs} runs, seed ${seed})`

test(title, { timeout: 60_000 + runs * 100 }, async () => {
  const property = fc.asyncProperty(
    someDraft,
    fc.constantFrom(...providers),
    fc.nat(),
    async (draft, provider, position) => {
      const { id: account, token } = await accountOf(provider)
      const known = userIds.get(provider) ?? []
      const filled = filledIn(draft, account, known[position % known.length] ?? '')
      const ask = isAboutPeople(draft) ? { token, ...filled } : filled
      const first = await server.send(draft.id, ask)
      if (draft.id === 'deleteIntegratedAccount') accounts.delete(provider)
      judge(draft, first)
      if (!isReading(draft)) return
      const again = await server.send(draft.id, ask)
      expect(again.status).toBe(first.status)
      // An earlier request may have replaced the credential; its first refusal at the vendor is remembered from then on.
      if (typeOf(first) !== '/errors/account-needs-reauth') expect(lasting(again)).toBe(lasting(first))
    },
  )
  await fc.assert(property, { numRuns: runs, seed, endOnFailure: false })
})
