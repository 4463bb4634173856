import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type FakeVendor, startVendor } from '../../test/promises/fake-vendor.ts'
import { systemClock } from '../clock.ts'
import { createGuardedDispatcher, guardLookup, type Lookup } from './guarded-dispatcher.ts'
import { AddressRefused } from './public-address.ts'
import { createSendMessage, type Outgoing } from './send-message.ts'

let receiver: FakeVendor
beforeAll(async () => {
  receiver = await startVendor((call) => call.json({}))
})
afterAll(() => receiver.close())
beforeEach(() => {
  receiver.clear()
  receiver.answer((call) => call.json({}))
})

const message: Outgoing['message'] = {
  id: '3a5c7e91-0d2b-4f68-8a9c-1e3f5b7d9f02',
  event: 'integrated_account:active',
  payload: { tenant_id: 'Zoë' },
  environment_id: '1a2b3c4d-0000-4000-8000-5e6f7a8b9c0d',
  webhook_id: '7d2f9c04-1b6e-4a35-9c80-2e4f6a8b0c1d',
  created_at: '2026-01-05T09:30:00.000Z',
}

const sender = (options: { allowsPrivate?: boolean; lookup?: Lookup; timeoutMs?: number } = {}) => {
  const { allowsPrivate = true } = options
  const dispatcher = createGuardedDispatcher({ ...options, allowsPrivate })
  onTestFinished(() => dispatcher.destroy())
  const send = createSendMessage({ ...options, dispatcher, allowsPrivate, clock: systemClock })
  return (targetUrl: string, secrets: Outgoing['secrets'] = { current: 'whsec_new' }) =>
    send({ message, targetUrl, secrets })
}

const hmac = (body: string, secret: string): string =>
  `format=sha256,v=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}`

describe('a message', () => {
  test('is a POST of JSON, with a signature of its exact bytes', async () => {
    const target = `${receiver.origin}/hooks/a?b=c`
    expect(await sender()(target)).toEqual({ status: 200, fault: undefined, durationMs: expect.any(Number) })
    const [call, ...more] = receiver.calls
    expect(more).toEqual([])
    expect(call).toMatchObject({
      method: 'POST',
      path: '/hooks/a',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Rollcall',
        'x-truto-signature': hmac(call?.body ?? '', 'whsec_new'),
      },
    })
    expect(call?.headers).not.toHaveProperty('x-rollcall-signature-previous')
    expect(JSON.parse(call?.body ?? '')).toEqual(message)
  })

  test.each([200, 201, 204, 299])('is delivered by the status %i', async (status) => {
    receiver.answer(({ response }) => {
      response.writeHead(status).end()
    })
    expect(await sender()(receiver.origin)).toMatchObject({ status, fault: undefined })
  })

  test.each([302, 307, 308])('is not delivered by the redirect %i, which is not followed', async (status) => {
    receiver.answer(({ response }) => {
      response.writeHead(status, { location: `${receiver.origin}/other` }).end()
    })
    expect(await sender()(receiver.origin)).toMatchObject({ status, fault: 'status' })
    expect(receiver.calls).toHaveLength(1)
  })

  test.each([400, 404, 410, 500, 503])('is not delivered by the status %i', async (status) => {
    receiver.answer((call) => call.json({}, status))
    expect(await sender()(receiver.origin)).toMatchObject({ status, fault: 'status' })
  })

  test('counts as delivered by its status, however long the answer is, and also if it never ends', async () => {
    receiver.answer(({ response }) => {
      response.writeHead(200)
      response.write('x'.repeat(1_000_000))
    })
    expect(await sender()(receiver.origin)).toMatchObject({ status: 200, fault: undefined })
    await receiver.calls[0]?.brokenOff
    receiver.answer(({ response }) => {
      response.writeHead(200, { 'content-encoding': 'unknown' }).end('x')
    })
    expect(await sender()(receiver.origin)).toMatchObject({ status: 200, fault: undefined })
  })

  test('is not delivered without an answer in time, and the connection ends', async () => {
    receiver.answer(() => undefined)
    expect(await sender({ timeoutMs: 50 })(receiver.origin)).toMatchObject({ status: undefined, fault: 'timeout' })
    await receiver.calls[0]?.brokenOff
  })

  test('is not delivered where no server listens, or the answer is not HTTP', async () => {
    expect(await sender()('http://127.0.0.1:9/')).toMatchObject({ status: undefined, fault: 'unreachable' })
    const noise = createServer((socket) => socket.end('no HTTP\r\n\r\n')).listen(0, '127.0.0.1')
    await once(noise, 'listening')
    const place = noise.address()
    const port = typeof place === 'object' && place !== null ? place.port : 0
    expect(await sender()(`http://127.0.0.1:${port}/`)).toMatchObject({ status: undefined, fault: 'unreachable' })
    noise.close()
  })
})

describe('while two secrets are valid', () => {
  const secrets = { current: 'whsec_new', previous: 'whsec_old' }
  /** A program written for Truto: it reads one header, and has one secret. */
  const verifying = (secret: string) =>
    receiver.answer((call) => {
      const { 'x-truto-signature': signature } = call.headers
      call.json({}, signature === hmac(call.body, secret) ? 200 : 401)
    })

  test('a program that has the new one gets one message, with both signatures', async () => {
    verifying('whsec_new')
    expect(await sender()(receiver.origin, secrets)).toMatchObject({ status: 200, fault: undefined })
    const [call, ...more] = receiver.calls
    expect(more).toEqual([])
    expect(call?.headers['x-rollcall-signature-previous']).toBe(hmac(call?.body ?? '', 'whsec_old'))
  })

  test('a program that has only the former one gets the same message signed with it', async () => {
    verifying('whsec_old')
    expect(await sender()(receiver.origin, secrets)).toMatchObject({ status: 200, fault: undefined })
    const [first, second, ...more] = receiver.calls
    expect(more).toEqual([])
    expect(second?.body).toBe(first?.body)
    expect(second?.headers['x-rollcall-signature-previous']).toBe(hmac(second?.body ?? '', 'whsec_new'))
  })

  test('a program that accepts neither gets both messages', async () => {
    receiver.answer((call) => call.json({}, receiver.calls.length === 1 ? 503 : 401))
    expect(await sender()(receiver.origin, secrets)).toMatchObject({ status: 503, fault: 'status' })
    expect(receiver.calls).toHaveLength(2)
  })

  test('an address that does not answer is called once', async () => {
    receiver.answer(({ response }) => {
      response.destroy()
    })
    expect(await sender()(receiver.origin, secrets)).toMatchObject({ fault: 'unreachable' })
    expect(receiver.calls).toHaveLength(1)
  })
})

describe('where private addresses are not allowed', () => {
  const answering =
    (...addresses: string[]): Lookup =>
    (_hostname, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )

  test.each([
    'http://hooks.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://169.254.169.254/latest/meta-data',
  ])('no message is sent to %s', async (target) => {
    expect(await sender({ allowsPrivate: false })(target)).toMatchObject({ fault: 'refused_address' })
  })

  test('no message is sent to a name that resolves to one when the connection is made, whatever it resolved to before', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1'], ['93.184.215.14', '10.0.0.1'], ['::1'], ['::ffff:127.0.0.1']]
    const looked: string[] = []
    const lookup: Lookup = (hostname, options, callback) => {
      looked.push(hostname)
      answering(...(answers[looked.length] ?? []))(hostname, options, callback)
    }
    const target = `https://rebound.example:${new URL(receiver.origin).port}/`
    const send = sender({ allowsPrivate: false, lookup })
    for (let index = 1; index <= 4; index += 1) {
      expect(await send(target), String(answers[index])).toMatchObject({ status: undefined, fault: 'refused_address' })
    }
    expect(looked).toEqual(Array.from({ length: 4 }, () => 'rebound.example'))
    expect(receiver.calls).toEqual([])
  })

  test('no connection is made to one, whatever was checked before', async () => {
    const dispatcher = createGuardedDispatcher({ allowsPrivate: false })
    onTestFinished(() => dispatcher.destroy())
    const asked = dispatcher.request({ origin: receiver.origin, path: '/', method: 'GET' })
    await expect(asked).rejects.toBeInstanceOf(AddressRefused)
    expect(receiver.calls).toEqual([])
  })

  test.each([true, false])('a connection uses the addresses that were checked (all: %s)', (all) => {
    const given: unknown[] = []
    const lookup = guardLookup(answering('93.184.215.14', '2606:4700:4700::1111'))
    lookup('hooks.example', { all }, (...answer) => given.push(...answer))
    const [first, second] = [
      { address: '93.184.215.14', family: 4 },
      { address: '2606:4700:4700::1111', family: 6 },
    ]
    expect(given).toEqual(all ? [null, [first, second]] : [null, first.address, first.family])
  })

  test('a name that cannot be resolved is not reached', async () => {
    const lookup: Lookup = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('No such name.'), { code: 'ENOTFOUND' }), [])
    const send = sender({ allowsPrivate: false, lookup })
    expect(await send('https://hooks.example/')).toMatchObject({ status: undefined, fault: 'unreachable' })
  })
})
