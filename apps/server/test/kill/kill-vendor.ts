import { setTimeout as pause } from 'node:timers/promises'
import { startVendor, type VendorCall } from '../promises/fake-vendor.ts'

/**
 * Pipedrive for any number of customers, on a server that is never killed, and a receiver of webhooks. Each credential has a
 * serial, which is the name of every user that is read with it: so a caller can read which one is stored. A refresh token is
 * accepted once, and its successor is issued at that moment.
 */

/** The tokens of one consent, at the vendor. */
export interface Chain {
  /** The serial of the newest tokens; 0 for the imported ones. */
  issued: number
  /** These tokens were used in a call or for an answer: they must be stored. */
  durable: number
  /** The process that got the newest tokens, and when. */
  issuedIn: number
  issuedAtMs: number
}

/** A refresh token that was used after its successor was issued. */
interface Refused {
  readonly serial: string
  readonly presented: number
}

/** A user that was changed at the vendor. */
interface Written {
  readonly userId: string
  readonly serial: string
}

/** One arrival of a webhook's message. */
export interface Arrival {
  readonly id: string
  readonly event: string
  readonly accountId: string
  readonly tenant: string
}

export interface KillVendor {
  readonly origin: string
  /** The address of webhooks. */
  readonly receiver: string
  readonly chains: ReadonlyMap<string, Chain>
  /** The refused refresh tokens of a consent that were not read yet. */
  takeRefused(serial: string): readonly number[]
  /** All refused ones that were not read yet. */
  takeAllRefused(): readonly Refused[]
  /** Changes of users since the last read of them, in order. */
  takeWritten(): readonly Written[]
  /** E-mail addresses of created users, one for each creation. */
  readonly created: readonly string[]
  readonly arrivals: readonly Arrival[]
  /** A new customer's tokens. */
  newChain(serial: string): void
  /** Tokens that are issued from now on belong to this process. */
  enter(process: number): void
  close(): Promise<void>
}

const textOf = (value: unknown, ...path: readonly string[]): string =>
  String(path.reduce<unknown>((at, name) => Reflect.get(Object(at), name), value) ?? '')

const answerMs = (): Promise<unknown> => pause(Math.random() * 15)

export const startKillVendor = async (): Promise<KillVendor> => {
  const chains = new Map<string, Chain>()
  const refused: Refused[] = []
  const written: Written[] = []
  const created: string[] = []
  const arrivals: Arrival[] = []
  let current = 0

  const give = (call: VendorCall, serial: string, chain: Chain): void => {
    chain.issued += 1
    chain.issuedIn = current
    chain.issuedAtMs = performance.now()
    call.json({
      access_token: `access.${serial}.${chain.issued}`,
      refresh_token: `refresh.${serial}.${chain.issued}`,
      // Expired at the second next call, within the margin of an early refresh, or valid for all rounds.
      expires_in: [1, 30, 3600][Math.floor(Math.random() * 3)],
      api_domain: 'https://acme.pipedrive.com',
      token_type: 'Bearer',
    })
  }

  const token = async (call: VendorCall): Promise<void> => {
    const form = new URLSearchParams(call.body)
    const [, serial = '', number = ''] = (form.get('refresh_token') ?? form.get('code') ?? '').split('.')
    await answerMs()
    const chain = chains.get(serial)
    if (chain !== undefined && (form.has('code') ? chain.issued === 0 : Number(number) === chain.issued)) {
      return give(call, serial, chain)
    }
    if (!form.has('code')) refused.push({ serial, presented: Number(number) })
    return call.json({ success: false, error: 'invalid_grant' }, 400)
  }

  /** The serial of the credential of a call; a token that is used must have been stored before. */
  const authenticated = ({ headers }: VendorCall): string | undefined => {
    const key = headers['x-api-token']
    if (typeof key === 'string') return /^key\.(\w+)\./.exec(key)?.[1]
    const [, serial = '', number = ''] = /^Bearer access\.(\w+)\.(\d+)$/.exec(headers.authorization ?? '') ?? []
    const chain = chains.get(serial)
    if (chain === undefined || Number(number) > chain.issued) return undefined
    chain.durable = Math.max(chain.durable, Number(number))
    return serial
  }

  const users = async (call: VendorCall): Promise<void> => {
    const serial = authenticated(call)
    if (serial === undefined) return call.json({ success: false, error: 'unauthorized access' }, 401)
    const [, id = '1'] = /\/users\/(\d+)$/.exec(call.path) ?? []
    const user = { id: Number(id), name: `Serial ${serial}`, email: `user${id}@acme.example` }
    const answer = { ...user, active_flag: call.method !== 'PUT' }
    if (call.method === 'PUT') written.push({ userId: id, serial })
    if (call.method === 'POST') created.push(textOf(JSON.parse(call.body), 'email'))
    await answerMs()
    return call.json({ success: true, data: call.method === 'GET' && call.path.endsWith('/users') ? [answer] : answer })
  }

  const receive = async (call: VendorCall): Promise<void> => {
    const message: unknown = JSON.parse(call.body)
    await answerMs()
    arrivals.push({
      id: textOf(message, 'id'),
      event: textOf(message, 'event'),
      accountId: textOf(message, 'payload', 'id'),
      tenant: textOf(message, 'payload', 'tenant_id'),
    })
    call.json({})
  }

  const server = await startVendor((call) => {
    // The needed parts of it are kept here.
    server.clear()
    if (call.path === '/receiver') return receive(call)
    if (call.path.endsWith('/oauth/token')) return token(call)
    if (call.path.endsWith('/oauth/revoke')) return call.json({ success: true })
    return users(call)
  })
  return {
    origin: server.origin,
    receiver: `${server.origin}/receiver`,
    chains,
    takeRefused(serial) {
      const mine = refused.filter((each) => each.serial === serial)
      for (const each of mine) refused.splice(refused.indexOf(each), 1)
      return mine.map(({ presented }) => presented)
    },
    takeAllRefused: () => refused.splice(0),
    takeWritten: () => written.splice(0),
    created,
    arrivals,
    newChain: (serial) =>
      chains.set(serial, { issued: 0, durable: 0, issuedIn: current, issuedAtMs: performance.now() }),
    enter: (process) => {
      current = process
    },
    close: server.close,
  }
}
