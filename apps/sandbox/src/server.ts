import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { control, controlPrefix, isLocal } from './control.ts'
import { deliver, faultyReply, wait } from './deliver.ts'
import { type VendorControl, VendorInstance } from './instance.ts'
import { redactQuery, redactText } from './journal.ts'
import { json, text, type VendorReply } from './reply.ts'
import { readBody, vendorRequest } from './request.ts'
import type { Vendor } from './vendor.ts'

/** Several vendors behind one port. */
export interface Sandbox<Slug extends string = string> {
  /** Port 0, the default, selects a free one; the host is 127.0.0.1 unless the request says otherwise. */
  listen(options?: { port?: number; host?: string }): Promise<{ origin: string }>
  /** Ends every open call and connection at once. */
  close(): Promise<void>
  /** The functions of the control API, without HTTP. Throws for a vendor that the sandbox lacks. */
  control(slug: Slug): VendorControl
}

/** Starts from vendors themselves; `createSandbox` takes them from the registry. */
export const createSandboxOf = <Slug extends string>(
  vendors: readonly Vendor<Slug>[],
  now: () => Date = () => new Date(),
): Sandbox<Slug> => {
  const instances = new Map<string, VendorInstance>(
    vendors.map((vendor) => [vendor.slug, new VendorInstance(vendor, now)]),
  )
  const closing = new AbortController()
  const server = createServer({ keepAliveTimeout: 60_000 }, (incoming, response) => {
    serve(incoming, response, instances, closing.signal).catch((error: unknown) => {
      // A defect of a simulator must be visible, and must not look like an answer of the vendor.
      if (response.headersSent) response.destroy()
      else deliver(response, text(500, `sandbox defect: ${error instanceof Error ? error.stack : String(error)}`))
    })
  })
  return {
    listen: ({ port = 0, host = '127.0.0.1' } = {}) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          const address = server.address()
          const bound = typeof address === 'object' && address ? address.port : port
          resolve({ origin: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` })
        })
      }),
    close: () =>
      new Promise((resolve) => {
        closing.abort()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
    control: (slug) => {
      const instance = instances.get(slug)
      if (!instance) throw new Error(`this sandbox has no vendor '${slug}'`)
      return instance
    },
  }
}

const serve = async (
  incoming: IncomingMessage,
  response: ServerResponse,
  instances: ReadonlyMap<string, VendorInstance>,
  closing: AbortSignal,
): Promise<void> => {
  const target = incoming.url ?? '/'
  const question = target.indexOf('?')
  const fullPath = question < 0 ? target : target.slice(0, question)
  const rawQuery = question < 0 ? '' : target.slice(question + 1)
  const method = incoming.method ?? 'GET'
  const body = await readBody(incoming).catch(() => undefined)
  if (body === undefined) return void response.destroy()
  if (fullPath === controlPrefix || fullPath.startsWith(`${controlPrefix}/`)) {
    const allowed = isLocal(incoming)
    const reply = allowed
      ? control({ method, path: fullPath, body }, instances)
      : json(403, { error: 'the control API answers only to this machine, called by a loopback name' })
    return deliver(response, reply)
  }
  const [, slug = ''] = fullPath.split('/', 2)
  const instance = instances.get(slug)
  if (!instance) return deliver(response, text(404, `This sandbox has no vendor '${slug}'.\n`))
  const forwarded = forwardedHost(incoming)
  const request = await vendorRequest({
    method,
    host: forwarded ?? instance.vendor.defaultHost,
    hostAssumed: forwarded === undefined,
    ownOrigin: `http://${incoming.headers.host ?? '127.0.0.1'}/${slug}`,
    path: fullPath.slice(slug.length + 1) || '/',
    rawQuery,
    headers: incoming.headers,
    body,
  })
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const note = noteCall(incoming, instance, request, forwarded)
  const reply = await underFaults(instance, request, response, AbortSignal.any([gone.signal, closing]))
  if (reply !== undefined) note(reply)
}

/** Applies the fault to the call; returns the status that was sent, undefined for none. */
const underFaults = async (
  instance: VendorInstance,
  request: Awaited<ReturnType<typeof vendorRequest>>,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<number | undefined> => {
  const fault = instance.faults.take(request)
  if (fault?.latency_ms !== undefined || fault?.hang) {
    instance.waiting += 1
    const complete = await wait(fault.hang ? undefined : fault.latency_ms, signal)
    instance.waiting -= 1
    if (!complete) {
      response.destroy()
      return undefined
    }
  }
  const answer = (): Promise<VendorReply> =>
    request.hostAssumed || instance.knowsHost(request.host)
      ? instance.answer(request)
      : Promise.resolve(misdirected(instance.vendor, request.host))
  const reply = fault ? await faultyReply(fault, answer) : await answer()
  if (fault?.drop === 'before-answer') {
    response.destroy()
    return undefined
  }
  deliver(response, reply, fault)
  return reply.status
}

const noteCall = (
  incoming: IncomingMessage,
  instance: VendorInstance,
  request: Awaited<ReturnType<typeof vendorRequest>>,
  forwarded: string | undefined,
): ((status: number) => void) => {
  const presented = (incoming.headers.authorization ?? '').split(' ').slice(-1)
  const secrets = [...instance.secrets(), ...presented]
  return instance.journal.open({
    method: request.method,
    path: redactText(request.path, secrets),
    query: redactQuery(request.rawQuery, secrets),
    forwarded_host: forwarded ?? null,
    header_names: Object.keys(incoming.headers).sort(),
    body_bytes: request.body.length,
  })
}

const forwardedHost = (incoming: IncomingMessage): string | undefined => {
  const value = incoming.headers['x-forwarded-host']
  const first = (Array.isArray(value) ? value[0] : value)?.split(',')[0]?.trim().toLowerCase()
  return first?.replace(/:443$/, '') || undefined
}

const misdirected = (vendor: Vendor, host: string): VendorReply => {
  const known = [...new Set(Object.values(vendor.hosts).flat())].join(', ')
  return text(421, `Misdirected Request: ${vendor.name} does not answer at ${host}. Its hosts here: ${known}.\n`)
}
