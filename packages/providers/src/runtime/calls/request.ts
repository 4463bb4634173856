import { Buffer } from 'node:buffer'
import { PassThrough } from 'node:stream'
import type { Dispatcher } from 'undici'
import { ProviderFailure, withoutBody } from '../failures.ts'
import { parseText } from '../json/json.ts'
import { mayBeLong } from '../json/lossless-json.ts'
import type { CallContext, VendorCall, VendorCallObserver } from '../limits/context.ts'
import {
  costOfParsing,
  type Holding,
  maximumDepth,
  measureJson,
  measureValue,
  parsedFirstBytes,
  roomForAnswer,
} from '../limits/memory.ts'
import { inBatches } from './batches.ts'
import { DecodedTooLarge, decodeFlowing, decodeWhole, isCoded, toUtf8, withoutCoding } from './content-coding.ts'
import type { OutgoingRequest, Transport } from './exchange.ts'
import { type Progress, transportFailure } from './transport-failure.ts'

/** The only place that sends HTTP requests: undici's `dispatch`, redirects never followed, every answer limited in size. */

/** A vendor's answer is refused above this size, except for `stream`. */
export const maximumAnswerBytes = 20 * 1024 * 1024

type ReceivedHeaders = Record<string, string | string[] | undefined>

const haveOneValueEach = (headers: ReceivedHeaders): headers is Record<string, string> => {
  // `for … in`, since a list of the headers takes as long as the loop.
  for (const name in headers) if (typeof headers[name] !== 'string') return false
  return true
}

/** Headers whose names undici has put in lower case, with one value each. */
const singleValued = (headers: ReceivedHeaders): Record<string, string> =>
  haveOneValueEach(headers)
    ? headers
    : Object.fromEntries(
        Object.entries(headers).map(([name, value = '']) => [name, Array.isArray(value) ? value.join(', ') : value]),
      )

/** Receives an answer: its head, its bytes (`false` to pause), then its end or its failure. */
interface Sink {
  head(status: number, headers: Record<string, string>, controller: Dispatcher.DispatchController): void
  data(chunk: Buffer, controller: Dispatcher.DispatchController): void
  end(): void
  fail(failure: ProviderFailure): void
}

const once = { once: true }

/** One request on its way: it feeds the answer to the sink, and the signal ends it at any time, exactly once. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: OutgoingRequest
  readonly #context: CallContext
  readonly #sink: Sink
  /** Of all calls. */
  readonly #observer: VendorCallObserver | undefined
  readonly #startedAtMs = performance.now()
  #status: number | undefined
  #progress: Progress = 'waiting'
  #controller: Dispatcher.DispatchController | undefined
  hasEnded = false

  constructor(request: OutgoingRequest, context: CallContext, sink: Sink, observer: VendorCallObserver | undefined) {
    this.#request = request
    this.#context = context
    this.#sink = sink
    this.#observer = observer
  }

  /** Whether it may be sent: its signal has not fired yet. */
  begin(): boolean {
    const { signal } = this.#context
    if (!signal.aborted) {
      signal.addEventListener('abort', this, once)
      return true
    }
    this.hasEnded = true
    this.#sink.fail(transportFailure(this.#request, signal.reason, this.#progress, signal))
    return false
  }

  /** The signal has fired. */
  handleEvent(): void {
    const { reason } = this.#context.signal
    const error = reason instanceof Error ? reason : new Error('The caller has disconnected.')
    this.fail(error)
    this.#controller?.abort(error)
  }

  fail(error: unknown): void {
    if (!this.#end(false)) return
    this.#sink.fail(transportFailure(this.#request, error, this.#progress, this.#context.signal))
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.hasEnded) controller.abort(new Error('The caller has disconnected.'))
    else this.#progress = 'started'
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (this.hasEnded || status < 200) return
    this.#progress = 'answering'
    this.#status = status
    this.#sink.head(status, singleValued(headers), controller)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.hasEnded) this.#sink.data(chunk, controller)
  }

  onResponseEnd(): void {
    if (this.#end(true)) this.#sink.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error)
  }

  #end(isComplete: boolean): boolean {
    if (this.hasEnded) return false
    this.hasEnded = true
    const { signal, observer } = this.#context
    signal.removeEventListener('abort', this)
    if (observer === undefined && this.#observer === undefined) return true
    const { provider, method, url } = this.#request
    const call: VendorCall = {
      provider,
      method,
      host: url.host,
      status: this.#status,
      isComplete,
      startedAtMs: this.#startedAtMs,
      durationMs: performance.now() - this.#startedAtMs,
    }
    observer?.vendorCallEnded(call)
    this.#observer?.vendorCallEnded(call)
    return true
  }
}

/**
 * `vendorOrigin` (loopback, tests and demo) replaces every vendor's origin: the request goes to
 * `<vendorOrigin>/<provider><path>` with the real host in `X-Forwarded-Host`.
 */
export const createTransport = (options: {
  readonly dispatcher: Dispatcher
  readonly vendorOrigin?: string | undefined
  /** Called for every call; without it and without one in the call's context nothing is measured. */
  readonly observer?: VendorCallObserver | undefined
}): Transport => {
  const target = (request: OutgoingRequest): Dispatcher.DispatchOptions => {
    const path = `${request.url.pathname}${request.url.search}`
    const rerouted = options.vendorOrigin !== undefined
    return {
      origin: options.vendorOrigin ?? request.url.origin,
      path: rerouted ? `/${request.provider}${path}` : path,
      method: request.method,
      headers: rerouted ? { ...request.headers, 'x-forwarded-host': request.url.host } : request.headers,
      body: request.body ?? null,
      headersTimeout: 0,
      bodyTimeout: 0,
    }
  }

  const exchange = (request: OutgoingRequest, context: CallContext, sink: Sink): void => {
    const current = new Exchange(request, context, sink, options.observer)
    if (!current.begin()) return
    try {
      options.dispatcher.dispatch(target(request), current)
    } catch (error) {
      current.fail(error)
    }
  }

  // The engine reads answers in batches.
  const later = inBatches((work: () => void) => work())

  return {
    send: (request, context) =>
      new Promise((resolve, reject) => {
        let status = 0
        let headers: Record<string, string> = {}
        let received = 0
        const chunks: Buffer[] = []
        const limit = request.maximumBytes ?? maximumAnswerBytes
        const room = context.memory === undefined ? undefined : roomForAnswer(context.memory, limit)
        exchange(request, context, {
          head: (code, names, controller) => {
            status = code
            headers = names
            // The decoded size of a coded answer is not known beforehand.
            reserved(() => room?.hold(isCoded(names) ? limit : Number(names['content-length'] ?? 0)), controller)
          },
          data: (chunk, controller) => {
            received += chunk.length
            if (received > limit) {
              controller.abort(tooLarge(request, status))
              return
            }
            chunks.push(chunk)
            reserved(() => room?.hold(received), controller)
          },
          end: () => {
            const [first] = chunks
            const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)
            if (!isCoded(headers)) {
              room?.settle(received)
              later(() => resolve({ status, headers, body }))
              return
            }
            decodeWhole(body, headers['content-encoding'], limit).then(
              (decoded) => {
                room?.settle(decoded.length)
                later(() => resolve({ status, headers: withoutCoding(headers), body: decoded }))
              },
              (error: unknown) =>
                reject(
                  error instanceof DecodedTooLarge ? tooLarge(request, status) : undecodable(request, status, error),
                ),
            )
          },
          fail: reject,
        })
      }),
    stream: (request, context) =>
      new Promise((resolve, reject) => {
        const body = new PassThrough()
        body.on('error', () => undefined)
        exchange(request, context, {
          head: (status, headers, controller) => {
            body.on('drain', () => controller.resume())
            body.on('close', () => {
              if (!body.writableEnded) controller.abort(new Error('The reader has stopped.'))
            })
            if (!isCoded(headers)) {
              resolve({ status, headers, body })
              return
            }
            try {
              const flow = decodeFlowing(body, headers['content-encoding'], () => body.destroy())
              flow.on('error', () => undefined)
              resolve({ status, headers: withoutCoding(headers), body: flow })
            } catch (error) {
              const failure = undecodable(request, status, error)
              reject(failure)
              controller.abort(failure)
            }
          },
          data: (chunk, controller) => {
            if (!body.write(chunk)) controller.pause()
          },
          end: () => body.end(),
          fail: (failure) => {
            reject(failure)
            body.destroy(failure)
          },
        })
      }),
  }
}

const undecodable = (request: OutgoingRequest, status: number, cause: unknown): ProviderFailure =>
  new ProviderFailure('provider-error', `${request.url.host} returned a body that cannot be decoded.`, {
    cause,
    remote: withoutBody(status),
    mayHaveBeenApplied: true,
  })

/** Reserves memory for an answer; where there is none, the answer ends. */
const reserved = (take: () => void, controller: Dispatcher.DispatchController): void => {
  try {
    take()
  } catch (error) {
    controller.abort(error instanceof Error ? error : new Error('There is no memory for the answer.', { cause: error }))
  }
}

const tooLarge = (request: OutgoingRequest, status: number): ProviderFailure =>
  new ProviderFailure(
    'provider-response-too-large',
    `${request.url.host} returned more than ${request.maximumBytes ?? maximumAnswerBytes} bytes, which is the limit.`,
    { remote: withoutBody(status), mayHaveBeenApplied: true },
  )

/** A vendor's JSON is nested deeper than its readers can recurse. */
export class TooDeep extends ProviderFailure {
  constructor(host: string) {
    super('provider-error', `${host} returned JSON with more than ${maximumDepth} levels of nesting.`, {
      mayHaveBeenApplied: true,
    })
  }
}

const parsedOrNothing = (text: string, parse: (text: string) => unknown): unknown =>
  text.trim() === '' ? undefined : parse(text)

/**
 * A small answer is parsed first and measured afterwards, which takes a tenth of the time: one at a time is in memory without
 * being counted. A number that lost digits is not an integer or beyond 2^53; only then is the text searched.
 */
const parseSmall = (text: string, host: string, memory: Holding | undefined): unknown => {
  const value = parseText(text, false)
  const measure = measureValue(value, maximumDepth)
  if (measure.depth > maximumDepth) throw new TooDeep(host)
  memory?.take(costOfParsing(measure))
  return measure.hasDoubtfulNumbers && mayBeLong.test(text) ? parseText(text, true) : value
}

/**
 * The JSON boundary: what a vendor sent in any charset, as a value of type `unknown`. `undefined` for an empty body. The
 * memory of the value is reserved in `memory` before it is made. `text` is that of the bytes, where it is already known.
 * @throws ProviderFailure `provider-error` when it is not JSON or too deep, `overloaded` when the memory is full.
 */
export const parseJson = (
  bytes: Buffer,
  contentType: string | undefined,
  {
    host,
    memory,
    text,
  }: { readonly host: string; readonly memory?: Holding | undefined; readonly text?: string | undefined },
): unknown => {
  if (bytes.length === 0) return undefined
  try {
    const body = text === undefined ? toUtf8(bytes, contentType) : bytes
    if (body.length > parsedFirstBytes) {
      const measure = measureJson(body, maximumDepth)
      if (measure.depth > maximumDepth) throw new TooDeep(host)
      memory?.take(costOfParsing(measure))
      return parsedOrNothing(text ?? body.toString('utf8'), (known) => parseText(known))
    }
    return parsedOrNothing(text ?? body.toString('utf8'), (known) => parseSmall(known, host, memory))
  } catch (cause) {
    if (cause instanceof ProviderFailure) throw cause
    throw new ProviderFailure('provider-error', `${host} returned something that is not JSON.`, { cause })
  }
}
