import type { ProviderSlug, UserField } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** The eighteen promised providers: the fields that their users have at least, read by the API. */

const all: readonly ProviderSlug[] = [
  'activecampaign',
  'attio',
  'capsule',
  'close',
  'highlevel',
  'hubspot',
  'insightly',
  'onepagecrm',
  'outreach',
  'pipedrive',
  'pipeliner',
  'planhat',
  'salesflare',
  'salesforce',
  'teamleader',
  'wix',
  'zendesk-sell',
  'zoho-crm',
]
const without = (...left: readonly ProviderSlug[]): readonly ProviderSlug[] =>
  all.filter((slug) => !left.includes(slug))
const created = without('activecampaign', 'highlevel', 'onepagecrm', 'teamleader')

const promised: readonly (readonly [UserField, readonly ProviderSlug[]])[] = [
  ['id', all],
  ['email', all],
  ['name', all],
  ['is_active', without('close', 'onepagecrm')],
  ['created_at', created],
  ['updated_at', created.filter((slug) => slug !== 'attio')],
  ['urls', ['attio', 'onepagecrm', 'pipedrive', 'salesforce', 'zendesk-sell', 'zoho-crm']],
]

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

test.each(all)('%s lists users with every promised field', async (provider) => {
  const { json } = await server.call('GET', '/unified/crm/users', { query: `${server.account(provider)}&limit=100` })
  const { result } = json as { result: readonly Readonly<Record<string, unknown>>[] }
  const shown = promised
    .filter(([field]) => result.some((user) => (user[field] ?? null) !== null))
    .map(([field]) => field)
  const owed = promised.filter(([, providers]) => providers.includes(provider)).map(([field]) => field)
  expect(owed.filter((field) => !shown.includes(field))).toEqual([])
})
