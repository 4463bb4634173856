import { Buffer } from 'node:buffer'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acme } from '../../testing/made-up-vendor.ts'
import { spelled } from '../../testing/spelled.ts'
import { flowWithoutCredential, handedOut, withoutCredential } from './hand-out.ts'

const secret = 'token/8a7b+6c5d4e'
const answer = (body: string, headers: Record<string, string> = {}) => ({
  status: 200,
  headers,
  body: Buffer.from(body),
})
const clean = (body: string, secrets = [secret]) => {
  const { response, hidden } = withoutCredential(answer(body), secrets)
  return { body: response.body.toString(), hidden }
}

describe('a successful answer', () => {
  it('without the credential is passed on as the same bytes', () => {
    const came = answer('{"id":9007199254740993, "url":"https:\\/\\/acme.test\\/%20&amp;"}')
    const { response, hidden } = withoutCredential(came, [secret])
    expect(response).toBe(came)
    expect(hidden).toEqual([])
  })

  it('has no credential in any spelling, and all else unchanged', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9._~+/=-]{8,40}$/).chain(spelled), ({ secret: own, spelling }) => {
        const json = `{"id": 9007199254740993,\n "note": ["got ", ${JSON.stringify(`got ${spelling} .`)}]}`
        const shown = clean(json, [own])
        expect(shown.body).toBe('{"id": 9007199254740993,\n "note": ["got ", "got [redacted] ."]}')
        expect(shown.hidden).toEqual(['note'])
      }),
    )
  })

  it('has no credential in its keys, its numbers and its headers', () => {
    expect(clean(`{"${secret}":{"a":1}}`).body).toBe('{"[redacted]":{"a":1}}')
    expect(clean('{"pin":48151623,"id":4815162342}', ['48151623']).body).toBe('{"pin":"[redacted]","id":4815162342}')
    const { headers } = withoutCredential(answer('{}', { 'content-type': `text/plain; t=${secret}` }), [
      secret,
    ]).response
    expect(headers).toEqual({ 'content-type': 'text/plain; t=[redacted]' })
  })

  it('that is not JSON has no credential either', () => {
    expect(clean(`<a href="?t=${encodeURIComponent(secret)}">`).body).toBe('<a href="?t=[redacted]">')
  })

  it('of another charset has no credential either, and is UTF-8 then', () => {
    const headers = { 'content-type': 'application/json; charset="UTF-16LE"' }
    const came = { status: 200, headers, body: Buffer.from(`{"a":"é ${secret}"}`, 'utf16le') }
    const { response } = withoutCredential(came, [secret])
    expect(response.body.toString()).toBe('{"a":"é [redacted]"}')
    expect(response.headers).toEqual({ 'content-type': 'application/json; charset=utf-8' })
    const undeclared = withoutCredential({ ...came, headers: {} }, [secret]).response
    expect(undeclared.body.toString()).not.toContain(secret)
    expect(undeclared.body.toString('utf16le')).not.toContain(secret)
  })

  it('keeps a word that equals a credential too short to search for', () => {
    expect(clean('{"a":"admin"}', ['admin']).body).toBe('{"a":"admin"}')
  })
})

describe('raw bytes', () => {
  const adapter = { ...acme, user: { ...acme.user, secrets: ['password', 'team.token'] } }

  it('have none of the members that the adapter names as secret, in the record and outside it, and list those that were removed', () => {
    const json = '{"users":[{"id":1,"password":"x"},{"id":2,"team":{"token":"y","id":3}}],"token":"kept"}'
    expect(handedOut(adapter, answer(json), ['note'])).toEqual({
      headers: {},
      bytes: Buffer.from('{"users":[{"id":1},{"id":2,"team":{"id":3}}],"token":"kept"}'),
      removed: ['users.password', 'users.team.token', 'note'],
    })
  })

  it('have no secret member whose key is spelled with escapes', () => {
    expect(handedOut(adapter, answer('{"pass\\u0077ord":"x"}')).bytes.toString()).toBe('{}')
  })

  it('are unchanged where there is nothing to remove', () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22])
    expect(handedOut(adapter, { headers: {}, body: bytes })).toEqual({ headers: {}, bytes, removed: [] })
    expect(handedOut({ ...acme, user: { id: acme.user.id } }, answer('{"password":1}')).removed).toEqual([])
  })

  it.each([
    ['utf-16le', Buffer.from('{"password":"x","name":"é"}', 'utf16le')],
    ['iso-8859-1', Buffer.from('{"password":"x","name":"é"}', 'latin1')],
  ])('of the charset %s have no secret member either, and are UTF-8 then', (charset, body) => {
    const headers = { 'content-type': `application/json; charset=${charset}`, etag: '1' }
    const out = handedOut(adapter, { headers, body })
    expect(out.bytes.toString()).toBe('{"name":"é"}')
    expect(out.headers).toEqual({ 'content-type': 'application/json; charset=utf-8', etag: '1' })
  })

  it('have no secret member after a byte order mark', () => {
    expect(handedOut(adapter, answer('\ufeff{"password":"x"}')).bytes.toString()).toBe('{}')
  })

  it('are refused where a named secret cannot be removed', () => {
    expect(() => handedOut(adapter, answer('{"password":"x"'))).toThrow(/not JSON and may have secrets \(password/)
  })
})

describe('a streamed body', () => {
  const flowing = async (bytes: Buffer, size: number, secrets = [secret]): Promise<string> => {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    )
    return Buffer.concat(await flowWithoutCredential(Readable.from(chunks), secrets).toArray()).toString()
  }

  it('has no credential in any spelling, wherever its chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Za-z0-9._~+/=-]{8,40}$/).chain(spelled),
        fc.integer({ min: 1, max: 64 }),
        async ({ secret: own, spelling }, size) => {
          const body = (text: string) => Buffer.from(`{"é": "${'ü'.repeat(9)}", "note": "${text}", "more": true}`)
          expect(await flowing(body(spelling), size, [own])).toBe(body('[redacted]').toString())
        },
      ),
    )
  })

  it('without the credential is streamed as the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), async (bytes, size) => {
        const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          Buffer.from(bytes.subarray(index * size, (index + 1) * size)),
        )
        const flowed = await flowWithoutCredential(Readable.from(chunks), [secret]).toArray()
        expect(Buffer.concat(flowed).equals(Buffer.from(bytes))).toBe(true)
      }),
    )
  })

  it('passes bytes on at once, without those that may begin a credential', async () => {
    const source = new Readable({ read: () => undefined })
    const chunks = flowWithoutCredential(source, [secret])[Symbol.asyncIterator]()
    source.push('{"a":"b","c":"token/8a')
    expect(String((await chunks.next()).value)).toBe('{"a":"b","c":"')
    source.push('7b+6c5d4e"}')
    expect(String((await chunks.next()).value)).toBe('[redacted]"}')
    source.push(null)
    expect((await chunks.next()).done).toBe(true)
  })

  it('breaks off where the credential is in a charset of two bytes a character', async () => {
    await expect(flowing(Buffer.from(`{"a":"${secret}"}`, 'utf16le'), 7)).rejects.toThrow('contains the credential')
  })

  it('ends its source when its reader stops, and breaks off when its source does', async () => {
    const left = new Readable({ read: () => undefined })
    flowWithoutCredential(left, [secret]).destroy()
    await expect.poll(() => left.destroyed).toBe(true)
    const broken = new Readable({ read: () => undefined })
    const body = flowWithoutCredential(broken, [secret])
    broken.destroy(new Error('broken off'))
    await expect(body.toArray()).rejects.toThrow('broken off')
  })
})
