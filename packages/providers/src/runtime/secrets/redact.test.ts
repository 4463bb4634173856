import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spelled } from '../../testing/spelled.ts'
import { parseLossless } from '../json/lossless-json.ts'
import { redact } from './redact.ts'

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
const secretText = fc.stringMatching(/^[!-~]{12,40}$/)

describe('redact: secrets', () => {
  test('replaces a secret in texts, keys and numbers, at any depth', () => {
    expect(
      redact({ message: 'token s3cr3t-key is wrong', list: [{ 's3cr3t-key': 1 }], number: 12345678 }, [
        's3cr3t-key',
        '12345678',
      ]),
    ).toEqual({ message: 'token [redacted] is wrong', list: [{ '[redacted]': 1 }], number: '[redacted]' })
  })

  test('replaces the longer of two secrets of which one begins the other', () => {
    expect(redact('abcdefgh abcd', ['abcd', 'abcdefgh'])).toBe('[redacted] [redacted]')
  })

  test('shows the digits of a number that is held as its digits, unless they are the secret', () => {
    const value = parseLossless('{"id":12345678901234567890}')
    expect(redact(value, [])).toEqual({ id: '12345678901234567890' })
    expect(redact(value, ['12345678901234567890'])).toEqual({ id: '[redacted]' })
  })

  test('takes a secret literally, not as a pattern', () => {
    expect(redact('aaa a.*b', ['a.*b'])).toBe('aaa [redacted]')
  })

  test('changes nothing for an empty secret', () => {
    expect(redact({ a: 'text' }, [''])).toEqual({ a: 'text' })
  })

  test('shows no spelling of a secret anywhere in any JSON', () => {
    fc.assert(
      fc.property(secretText.chain(spelled), fc.jsonValue({ maxDepth: 4 }), ({ secret, spelling }, json) => {
        const shown = JSON.stringify(
          redact({ json, [spelling]: [`before ${spelling} after`, { deep: spelling }] }, [secret]),
        )
        for (const hidden of [secret, spelling]) expect(shown).not.toContain(JSON.stringify(hidden).slice(1, -1))
      }),
    )
  })

  test('shows no beginning of a secret that is cut at the end of a long text', () => {
    const secret = 'abcdefghijklmnopqrstuvwxyz'
    for (let length = 1000; length < 1100; length += 1) {
      const shown = redact(`${'-'.repeat(length)}${secret}${'-'.repeat(200)}`, [secret], 256)
      expect(shown).not.toContain('abc')
    }
  })
})

describe('redact: keys and texts that look like credentials', () => {
  test.each([
    'access_token',
    'accessToken',
    'refresh_token',
    'client_secret',
    'Authorization',
    'password',
    'api_key',
    'X-Api-Key',
    'token',
    'secret',
    'Set-Cookie',
    'apiToken',
    'auth',
  ])('hides the value of %s', (key) => {
    expect(redact({ [key]: 'value', nested: { [key]: { a: 1 } } }, [])).toEqual({
      [key]: '[redacted]',
      nested: { [key]: '[redacted]' },
    })
  })

  test.each(['author', 'error', 'message', 'key', 'code', 'email'])('shows the value of %s', (key) => {
    expect(redact({ [key]: 'value' }, [])).toEqual({ [key]: 'value' })
  })

  test('shows that a credential is missing', () => {
    expect(redact({ token: null, password: '', has_token: true }, [])).toEqual({
      token: null,
      password: '',
      has_token: true,
    })
  })

  test('hides a named credential in text that is not JSON', () => {
    expect(redact('{"access_token":"abc.def","refresh_token": "gh', [])).toBe(
      '{"access_token":"[redacted]","refresh_token": "[redacted]',
    )
    expect(redact('access_token=abc&scope=read', [])).toBe('access_token=[redacted]&scope=read')
    expect(redact('the password is wrong', [])).toBe('the password is wrong')
  })
})

describe('redact: size and shape', () => {
  test('returns small JSON unchanged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ id: fc.integer(), name: fc.string(), on: fc.boolean(), no: fc.constant(null) })),
        (json) => {
          expect(redact(json, [], 1_000_000)).toEqual(json)
        },
      ),
    )
  })

  test('never takes more bytes of JSON than it may', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6 }),
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 14, max: 400 }),
        (json, text, bytes) => {
          expect(sizeOf(redact({ json, text }, [], bytes))).toBeLessThanOrEqual(bytes)
          expect(sizeOf(redact(text.repeat(50), [], bytes))).toBeLessThanOrEqual(bytes)
        },
      ),
    )
  })

  test('cuts a long text with a mark, never within a character', () => {
    expect(redact('x'.repeat(100), [], 20)).toBe(`${'x'.repeat(15)}…`)
    expect(redact('😀'.repeat(100), [], 20)).toBe('😀😀😀…')
    expect(redact('x'.repeat(1_000_000), [])).toHaveLength(8188)
  })

  test('cuts long lists and objects with a mark', () => {
    expect(redact([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], [], 40)).toEqual([1, 2, 3, 4, 5, 6, '…'])
    expect(redact({ a: 'x'.repeat(40), b: 1 }, [], 40)).toEqual({ a: `${'x'.repeat(16)}…`, '…': '…' })
  })

  test('cuts values deeper than sixteen levels', () => {
    let value: unknown = 'deep'
    for (let level = 0; level < 10_000; level += 1) value = [value]
    expect(JSON.stringify(redact(value, []))).toBe(`${'['.repeat(17)}"…"${']'.repeat(17)}`)
  })

  test('cuts a circular reference, and shows a value twice that occurs twice', () => {
    const shared = { a: 1 }
    const circle: Record<string, unknown> = { left: shared, right: shared }
    circle.self = circle
    expect(redact(circle, [])).toEqual({ left: { a: 1 }, right: { a: 1 }, self: '…' })
  })

  test('keeps a key named __proto__', () => {
    const shown = redact(JSON.parse('{"__proto__":{"admin":1}}'), [])
    expect(Object.getPrototypeOf(shown)).toBe(Object.prototype)
    expect(JSON.stringify(shown)).toBe('{"__proto__":{"admin":1}}')
  })

  test('shows values that JSON cannot hold in words', () => {
    expect(
      redact(
        [undefined, Number.NaN, 10n, () => 1, Symbol('s'), new Date(0), new Date(Number.NaN), Buffer.from('abc')],
        [],
      ),
    ).toEqual([null, null, '10', null, null, '1970-01-01T00:00:00.000Z', null, '3 bytes'])
    expect(redact(new TypeError('with hush in it'), ['hush'])).toEqual({
      name: 'TypeError',
      message: 'with [redacted] in it',
    })
  })

  test('never throws, not even for an object that does', () => {
    const hostile = {
      get a() {
        throw new Error('no')
      },
    }
    expect(redact(hostile, [])).toBe('…')
    expect(
      redact(
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no')
            },
          },
        ),
        [],
      ),
    ).toBe('…')
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withTypedArray: true,
          withNullPrototype: true,
          withSparseArray: true,
        }),
        (value) => {
          redact(value, ['secret'])
        },
      ),
    )
  })
})
