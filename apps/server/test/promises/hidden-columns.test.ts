import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** A column that the org lacks or the credential may not see is left out alone, always with a warning. */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const users = '/unified/crm/users'

const cases = [
  { provider: 'salesforce', column: 'Email', filter: 'email=ada.archer@acme.example', field: 'email' },
  { provider: 'dynamics-365-sales', column: 'createdon', filter: 'created_at[gt]=2020-01-01', field: 'created_at' },
  { provider: 'zoho-crm', column: 'Modified_Time', filter: 'updated_at[gt]=2020-01-01', field: 'updated_at' },
  // A hidden field that cannot be null makes monday.com's whole answer an error.
  { provider: 'monday-crm', column: 'created_at', filter: 'created_at[gt]=2020-01-01', field: 'created_at' },
] as const

describe.each(cases)('$column hidden by $provider', ({ provider, column, filter, field }) => {
  afterEach(() => server.sandbox.control(provider).reset())

  const hidden = async (): Promise<string> => {
    const account = await server.freshAccount(provider)
    server.sandbox.control(provider).hideColumns([column])
    return account
  }
  const warnings = { warnings: expect.arrayContaining([expect.objectContaining({ code: 'column-left-out' })]) }
  const one = async (account: string) => {
    const { json } = await server.call('GET', users, { query: `${account}&limit=1` })
    expect(json).toMatchObject({ result: [{ id: expect.any(String), [field]: null }], ...warnings })
    return `${users}/${/"id":"([^"]+)"/.exec(JSON.stringify(json))?.[1]}`
  }

  test('is null and named in warnings, in a list, of one user, and after a change', async () => {
    const account = await hidden()
    const path = await one(account)
    const got = await server.call('GET', path, { query: account })
    expect(got).toMatchObject({ status: 200, json: { [field]: null, ...warnings } })
    expect(got.text).toContain(`the column \\"${column}\\"`)
    const body = provider === 'monday-crm' ? { name: 'Ann Lee' } : { first_name: 'Ann' }
    expect(await server.call('PATCH', path, { query: account, body })).toMatchObject({
      status: 200,
      json: { [field]: null, ...warnings },
    })
  })

  test('is a 422 for a filter and a sort by it', async () => {
    const account = await hidden()
    for (const narrowed of [filter, `sort_by[${field}]=asc`]) {
      expect(await server.call('GET', users, { query: `${account}&${narrowed}` })).toMatchObject({
        status: 422,
        json: { type: expect.stringContaining('filter-not-supported'), errors: [{ detail: expect.any(String) }] },
      })
    }
  })
})

test("monday.com's partial data leaves the photo out, with a warning at its place", async () => {
  const { sandbox } = server
  sandbox.control('monday-crm').hideColumns(['photo_url'])
  const account = server.account('monday-crm')
  const { json } = await server.call('GET', users, { query: `${account}&limit=2` })
  expect(json).toMatchObject({
    result: [{ urls: [{ type: 'profile' }] }, { urls: [{ type: 'profile' }] }],
    warnings: [
      { code: 'column-left-out', pointer: '/result/0/urls' },
      { code: 'column-left-out', pointer: '/result/1/urls' },
    ],
  })
  expect(await server.call('GET', `${users}/me`, { query: account })).toMatchObject({
    status: 200,
    json: { warnings: [{ code: 'column-left-out', pointer: '/urls' }] },
  })
  sandbox.control('monday-crm').reset()
})
