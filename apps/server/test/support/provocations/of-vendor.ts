import type { Fault } from '@rollcall/sandbox'
import type { Provoked, ProvokingServer } from './provoking-server.ts'

const users = '/unified/crm/users'
const firstUser = `${users}/1`

type Provoke = (server: ProvokingServer) => Promise<Provoked>

/** A read while the vendor misbehaves, of a separate account, so that only that one has to wait afterwards. */
const readWhile =
  (fault: Fault, headers: Readonly<Record<string, string>> = {}): Provoke =>
  async (server) => {
    const query = await server.freshAccount('pipedrive')
    server.sandbox.control('pipedrive').fault(fault)
    return server.provoke('GET', firstUser, { query, headers })
  }

/** A list of made-up users. */
const listOf = (data: readonly object[], query: string): Provoke => {
  return (server) => {
    server.sandbox.control('pipedrive').fault({ status: 200, body: { success: true, data } })
    return server.provoke('GET', users, { query: `${server.account('pipedrive')}&${query}` })
  }
}

const made = (id: number, email: string) => ({ id, name: `Ann ${id}`, email, active_flag: true })

/** Problems that a vendor causes. */
export const problemsOfVendors = {
  'user-not-found': (server) => server.provoke('GET', `${users}/99999`, { query: server.account('pipedrive') }),

  'account-needs-reauth': readWhile({ status: 401, body: { success: false, error: 'unauthorized access' } }),

  'list-too-large': listOf(
    Array.from({ length: 10_001 }, (_, index) => made(index + 1, `ann${index}@acme.example`)),
    'sort_by[name]=asc',
  ),

  'key-not-unique': listOf([made(1, 'ann@acme.example'), made(2, 'ann@acme.example')], 'truto_key_by=email'),

  'provider-forbidden': readWhile({ status: 403, body: { success: false, error: 'Scope and URL mismatch' } }),

  'provider-network-refused': readWhile({
    status: 403,
    body: { success: false, error: 'Access from this IP address is restricted by the administrator' },
  }),

  'provider-conflict'(server) {
    server.sandbox
      .control('hubspot')
      .fault({ match: { method: 'POST' }, status: 409, body: { message: 'User already exists' } })
    return server.provoke('POST', users, {
      query: server.account('hubspot'),
      body: { first_name: 'Ann', last_name: 'Lee', email: 'ann.lee@acme.example' },
    })
  },

  'provider-rejected': readWhile({ status: 422, body: { success: false, error: 'The plan has no API' } }),

  'provider-rate-limited': readWhile({
    status: 429,
    headers: { 'retry-after': '7' },
    body: { success: false, error: 'request over limit' },
  }),

  'provider-error': readWhile({ status: 500, body: { success: false, error: 'Internal error' } }),

  'provider-unavailable': readWhile({ drop: 'before-answer' }),

  'provider-timeout': readWhile({ hang: true }, { prefer: 'wait=1' }),

  'provider-response-too-large': readWhile({ status: 200, body: 'x'.repeat(21 * 1024 * 1024) }),

  async 'partially-applied'(server) {
    const query = server.account('wix')
    const { json } = await server.call('GET', users, { query: `${query}&limit=1` })
    const [first] = (json as { result: { id: string }[] }).result
    server.sandbox.control('wix').fault({
      match: { method: 'POST', path: '/members/v1/members/*/block' },
      status: 400,
      body: { message: 'The owner of a site cannot be blocked' },
    })
    return server.provoke('PATCH', `${users}/${first?.id}`, { query, body: { first_name: 'Ann', is_active: false } })
  },

  async 'outcome-unknown'(server) {
    const query = server.account('pipedrive')
    server.sandbox.control('pipedrive').fault({ match: { method: 'PUT' }, drop: 'before-answer' })
    return server.provoke('PATCH', `${users}/3`, { query, body: { is_active: true } })
  },
} as const satisfies Readonly<Record<string, Provoke>>
