import type { IncomingMessage } from 'node:http'
import { parseFault } from './faults.ts'
import type { VendorInstance } from './instance.ts'
import type { RateLimit } from './rate-limit.ts'
import { json, type VendorReply } from './reply.ts'
import { isRecord } from './request.ts'

/** The path of the control API. */
export const controlPrefix = '/_control'

type Action = (instance: VendorInstance, body: unknown) => unknown

const actions: Readonly<Record<string, Action>> = {
  'GET ': (instance) => instance.status(),
  'GET faults': (instance) => ({ faults: instance.faults.list() }),
  'POST faults': (instance, body) => {
    instance.fault(parseFault(body))
    return instance.status()
  },
  'DELETE faults': (instance) => done(instance, () => instance.clearFaults()),
  'POST reset': (instance) => done(instance, () => instance.reset()),
  'POST rate-limit': (instance, body) => done(instance, () => instance.limitRate(parseRate(body))),
  'DELETE rate-limit': (instance) => done(instance, () => instance.clearRateLimit()),
  'POST expire-tokens': (instance) => ({ expired: instance.expireTokens() }),
  'POST rotate-refresh-tokens': (instance) => ({ rotated: instance.rotateRefreshTokens() }),
  'POST hide-columns': (instance, body) => done(instance, () => instance.hideColumns(parseColumns(body))),
  'GET requests': (instance) => ({ requests: instance.requests() }),
  'DELETE requests': (instance) => done(instance, () => instance.clearRequests()),
}

/** True for a call from this machine with a loopback name as its host, so that no web page can use it. */
export const isLocal = (incoming: IncomingMessage): boolean => {
  const address = incoming.socket.remoteAddress ?? ''
  const host = (incoming.headers.host ?? '').replace(/:\d+$/, '')
  return /^(::1$|(::ffff:)?127\.)/.test(address) && /^(localhost|127\.[\d.]+|\[::1\])$/.test(host)
}

/** Answers `/_control` and `/_control/<slug>/<action>`. */
export const control = (
  call: { readonly method: string; readonly path: string; readonly body: Buffer },
  instances: ReadonlyMap<string, VendorInstance>,
): VendorReply => {
  const [slug = '', name = '', ...rest] = call.path.slice(controlPrefix.length + 1).split('/')
  if (slug === '' && call.method === 'GET') return json(200, { vendors: [...instances.keys()] })
  const instance = instances.get(slug)
  if (!instance) return refuse(404, `no vendor '${slug}' in this sandbox; it has ${[...instances.keys()].join(', ')}`)
  const action = rest.length === 0 ? actions[`${call.method} ${name}`] : undefined
  if (!action) return refuse(404, `no such control call; there are: ${Object.keys(actions).join('; ')}`)
  let body: unknown
  try {
    body = readBody(call.body)
  } catch {
    return refuse(400, 'the body is not JSON')
  }
  try {
    return json(200, action(instance, body))
  } catch (error) {
    return refuse(400, error instanceof Error ? error.message : 'the body is not usable')
  }
}

const readBody = (bytes: Buffer): unknown => {
  if (bytes.length === 0) return undefined
  return JSON.parse(bytes.toString('utf8'))
}

const done = (instance: VendorInstance, act: () => void): unknown => {
  act()
  return instance.status()
}

const parseRate = (body: unknown): RateLimit => {
  const { limit, window_ms: windowMs, kind = 'fixed' } = isRecord(body) ? body : {}
  if (!isCount(limit) || !isCount(windowMs)) throw new Error('limit and window_ms must be whole numbers above zero')
  if (kind !== 'fixed' && kind !== 'sliding') throw new Error('kind must be fixed or sliding')
  return { limit, windowMs, kind }
}

const parseColumns = (body: unknown): readonly string[] => {
  const columns = isRecord(body) ? body.columns : undefined
  if (Array.isArray(columns) && columns.every((column) => typeof column === 'string')) return columns
  throw new Error('columns must be a list of names')
}

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0

const refuse = (status: number, error: string): VendorReply => json(status, { error })
