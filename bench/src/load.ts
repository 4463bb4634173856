import { performance } from 'node:perf_hooks'
import { Pool } from 'undici'
import type { Target } from './process.ts'
import { quantile } from './statistics.ts'

/** Load on one target: a number of connections, each of which sends its next request when the last is answered. */

/** One kind of request. */
export interface Request {
  readonly method: 'GET' | 'PATCH'
  readonly path: string
  readonly body?: string
  /** The status that every answer must have. */
  readonly status: number
}

/** The result of one round. Times are in milliseconds, processor time in microseconds a request. */
export interface Round {
  readonly rps: number
  readonly cpuUs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly rssMb: number
}

const send = (pool: Pool, request: Request, headers: Readonly<Record<string, string>>): Promise<void> =>
  new Promise((resolve, reject) => {
    const { method, path, body } = request
    let status = 0
    pool.dispatch(
      { method, path, headers, ...(body === undefined ? {} : { body }) },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => {
          status = statusCode
        },
        onResponseData: () => undefined,
        onResponseEnd: () => {
          if (status === request.status) resolve()
          else reject(new Error(`${method} ${path} was answered with ${status} instead of ${request.status}.`))
        },
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })

interface Connecting {
  readonly connections: number
  readonly token: string
}

/** Connections to a target: one more request over a free one, and their end. */
const connect = (target: Target, request: Request, { connections, token }: Connecting) => {
  const pool = new Pool(target.origin, { connections, pipelining: 1 })
  const headers = {
    authorization: `Bearer ${token}`,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  return { sendOne: () => send(pool, request, headers), close: () => pool.close() }
}

const pauseUntil = (atMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, atMs - performance.now())))

/** Sends one request this often, and measures nothing. */
export const sendMany = async (
  target: Target,
  request: Request,
  { requests, ...connecting }: Connecting & { readonly requests: number },
): Promise<void> => {
  const { sendOne, close } = connect(target, request, connecting)
  let left = requests
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      await sendOne()
    }
  }
  await Promise.all(Array.from({ length: connecting.connections }, one))
  await close()
}

/**
 * Sends one request repeatedly for this many seconds, once every connection is open and has been used: on each connection as
 * soon as the last one is answered or, with `perSecond`, as many a second on all of them, in turns.
 */
export const load = async (
  target: Target,
  request: Request,
  { seconds, perSecond, ...connecting }: Connecting & { readonly seconds: number; readonly perSecond?: number },
): Promise<Round> => {
  const { connections } = connecting
  const { sendOne, close } = connect(target, request, connecting)
  const took: number[] = []
  await Promise.all(Array.from({ length: connections }, sendOne))
  const before = await target.measure()
  const startedMs = performance.now()
  const untilMs = startedMs + seconds * 1000
  const intervalMs = perSecond === undefined ? 0 : (connections * 1000) / perSecond
  const one = async (place: number): Promise<void> => {
    for (let sent = 0; ; sent += 1) {
      if (intervalMs > 0) await pauseUntil(startedMs + (sent + place / connections) * intervalMs)
      const sentMs = performance.now()
      if (sentMs >= untilMs) return
      await sendOne()
      took.push(performance.now() - sentMs)
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, place) => one(place)))
  const elapsedSeconds = (performance.now() - startedMs) / 1000
  const after = await target.measure()
  await close()
  took.sort((left, right) => left - right)
  return {
    rps: took.length / elapsedSeconds,
    cpuUs: (after.cpuMicroseconds - before.cpuMicroseconds) / took.length,
    p50Ms: quantile(took, 0.5),
    p99Ms: quantile(took, 0.99),
    rssMb: after.residentBytes / 1024 / 1024,
  }
}

/** Asks the vendor for each page of a list: it makes a page when it is first asked, which takes longer than reading it. */
export const makePages = async (vendor: Target, users: number, pageSize: number): Promise<void> => {
  for (let start = 0; start < users; start += pageSize) {
    const response = await fetch(`${vendor.origin}/pipedrive/api/v1/users?start=${start}`, {
      headers: { 'x-forwarded-host': `list${users}.pipedrive.com` },
    })
    await response.arrayBuffer()
  }
}

/** Reads a list as NDJSON once: users a second, and by how much the target's memory grew while it ran. */
export const readLines = async (
  target: Target,
  path: string,
  token: string,
): Promise<{ readonly users: number; readonly usersPerSecond: number; readonly growthMb: number }> => {
  const { residentBytes: before } = await target.measure()
  let highest = before
  let isReading = true
  const watch = async (): Promise<void> => {
    while (isReading) {
      highest = Math.max(highest, (await target.measure()).residentBytes)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  const watching = watch()
  const startedMs = performance.now()
  const response = await fetch(`${target.origin}${path}`, {
    headers: { authorization: `Bearer ${token}`, accept: 'application/x-ndjson' },
  })
  let users = 0
  for await (const chunk of response.body ?? []) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) users += 1
  }
  const seconds = (performance.now() - startedMs) / 1000
  isReading = false
  await watching
  return { users, usersPerSecond: users / seconds, growthMb: (highest - before) / 1024 / 1024 }
}
