import { expect, vi } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { type ContractServer, startContractServer } from './contract-server.ts'

/** Has all six operations on users; nothing else about it matters here. */
export const provider = 'activecampaign'

/** Servers in the states that some statuses need. */
export interface Servers {
  readonly sound: ContractServer
  /** Gives a vendor a fifth of a second. */
  readonly hasty: ContractServer
  /** Reaches no vendor, and has no console. */
  readonly cutOff: ContractServer
  /** Takes one call at a time, and has it. */
  readonly busy: ContractServer
  /** Takes one request of a token, and has had it. */
  readonly limited: ContractServer
  /** No body arrives in time for it. */
  readonly slow: ContractServer
  /** Its database is closed. */
  readonly broken: ContractServer
  /** A token of the sound server that reaches one account alone. */
  readonly accountToken: string
  /** A token of the sound server that may do nothing. */
  readonly emptyToken: string
}

/** Starts the servers. */
export const startServers = async (): Promise<Servers & { stop(): Promise<void> }> => {
  const [soundServer, hasty, cutOff, busy, limited, slow, broken] = await Promise.all([
    startContractServer(),
    startContractServer({ deadlineMs: 200 }),
    // Port 9 (discard) is one where nobody listens.
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
