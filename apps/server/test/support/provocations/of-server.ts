import { type Store, StoreUnavailable } from '@rollcall/store'
import { systemClock } from '../../../src/clock.ts'
import { startTestServer } from '../test-server.ts'
import { callsAtOnce, type Provoked, type ProvokingServer, requestsOfToken } from './provoking-server.ts'

type Provoke = (server: ProvokingServer) => Promise<Provoked>

/** Problems of the server's own state. */
export const problemsOfServer = {
  async 'rate-limited'(server) {
    const { token } = await server.store.tokens.create(server.environmentId, { name: 'busy' })
    for (let sent = 0; sent < requestsOfToken; sent += 1) await server.call('GET', '/ping', { token })
    return server.provoke('GET', '/ping', { token })
  },

  async 'request-timeout'() {
    const hasty = await startTestServer({ clock: { ...systemClock, wait: () => Promise.resolve() } })
    try {
      const target = `/unified/crm/users/4?${hasty.account('pipedrive')}`
      const sent = { rawBody: '{"is_active": true}', headers: { 'content-type': 'application/json' } }
      return { method: 'PATCH', target, sent, received: await hasty.call('PATCH', target, sent) }
    } finally {
      await hasty.stop()
    }
  },

  async overloaded(server) {
    const vendor = server.sandbox.control('pipedrive')
    const query = await server.freshAccount('pipedrive')
    vendor.fault({ latency_ms: 300 })
    const slow = Array.from({ length: callsAtOnce }, () => server.call('GET', '/unified/crm/users/1', { query }))
    while (vendor.status().waiting < callsAtOnce) await new Promise((resolve) => setImmediate(resolve))
    const provoked = await server.provoke('GET', '/unified/crm/users/1', { query })
    await Promise.all(slow)
    return provoked
  },

  async 'store-unavailable'() {
    const server = await startTestServer()
    try {
      const list: Store['accounts']['list'] = () =>
        Promise.reject(new StoreUnavailable('The database does not answer.'))
      Object.assign(server.store.accounts, { list })
      const received = await server.call('GET', '/integrated-account')
      return { method: 'GET', target: '/integrated-account', sent: {}, received }
    } finally {
      await server.stop()
    }
  },

  async internal() {
    const broken = await startTestServer()
    try {
      await broken.store.close()
      const received = await broken.call('GET', '/integrated-account')
      return { method: 'GET', target: '/integrated-account', sent: {}, received }
    } finally {
      await broken.stop()
    }
  },
} as const satisfies Readonly<Record<string, Provoke>>
