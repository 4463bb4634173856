import type { Provoked, ProvokingServer } from './provoking-server.ts'

const users = '/unified/crm/users'
const dayMs = 24 * 60 * 60 * 1000

type Provoke = (server: ProvokingServer) => Promise<Provoked>

const post = (rawBody: string, headers: Readonly<Record<string, string>>): Provoke => {
  return (server) => server.provoke('POST', users, { query: server.account('hubspot'), rawBody, headers })
}

/** An account with its query, connected like the demo's. */
const accountOf = async (server: ProvokingServer): Promise<{ readonly query: string; readonly id: string }> => {
  const query = await server.freshAccount('pipedrive')
  return { query, id: query.split('=')[1] ?? '' }
}

/** Problems that the server finds without an answer of a vendor. */
export const problemsOfRequests = {
  'invalid-request': (server) =>
    server.provoke('GET', users, { query: `${server.account('pipedrive')}&limit=0&lmit=5&email=ann+crm@acme.example` }),

  'invalid-cursor': (server) =>
    server.provoke('GET', users, { query: `${server.account('pipedrive')}&next_cursor=made-up` }),

  async 'cursor-expired'(server) {
    const query = `${server.account('pipedrive')}&limit=1`
    const { json } = await server.call('GET', users, { query })
    const { next_cursor } = json as { next_cursor: string }
    server.advance(dayMs + 1)
    return server.provoke('GET', users, { query: `${query}&next_cursor=${encodeURIComponent(next_cursor)}` })
  },

  'malformed-json': post('{"name": "Ann Lee"', { 'content-type': 'application/json' }),

  'unsupported-media-type': post('name=Ann+Lee', { 'content-type': 'application/x-www-form-urlencoded' }),

  'not-acceptable': (server) => server.provoke('GET', '/ping', { headers: { accept: 'text/html' } }),

  'method-not-allowed': (server) => server.provoke('PUT', users),

  'payload-too-large': post(JSON.stringify({ remote_data: { note: 'x'.repeat(300 * 1024) } }), {
    'content-type': 'application/json',
  }),

  'uri-too-long': (server) => server.provoke('GET', users, { query: `name=${'x'.repeat(33 * 1024)}` }),

  unauthenticated: (server) => server.provoke('GET', '/ping', { token: null }),

  async forbidden(server) {
    const { id } = await accountOf(server)
    const { token } = await server.store.tokens.create(server.environmentId, { name: 'narrow', accountId: id })
    return server.provoke('GET', '/integrated-account', { token })
  },

  'not-found': (server) => server.provoke('GET', '/unified/crm/contacts'),

  'account-not-found': (server) => server.provoke('GET', '/integrated-account/00000000-0000-4000-8000-000000000000'),

  async 'account-not-ready'(server) {
    const { id } = await server.store.accounts.create(server.environmentId, {
      provider: 'pipedrive',
      tenantId: 'new',
      method: 'api_key',
      credential: { kind: 'api_key', apiKey: 'x' },
      variables: {},
      status: 'connecting',
    })
    return server.provoke('GET', users, { query: `integrated_account_id=${id}` })
  },

  'operation-not-supported': (server) => server.provoke('DELETE', `${users}/1`, { query: server.account('pipedrive') }),

  'field-not-supported': (server) =>
    server.provoke('PATCH', `${users}/1`, { query: server.account('pipedrive'), body: { name: 'Ann Lee' } }),

  'filter-not-supported': (server) =>
    server.provoke('GET', users, {
      query: `${server.account('teamleader')}&created_at[gte]=2026-01-01T00:00:00Z`,
      headers: { prefer: 'handling=strict' },
    }),

  async 'idempotency-key-reused'(server) {
    const query = server.account('pipedrive')
    const headers = { 'idempotency-key': 'payroll-17' }
    await server.call('PATCH', `${users}/4`, { query, headers, body: { is_active: true } })
    return server.provoke('PATCH', `${users}/4`, { query, headers, body: { is_active: false } })
  },

  async 'idempotency-in-progress'(server) {
    const vendor = server.sandbox.control('pipedrive')
    const sent = {
      query: server.account('pipedrive'),
      headers: { 'idempotency-key': 'payroll-18', prefer: 'wait=0' },
      body: { is_active: true },
    }
    vendor.fault({ latency_ms: 300, times: 1 })
    const first = server.call('PATCH', `${users}/4`, { ...sent, headers: { 'idempotency-key': 'payroll-18' } })
    while (vendor.status().waiting === 0) await new Promise((resolve) => setImmediate(resolve))
    const provoked = await server.provoke('PATCH', `${users}/4`, sent)
    await first
    return provoked
  },
} as const satisfies Readonly<Record<string, Provoke>>
