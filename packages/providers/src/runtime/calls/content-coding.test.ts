import { Buffer } from 'node:buffer'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import zlib from 'node:zlib'
import { Agent } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contextOf } from '../../testing/made-up-vendor.ts'
import { toUtf8, Undecodable } from './content-coding.ts'
import { createTransport, maximumAnswerBytes, parseJson } from './request.ts'

const text = JSON.stringify({ users: [{ id: '1', name: 'Zoë 李' }] })

const coded: Readonly<Record<string, Buffer>> = {
  gzip: zlib.gzipSync(text),
  'x-gzip': zlib.gzipSync(text),
  GZIP: zlib.gzipSync(text),
  deflate: zlib.deflateSync(text),
  br: zlib.brotliCompressSync(text),
  zstd: zlib.zstdCompressSync(text),
  'gzip, br': zlib.brotliCompressSync(zlib.gzipSync(text)),
  identity: Buffer.from(text),
}

/** A transport to a vendor that answers everything with these bytes. */
const answering = async (bytes: Buffer, headers: Readonly<Record<string, string>>) => {
  const server = createServer((_request, response) => {
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length, ...headers })
      .end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const dispatcher = new Agent()
  onTestFinished(async () => {
    await dispatcher.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return createTransport({ dispatcher, vendorOrigin: `http://127.0.0.1:${port}` })
}

const request = { provider: 'acme', method: 'GET', url: new URL('https://api.acme.test/users'), headers: {} } as const
const patient = () => ({ ...contextOf(), signal: new AbortController().signal })

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

const bytesOf = async (body: AsyncIterable<unknown>): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks).toString('utf8')
}

describe('a coded answer', () => {
  it.each(Object.entries(coded))('in %s is decoded, as a whole and as a stream', async (coding, bytes) => {
    const transport = await answering(bytes, { 'content-encoding': coding })
    const { body, headers } = await transport.send(request, patient())
    expect(body.toString('utf8')).toBe(text)
    expect(headers).not.toHaveProperty('content-encoding')
    const opened = await transport.stream(request, patient())
    expect(await bytesOf(opened.body)).toBe(text)
    expect(opened.headers).not.toHaveProperty('content-encoding')
  })

  it('in the bare form of deflate, which some servers send, is decoded', async () => {
    const transport = await answering(zlib.deflateRawSync(text), { 'content-encoding': 'deflate' })
    expect((await transport.send(request, patient())).body.toString('utf8')).toBe(text)
  })

  it('without bytes stays empty', async () => {
    const transport = await answering(Buffer.alloc(0), { 'content-encoding': 'gzip' })
    expect((await transport.send(request, patient())).body).toHaveLength(0)
  })

  it.each([
    ['an unknown coding', Buffer.from(text), 'sdch'],
    ['broken bytes', Buffer.from(text), 'gzip'],
    ['bytes that are cut off', zlib.gzipSync(text).subarray(0, 20), 'gzip'],
  ])('with %s is a failure of the vendor', async (_name, bytes, coding) => {
    const transport = await answering(bytes, { 'content-encoding': coding })
    expect(await failureOf(transport.send(request, patient()))).toMatchObject({
      slug: 'provider-error',
      message: 'api.acme.test returned a body that cannot be decoded.',
    })
  })

  it('ends at the largest size of an answer', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(maximumAnswerBytes + 1))
    const transport = await answering(bomb, { 'content-encoding': 'gzip' })
    expect(await failureOf(transport.send(request, patient()))).toMatchObject({ slug: 'provider-response-too-large' })
  })
})

describe('the charset of an answer', () => {
  const parse = (bytes: Buffer, type = 'application/json') => parseJson(bytes, type, { host: 'Acme' })

  it('may have a byte order mark before UTF-8', () => {
    expect(parse(Buffer.from(`\ufeff${text}`))).toEqual(JSON.parse(text))
  })

  it.each([
    ['application/json; charset=iso-8859-1', Buffer.from('{"name":"Zoë"}', 'latin1')],
    ['application/json; charset="windows-1252"', Buffer.from('{"name":"Zoë"}', 'latin1')],
    ['application/json;charset=UTF-16LE', Buffer.from('{"name":"Zoë"}', 'utf16le')],
    ['application/json; charset=utf8', Buffer.from('{"name":"Zoë"}')],
  ])('is used where it is declared: %s', (type, bytes) => {
    expect(parse(bytes, type)).toEqual({ name: 'Zoë' })
  })

  it.each([
    ['application/json', Buffer.from('{"name":"Zoë"}', 'latin1')],
    ['application/json; charset=utf-8', Buffer.from('{"name":"Zoë"}', 'latin1')],
    ['application/json; charset=x-unknown', Buffer.from('{"name":"Zoe"}')],
  ])('is refused where it is unknown or wrong, and no letter is replaced: %s', (type, bytes) => {
    expect(() => toUtf8(bytes, type)).toThrow(Undecodable)
    expect(() => parse(bytes, type)).toThrow('not JSON')
  })
})

it('numbers that JavaScript cannot hold keep their digits', () => {
  const body = '{"id":7615917337495251231,"custom":{"HR number":9007199254740993}}'
  expect(JSON.stringify(parseJson(Buffer.from(body), undefined, { host: 'Acme' }))).toBe(body)
})
