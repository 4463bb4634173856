import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import type { OutgoingRequest, Transport } from '../runtime/calls/exchange.ts'

/** A scripted vendor: it answers the listed requests, in order, and no others. */

export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON, or text when it is a string. Absent: no body. */
  readonly body?: unknown
}

export interface Exchange {
  /** Method and whole address, with the query decoded: `GET https://api.example.com/users?limit=2`. */
  readonly request: string
  /** The JSON body, or the form as `a=b&c=d`. Absent: none. */
  readonly body?: unknown
  /** Headers that the request must have, in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly answer: Answer
}

export interface PaperVendor extends Transport {
  readonly requests: readonly OutgoingRequest[]
  /** The faults of the requests, as sentences; empty when all are as listed. */
  complaints(): string[]
}

/** Method and whole address, query decoded. */
export const requestLine = (request: OutgoingRequest): string => {
  const query = [...request.url.searchParams].map(([name, value]) => `${name}=${value}`).join('&')
  return `${request.method} ${request.url.origin}${request.url.pathname}${query === '' ? '' : `?${query}`}`
}

const bodyOf = (request: OutgoingRequest): unknown => {
  if (request.body === undefined) return undefined
  return /json/.test(request.headers['content-type'] ?? '')
    ? JSON.parse(request.body)
    : decodeURIComponent(request.body)
}

const bytesOf = (body: unknown): Buffer =>
  body === undefined ? Buffer.alloc(0) : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))

/** `rest` answers every request after the listed ones, for tests that only check what happens to an answer. */
export const paperVendor = (exchanges: readonly Exchange[], rest?: Answer): PaperVendor => {
  const requests: OutgoingRequest[] = []
  const faults: string[] = []

  const take = (request: OutgoingRequest): { status: number; headers: Record<string, string>; body: Buffer } => {
    requests.push(request)
    const expected = exchanges[requests.length - 1]
    const answer = expected?.answer ?? rest ?? { status: 500, body: { message: 'This request was not expected.' } }
    if (expected === undefined) {
      if (rest === undefined) faults.push(`not expected: ${requestLine(request)}`)
    } else {
      if (requestLine(request) !== expected.request)
        faults.push(`sent    ${requestLine(request)}\nwanted  ${expected.request}`)
      if (!isDeepStrictEqual(bodyOf(request), expected.body)) {
        faults.push(`sent body ${JSON.stringify(bodyOf(request))}, wanted ${JSON.stringify(expected.body)}`)
      }
      for (const [name, value] of Object.entries(expected.headers ?? {})) {
        if (request.headers[name] !== value) faults.push(`sent ${name}: ${request.headers[name]}, wanted ${value}`)
      }
    }
    const type = typeof answer.body === 'string' ? 'text/html' : 'application/json'
    return {
      status: answer.status ?? 200,
      headers: { 'content-type': type, ...answer.headers },
      body: bytesOf(answer.body),
    }
  }

  return {
    requests,
    complaints: () =>
      requests.length < exchanges.length ? [...faults, `missing: ${exchanges[requests.length]?.request}`] : faults,
    send: async (request) => take(request),
    stream: async (request) => {
      const answer = take(request)
      return { ...answer, body: Readable.from([answer.body]) }
    },
  }
}
