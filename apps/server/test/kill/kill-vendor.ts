import { setTimeout as pause } from 'node:timers/promises'
import { startVendor, type VendorCall } from '../promises/fake-vendor.ts'

/**
 * Pipedrive for as many customers as are made, on a server that outlives every kill, and a receiver of webhooks. Each
 * credential has a serial, which is the name of every user that is read with it: so a caller learns which one is stored.
 * A refresh token is taken once, and its successor is given at the moment it is taken.
 */

/** The tokens of one consent, as the vendor knows them. */
export interface Chain {
  /** The newest tokens; 0 are those that were imported. */
  issued: number
  /** These tokens were used, or a caller was answered on the strength of them: they must be stored. */
  durable: number
  /** During which process the newest tokens were given, and when. */
  issuedIn: number
  issuedAtMs: number
}

/** A refresh token that was presented after its successor was given. */
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
  /** Where webhooks go. */
  readonly receiver: string
  readonly chains: ReadonlyMap<string, Chain>
  /** The refresh tokens of a consent that were refused and not taken yet. */
  takeRefused(serial: string): readonly number[]
  /** All that were refused and not taken yet. */
  takeAllRefused(): readonly Refused[]
  /** Changes of users since they were taken last, in order. */
  takeWritten(): readonly Written[]
  /** E-mail addresses of users that were made, each time. */
  readonly created: readonly string[]
  readonly arrivals: readonly Arrival[]
  /** A new customer's tokens. */
  newChain(serial: string): void
  /** Tokens that are given from now on belong to this process. */
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
      // Gone at the next call but one, within the margin of an early refresh, or good for all rounds.
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

  /** The serial of the credential that a call came with; a token that is used must have been stored before. */
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
    // What is needed of it is kept here.
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
