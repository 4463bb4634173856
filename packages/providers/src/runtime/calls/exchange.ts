import type { Buffer } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { CallContext } from '../limits/context.ts'

/** A request to a vendor, its answer, and the transport of both. */

export interface OutgoingRequest {
  readonly provider: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** The vendor's real address, https. */
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** For an answer that has to be smaller than `maximumAnswerBytes`. */
  readonly maximumBytes?: number
}

export interface IncomingResponse {
  readonly status: number
  /** Lower-case names; a repeated header is joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface IncomingStream {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable
}

export interface Transport {
  send(request: OutgoingRequest, context: CallContext): Promise<IncomingResponse>
  /** Resolves when the answer's headers are there; the body is streamed as it is read, with back-pressure. */
  stream(request: OutgoingRequest, context: CallContext): Promise<IncomingStream>
}
