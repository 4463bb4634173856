import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import { json, text, type VendorReply, withHeaders } from './reply.ts'

/** Waits; false when the signal ended it, at once. Without a time it waits for the signal alone. */
export const wait = (timeMs: number | undefined, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve(false)
    const finish = (complete: boolean): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      resolve(complete)
    }
    const abort = (): void => finish(false)
    const timer = timeMs === undefined ? undefined : setTimeout(() => finish(true), timeMs)
    signal.addEventListener('abort', abort)
  })

/** The answer of a fault, in place of the vendor's or made from it. */
export const faultyReply = async (fault: Fault, vendor: () => Promise<VendorReply>): Promise<VendorReply> => {
  const reply = fault.status === undefined ? await vendor() : text(fault.status, '')
  const replaced = fault.body === undefined ? reply : { ...replacement(fault.body, reply), status: reply.status }
  return withHeaders(replaced, fault.headers ?? {})
}

/** Writes an answer, or the part of it that the fault allows. */
export const deliver = (response: ServerResponse, reply: VendorReply, fault?: Fault): void => {
  const whole = Buffer.from(reply.body, 'utf8')
  const body = fault?.truncate_bytes === undefined ? whole : whole.subarray(0, fault.truncate_bytes)
  const bodiless = reply.status === 204 || reply.status === 304
  for (const [name, value] of Object.entries(reply.headers)) {
    response.setHeader(name, typeof value === 'string' ? value : [...value])
  }
  if (!bodiless) response.setHeader('content-length', body.length)
  response.writeHead(reply.status)
  if (fault?.drop === undefined) {
    response.end(bodiless ? undefined : body)
    return
  }
  const sent = fault.drop === 'mid-body' ? body.subarray(0, Math.floor(body.length / 2)) : Buffer.alloc(0)
  response.flushHeaders()
  if (sent.length === 0) response.socket?.end(() => response.destroy())
  else response.write(sent, () => response.destroy())
}

const replacement = (body: unknown, reply: VendorReply): VendorReply => {
  if (typeof body === 'string') return { ...reply, body }
  return withHeaders({ ...reply, body: JSON.stringify(body) }, json(200, null).headers)
}
