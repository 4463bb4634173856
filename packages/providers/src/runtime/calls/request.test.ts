import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from '../../testing/made-up-vendor.ts'
import { type CallContext, DeadlinePassed, type VendorCall } from '../limits/context.ts'
import type { OutgoingRequest, Transport } from './exchange.ts'
import { createTransport, maximumAnswerBytes, parseJson } from './request.ts'

const servers: Server[] = []
let dispatcher = new Agent()

beforeEach(() => {
  dispatcher = new Agent()
})
afterEach(async () => {
  await dispatcher.destroy()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A vendor on loopback; `origin` is where it listens. */
const listening = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // The address of a listening TCP server is an object.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const transportTo = (vendorOrigin: string): Transport => createTransport({ dispatcher, vendorOrigin })
const requestOf = (change: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  provider: 'pipedrive',
  method: 'GET',
  url: new URL('https://api.acme.test/v1/users?limit=2'),
  headers: { 'x-api-key': 'secret' },
  ...change,
})
const contextOf = (signal = new AbortController().signal): CallContext => ({
  signal,
  deadlineAtMs: Number.POSITIVE_INFINITY,
})
const send = async (answer: RequestListener, change: Partial<OutgoingRequest> = {}) =>
  transportTo(await listening(answer)).send(requestOf(change), contextOf())
/** One turn of the event loop. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('a request', () => {
  it('goes to the address that it names', async () => {
    const seen: IncomingMessage[] = []
    const origin = await listening((request, response) => {
      seen.push(request)
      response.end()
    })
    const request = requestOf({ url: new URL(`${origin}/v1/users?limit=2`) })
    await createTransport({ dispatcher }).send(request, contextOf())
    expect(seen[0]).toMatchObject({ method: 'GET', url: '/v1/users?limit=2', headers: { 'x-api-key': 'secret' } })
    expect(seen[0]?.headers['x-forwarded-host']).toBeUndefined()
  })

  it('is rerouted to the vendor on loopback, with the real host in a header', async () => {
    const seen: { readonly request: IncomingMessage; readonly body: string }[] = []
    await send(
      async (request, response) => {
        seen.push({ request, body: await text(request) })
        response.end()
      },
      { method: 'POST', body: '{"name":"Zoë"}' },
    )
    expect(seen[0]).toMatchObject({
      request: {
        method: 'POST',
        url: '/pipedrive/v1/users?limit=2',
        headers: { 'x-forwarded-host': 'api.acme.test', 'x-api-key': 'secret', 'content-length': '15' },
      },
      body: '{"name":"Zoë"}',
    })
  })
})

describe('an answer', () => {
  it('has its status, its headers in lower case, and its bytes', async () => {
    const answer = await send((_request, response) => {
      response.writeHead(418, { 'X-One': '1', 'X-Many': ['a', 'b'], 'Content-Type': 'text/plain' })
      response.write('tea')
      response.end('pot')
    })
    expect(answer).toMatchObject({
      status: 418,
      headers: { 'x-one': '1', 'x-many': 'a, b', 'content-type': 'text/plain' },
    })
    expect(answer.body.toString()).toBe('teapot')
  })

  it('may be empty, and may be announced by early hints', async () => {
    const answer = await send((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => {
        response.writeHead(204)
        response.end()
      })
    })
    expect([answer.status, answer.body.length]).toEqual([204, 0])
  })

  it.each([301, 302, 303, 307, 308])('that redirects (%d) is not followed', async (status) => {
    let visits = 0
    const elsewhere = await listening((_request, response) => {
      visits += 1
      response.end()
    })
    const answer = await send((_request, response) => {
      response.writeHead(status, { location: `${elsewhere}/users` })
      response.end()
    })
    expect([answer.status, visits]).toEqual([status, 0])
  })

  it('may have 20 MB', async () => {
    const answer = await send((_request, response) => response.end(Buffer.alloc(maximumAnswerBytes)))
    expect(answer.body).toHaveLength(20 * 1024 * 1024)
  })

  it('may not have a byte more: the connection is closed at once', async () => {
    const closed = Promise.withResolvers<void>()
    const work = send((_request, response) => {
      response.on('close', closed.resolve)
      response.write(Buffer.alloc(maximumAnswerBytes + 1))
    })
    expect(await failureOf(() => work)).toMatchObject({
      slug: 'provider-response-too-large',
      options: { mayHaveBeenApplied: true },
    })
    await closed.promise
  })
})

describe('a vendor that', () => {
  const drop = (_request: IncomingMessage, response: ServerResponse): void => {
    response.socket?.destroy()
  }

  it('cannot be reached has certainly not got the request', async () => {
    const origin = await listening(() => undefined)
    const [server] = servers
    server?.close()
    await once(server ?? new Agent(), 'close')
    expect(await failureOf(() => transportTo(origin).send(requestOf(), contextOf()))).toMatchObject({
      slug: 'provider-unavailable',
      message: 'api.acme.test could not be reached (ECONNREFUSED).',
      options: { isTransient: true, mayHaveBeenApplied: false },
    })
  })

  it('drops the connection may have applied the request', async () => {
    expect(await failureOf(() => send(drop))).toMatchObject({
      slug: 'provider-unavailable',
      options: { isTransient: true, mayHaveBeenApplied: true },
    })
  })

  it.each<[string, RequestListener]>([
    [
      'within a counted body',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' })
        response.write('{"half":', () => response.socket?.destroy())
      },
    ],
    [
      'within a chunked body',
      (_request, response) => {
        response.write('{"half":', () => response.socket?.destroy())
      },
    ],
  ])('breaks off %s gives no answer', async (_what, answer) => {
    expect(await failureOf(() => send(answer))).toMatchObject({
      slug: 'provider-error',
      message: 'api.acme.test closed the connection before its answer was complete.',
      options: { isTransient: true, mayHaveBeenApplied: true },
    })
  })

  it('speaks no HTTP gives no answer', async () => {
    const failure = await failureOf(() => send((request) => request.socket.end('hello\r\n\r\n')))
    expect(failure).toMatchObject({ slug: 'provider-unavailable', options: { mayHaveBeenApplied: true } })
  })
})

describe('the end of a call', () => {
  /**
   * Sends, waits until the vendor has the request, then fires the signal; returns the failure after the vendor's side has
   * closed.
   */
  const interrupted = async (reason: Error, begin: (response: ServerResponse) => void = () => undefined) => {
    const arrived = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    const origin = await listening((_request, response) => {
      response.on('close', closed.resolve)
      begin(response)
      arrived.resolve()
    })
    const controller = new AbortController()
    const work = transportTo(origin).send(requestOf(), contextOf(controller.signal))
    await arrived.promise
    controller.abort(reason)
    const failure = await failureOf(() => work)
    await closed.promise
    return failure
  }

  it('at the deadline is a timeout, and the write may have happened', async () => {
    const failure = await interrupted(new DeadlinePassed('25 s'))
    expect(failure).toMatchObject({ slug: 'provider-timeout', options: { mayHaveBeenApplied: true } })
  })

  it('at the deadline in the middle of an answer is a timeout as well', async () => {
    const failure = await interrupted(new DeadlinePassed('25 s'), (response) => void response.write('{'))
    expect(failure.slug).toBe('provider-timeout')
  })

  it('when the caller disconnects ends the request to the vendor at once', async () => {
    const failure = await interrupted(new Error('gone'))
    expect(failure).toMatchObject({
      slug: 'provider-unavailable',
      options: { isTransient: false, mayHaveBeenApplied: true },
    })
  })

  it('before the request was sent prevents it', async () => {
    let visits = 0
    const origin = await listening((_request, response) => {
      visits += 1
      response.end()
    })
    const late = AbortSignal.abort(new DeadlinePassed('25 s'))
    expect(await failureOf(() => transportTo(origin).send(requestOf(), contextOf(late)))).toMatchObject({
      slug: 'provider-timeout',
      options: { mayHaveBeenApplied: false },
    })
    expect(visits).toBe(0)
  })

  it('while the request waits for a connection prevents it', async () => {
    await dispatcher.destroy()
    dispatcher = new Agent({ connections: 1 })
    const arrived = Promise.withResolvers<ServerResponse>()
    const seen: (string | undefined)[] = []
    const origin = await listening((request, response) => {
      seen.push(request.method)
      if (seen.length === 1) arrived.resolve(response)
      else response.end()
    })
    const transport = transportTo(origin)
    const first = transport.send(requestOf(), contextOf())
    const response = await arrived.promise
    const controller = new AbortController()
    const second = transport.send(requestOf({ method: 'POST' }), contextOf(controller.signal))
    controller.abort(new DeadlinePassed('25 s'))
    expect(await failureOf(() => second)).toMatchObject({
      slug: 'provider-timeout',
      options: { mayHaveBeenApplied: false },
    })
    response.end('first')
    expect((await first).body.toString()).toBe('first')
    await transport.send(requestOf(), contextOf())
    expect(seen).toEqual(['GET', 'GET'])
  })
})

describe('a stream', () => {
  const open = async (answer: RequestListener, signal?: AbortSignal) =>
    transportTo(await listening(answer)).stream(requestOf(), contextOf(signal))

  it('resolves with its headers, before its body has ended', async () => {
    const held = Promise.withResolvers<ServerResponse>()
    const stream = await open((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.write('{"a":')
      held.resolve(response)
    })
    expect(stream).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } })
    const response = await held.promise
    response.end('1}')
    expect(await text(stream.body)).toBe('{"a":1}')
  })

  it('may be that of a failure or of an empty body', async () => {
    const failed = await open((_request, response) => response.writeHead(500).end('no'))
    expect([failed.status, await text(failed.body)]).toEqual([500, 'no'])
    const empty = await open((_request, response) => response.writeHead(204).end())
    expect([empty.status, await text(empty.body)]).toEqual([204, ''])
  })

  /** A vendor that sends this many bytes, as fast as the connection allows. */
  const pouring = (bytes: number) => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const state = { written: 0 }
    const answer: RequestListener = async (_request, response) => {
      while (state.written < bytes) {
        state.written += chunk.length
        if (!response.write(chunk)) await once(response, 'drain')
      }
      response.end()
    }
    return { state, answer }
  }

  it('whose reader pauses stops reading from the vendor, and continues with the reader', async () => {
    const bytes = 64 * 1024 * 1024
    const { state, answer } = pouring(bytes)
    const { body } = await open(answer)
    let before = -1
    for (let still = 0; still < 100; still += 1) {
      if (state.written !== before) still = 0
      before = state.written
      await turn()
    }
    expect(state.written).toBeLessThan(bytes / 2)
    let read = 0
    for await (const chunk of body) read += Buffer.from(chunk).length
    expect(read).toBe(bytes)
  })

  it('of 200 MB takes no more memory than one buffer', async () => {
    // The memory of the whole process is measured from outside, in the server's tests: V8 frees garbage at any time.
    const bytes = 200 * 1024 * 1024
    const { body } = await open(pouring(bytes).answer)
    let read = 0
    let mostHeld = 0
    for await (const chunk of body) {
      read += chunk.length
      mostHeld = Math.max(mostHeld, body.readableLength)
    }
    expect(read).toBe(bytes)
    expect(mostHeld).toBeLessThan(1024 * 1024)
  })

  it('whose reader stops closes the vendor’s connection at once', async () => {
    const closed = Promise.withResolvers<void>()
    const { body } = await open((_request, response) => {
      response.on('close', closed.resolve)
      response.write('x')
    })
    body.destroy()
    await closed.promise
  })

  it('that breaks off fails for its reader', async () => {
    const { body } = await open((_request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"half":', () => response.socket?.destroy())
    })
    await expect(text(body)).rejects.toMatchObject({ slug: 'provider-error' })
  })

  it('fails for its reader at the deadline', async () => {
    const controller = new AbortController()
    const closed = Promise.withResolvers<void>()
    const { body } = await open((_request, response) => {
      response.on('close', closed.resolve)
      response.write('{')
    }, controller.signal)
    controller.abort(new DeadlinePassed('25 s'))
    await expect(text(body)).rejects.toMatchObject({ slug: 'provider-timeout' })
    await closed.promise
  })

  it('without headers is a failure', async () => {
    const failure = await failureOf(() => open((_request, response) => response.socket?.destroy()))
    expect(failure).toMatchObject({ slug: 'provider-unavailable', options: { mayHaveBeenApplied: true } })
  })
})

describe('JSON', () => {
  it('is parsed, and an empty body is undefined', () => {
    expect(parseJson(Buffer.from('{"a":[1,null]}'), undefined, { host: 'Acme' })).toEqual({ a: [1, null] })
    expect(parseJson(Buffer.from('null'), undefined, { host: 'Acme' })).toBeNull()
    for (const nothing of ['', ' \r\n'])
      expect(parseJson(Buffer.from(nothing), undefined, { host: 'Acme' })).toBeUndefined()
  })

  it.each(['<html>', '{', '{"a":1}}', 'undefined', "{'a':1}"])('is not %j', (page) => {
    expect(() => parseJson(Buffer.from(page), undefined, { host: 'Acme' })).toThrow(
      'Acme returned something that is not JSON.',
    )
  })
})

describe('the observer of calls', () => {
  const observed = async (answer: RequestListener, signal = new AbortController().signal) => {
    const ofServer: VendorCall[] = []
    const ofCall: VendorCall[] = []
    const vendorOrigin = await listening(answer)
    const observer = { vendorCallEnded: (call: VendorCall) => void ofServer.push(call) }
    const transport = createTransport({ dispatcher, vendorOrigin, observer })
    const context = {
      ...contextOf(signal),
      observer: { vendorCallEnded: (call: VendorCall) => void ofCall.push(call) },
    }
    const outcome = await transport.send(requestOf(), context).catch((error: unknown) => error)
    expect(ofCall).toEqual(ofServer)
    return { told: ofServer, outcome, transport, context }
  }

  it('is called once for each call, without its path, query, headers and body', async () => {
    const { told } = await observed((_request, response) => response.writeHead(429).end('{}'))
    expect(told).toEqual([
      {
        provider: 'pipedrive',
        method: 'GET',
        host: 'api.acme.test',
        status: 429,
        isComplete: true,
        startedAtMs: expect.any(Number),
        durationMs: expect.any(Number),
      },
    ])
    expect(told[0]?.durationMs).toBeGreaterThan(0)
  })

  it('is called for a call without an answer, and for one that broke off', async () => {
    const silent = await observed((request) => request.socket.destroy())
    expect(silent.told).toMatchObject([{ status: undefined, isComplete: false }])
    const broken = await observed((request, response) => {
      response.writeHead(200, { 'content-length': '9' })
      response.write('{', () => request.socket.destroy())
    })
    expect(broken.told).toMatchObject([{ status: 200, isComplete: false }])
  })

  it('is not called for a call that was cancelled before it was sent', async () => {
    expect((await observed((_request, response) => response.end(), AbortSignal.abort())).told).toEqual([])
  })

  it('is called for a stream when its body has ended', async () => {
    const { told, transport, context } = await observed((_request, response) => response.end('{}'))
    const { body } = await transport.stream(requestOf(), context)
    expect(await text(body)).toBe('{}')
    expect(told).toMatchObject([{ isComplete: true }, { isComplete: true, status: 200 }])
  })
})
