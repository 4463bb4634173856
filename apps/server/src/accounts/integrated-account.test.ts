import type { AccountRecord } from '@rollcall/store'
import { expect, test } from 'vitest'
import { toIntegratedAccount } from './integrated-account.ts'

const createdAtMs = Date.parse('2026-11-22T10:00:00.000Z')
const record: AccountRecord = {
  id: '44444444-0000-4000-8000-000000000001',
  environmentId: '11111111-0000-4000-8000-000000000001',
  tenantId: 'acme',
  provider: 'pipedrive',
  method: 'api_key',
  status: 'active',
  variables: { subdomain: 'acme' },
  principal: 'u-7',
  handling: undefined,
  lastError: undefined,
  createdAtMs,
  updatedAtMs: createdAtMs + 1500,
  version: 3,
}

test('an account is shown with the fields of the contract and no others', () => {
  expect(toIntegratedAccount(record)).toEqual({
    id: '44444444-0000-4000-8000-000000000001',
    tenant_id: 'acme',
    environment_id: '11111111-0000-4000-8000-000000000001',
    status: 'active',
    authentication_method: 'api_key',
    integration: { id: 'pipedrive', name: 'pipedrive', category: 'crm' },
    context: { subdomain: 'acme' },
    handling: null,
    last_error: null,
    created_at: '2026-11-22T10:00:00.000Z',
    updated_at: '2026-11-22T10:00:01.500Z',
  })
})

test.each([
  ['credential-refused', 'The vendor refused the credential of this account.'],
  ['token-refused', 'The vendor refused to renew the access token of this account.'],
] as const)('an account that failed with %s has a sentence that says so', (kind, sentence) => {
  const failed = { ...record, status: 'needs_reauth', lastError: { kind, remoteStatus: 401 } } as const
  expect(toIntegratedAccount(failed)).toMatchObject({ status: 'needs_reauth', last_error: sentence })
})
