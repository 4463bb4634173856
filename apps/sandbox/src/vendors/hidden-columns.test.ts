import { afterEach, describe, expect, test } from 'vitest'
import { isRecord } from '../request.ts'
import { type Answer, type Visitor, visit } from '../testing/visitor.ts'
import type { Vendor } from '../vendor.ts'
import { dynamics365Sales } from './dynamics-365-sales.ts'
import { mondayCrm } from './monday-crm.ts'
import { salesforce } from './salesforce.ts'
import { zohoCrm } from './zoho-crm.ts'

/** Columns that an organisation lacks or a credential may not see, with the answer of each vendor. */

let visitor: Visitor
afterEach(() => visitor.close())

const hiding = async (vendor: Vendor, ...columns: string[]): Promise<Visitor> => {
  visitor = await visit(vendor)
  visitor.control.hideColumns(columns)
  return visitor
}
const firstOf = (list: unknown): Readonly<Record<string, unknown>> => {
  const first: unknown = Array.isArray(list) ? list[0] : undefined
  return isRecord(first) ? first : {}
}
const membersOf = ({ json }: Answer): Readonly<Record<string, unknown>> => (isRecord(json) ? json : {})

test('a column that the vendor does not have cannot be hidden', async () => {
  const { control } = await hiding(salesforce)
  expect(() => control.hideColumns(['ShoeSize'])).toThrow("salesforce has no column 'ShoeSize' to hide; it has Id,")
  control.hideColumns(['Email'])
  expect(control.status().hidden_columns).toEqual(['Email'])
  control.reset()
  expect(control.status().hidden_columns).toEqual([])
})

describe('Salesforce', () => {
  const headers = { authorization: 'Bearer sandbox-salesforce-access' }
  const data = '/services/data/v66.0'
  const query = (soql: string) => visitor.send('GET', `${data}/query?q=${encodeURIComponent(soql)}`, { headers })

  test.each([
    'SELECT Id,Email FROM User LIMIT 1',
    "SELECT Id FROM User WHERE Email = 'a@b.example'",
    'SELECT Id FROM User ORDER BY Email LIMIT 1',
  ])('refuses %s as if there were no such column', async (soql) => {
    await hiding(salesforce, 'Email')
    expect(await query(soql)).toMatchObject({
      status: 400,
      json: [
        { errorCode: 'INVALID_FIELD', message: expect.stringContaining("No such column 'Email' on entity 'User'") },
      ],
    })
  })

  test('leaves it out of a whole record, and refuses to write it', async () => {
    await hiding(salesforce, 'Email')
    const id = String(firstOf(membersOf(await query('SELECT Id FROM User LIMIT 1')).records).Id)
    const record = membersOf(await visitor.send('GET', `${data}/sobjects/User/${id}`, { headers }))
    expect(record).toHaveProperty('LastName')
    expect(record).not.toHaveProperty('Email')
    const json = { Email: 'new@acme.example' }
    expect(await visitor.send('PATCH', `${data}/sobjects/User/${id}`, { headers, json })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Email'] }],
    })
  })
})

describe('Dynamics 365 Sales', () => {
  const headers = { authorization: 'Bearer sandbox-dynamics-365-sales-access' }
  const table = '/api/data/v9.2/systemusers'

  test.each(['$select=fullname,photourl', "$filter=photourl eq 'x'", '$orderby=photourl desc'])(
    'refuses %s, which names a column that the environment lacks',
    async (query) => {
      await hiding(dynamics365Sales, 'photourl')
      expect(await visitor.send('GET', `${table}?${query}`, { headers })).toMatchObject({
        status: 400,
        json: {
          error: { message: "Could not find a property named 'photourl' on type 'Microsoft.Dynamics.CRM.systemuser'." },
        },
      })
    },
  )

  test('returns the other columns where none are chosen', async () => {
    await hiding(dynamics365Sales, 'photourl')
    const row = firstOf(membersOf(await visitor.send('GET', table, { headers })).value)
    expect(row).toHaveProperty('title')
    expect(row).not.toHaveProperty('photourl')
  })
})

test('Zoho CRM leaves a field that the profile may not see out of every answer', async () => {
  await hiding(zohoCrm, 'email')
  const headers = { authorization: 'Zoho-oauthtoken sandbox-zoho-crm-access' }
  const listed = firstOf(membersOf(await visitor.send('GET', '/crm/v8/users', { headers })).users)
  expect(listed).toHaveProperty('last_name')
  expect(listed).not.toHaveProperty('email')
  const one = await visitor.send('GET', `/crm/v8/users/${String(listed.id)}`, { headers })
  expect(firstOf(membersOf(one).users)).not.toHaveProperty('email')
})

describe('monday.com', () => {
  const headers = { authorization: 'sandbox-monday-crm-token', 'api-version': '2026-10' }
  const ask = (query: string) => visitor.send('POST', '/v2', { headers, json: { query } })

  test('returns null for a field that may be null, with an error that names its path', async () => {
    await hiding(mondayCrm, 'photo_url')
    expect(await ask('{ users(limit: 1) { id photo_url { thumb } } }')).toMatchObject({
      status: 200,
      json: {
        data: { users: [{ id: '4012001', photo_url: null }] },
        errors: [{ path: ['users', 0, 'photo_url'], extensions: { code: 'ASSET_UNAVAILABLE' } }],
      },
    })
  })

  test('returns no user at all for a field that cannot be null', async () => {
    await hiding(mondayCrm, 'title')
    expect(await ask('{ users(limit: 1) { id title } }')).toMatchObject({
      json: { data: [], errors: [{ path: ['users', 0, 'title'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] },
    })
    expect(await ask('{ users(limit: 1) { id name } }')).toMatchObject({
      json: { data: { users: [{ id: '4012001' }] } },
    })
  })
})
