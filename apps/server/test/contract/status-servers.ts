import { expect, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { type ContractServer, startContractServer } from './contract-server.ts'

/** A provider with all six operations on users. */
export const provider = 'activecampaign'

/** Servers in the states that some statuses need. */
export interface Servers {
  readonly sound: ContractServer
  /** Waits for a vendor for a fifth of a second. */
  readonly hasty: ContractServer
  /** Reaches no vendor, and has no console. */
  readonly cutOff: ContractServer
  /** Serves one call at a time, and is serving one. */
  readonly busy: ContractServer
  /** Accepts one request of a token, which was sent already. */
  readonly limited: ContractServer
  /** A body that has not arrived with the head of its request is too late. */
  readonly slow: ContractServer
  /** Its database is closed. */
  readonly broken: ContractServer
  /** A token of the normal server that reaches only one account. */
  readonly accountToken: string
  /** A token of the normal server without any scope. */
  readonly emptyToken: string
}

/** Starts the servers. */
export const startServers = async (): Promise<Servers & { stop(): Promise<void> }> => {
  const [soundServer, hasty, cutOff, busy, limited, slow, broken] = await Promise.all([
    startContractServer(),
    startContractServer({ deadlineMs: 200 }),
    // No server listens on port 9 (discard).
    startContractServer({ vendorOrigin: 'http://127.0.0.1:9', consoleDirectory: '/nowhere' }),
    startContractServer({ maximumCalls: 1, deadlineMs: 600_000 }),
    startContractServer({ rateLimit: 1 }),
    startContractServer({}, { ...systemClock, wait: () => Promise.resolve() }),
    startContractServer(),
  ])
  const servers = [soundServer, hasty, cutOff, busy, limited, slow, broken]
  const accountId = await soundServer.freshAccount(provider)
  const { token } = await soundServer.store.tokens.create(soundServer.environmentId, { name: 'one', accountId })
  const { token: emptyToken } = await soundServer.store.tokens.create(soundServer.environmentId, {
    name: 'empty',
    scopes: [],
  })
  const integrated_account_id = await busy.freshAccount(provider)
  busy.sandbox.control(provider).fault({ hang: true })
  // Never answered: it ends with its server.
  busy.send('listUsers', { query: { integrated_account_id } }).catch(() => undefined)
  await vi.waitFor(() => expect(busy.sandbox.control(provider).status().waiting).toBe(1))
  await limited.send('ping')
  await broken.store.close()
  return {
    sound: soundServer,
    hasty,
    cutOff,
    busy,
    limited,
    slow,
    broken,
    accountToken: token,
    emptyToken,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}
