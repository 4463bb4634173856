import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { deriveKeys } from './cursor-key.ts'
import { generateKey, keyIdOf, parseKeyRing } from './keys.ts'
import { StoreError } from './store-error.ts'

const binding = { environment: 'env', account: 'acc', purpose: 'test' }
const failureOf = (text: string): string => {
  try {
    parseKeyRing(text)
  } catch (error) {
    if (error instanceof StoreError) return error.message
    throw error
  }
  throw new Error('The key ring was accepted.')
}

describe('a key ring', () => {
  it('opens the texts that it sealed', () => {
    const ring = parseKeyRing(`a:${generateKey()}`)
    expect(ring.open(ring.seal('Grüße, 世界', binding), binding)).toBe('Grüße, 世界')
    expect(ring.open(ring.seal('', binding), binding)).toBe('')
  })

  it('seals with the first key and opens with all of them', () => {
    const [first, second] = [generateKey(), generateKey()]
    const old = parseKeyRing(`one:${first}`).seal('secret', binding)
    const rotated = parseKeyRing(`two:${second},one:${first}`)

    expect(rotated.open(old, binding)).toBe('secret')
    expect(rotated.keyIds).toEqual(['two', 'one'])
    expect(keyIdOf(rotated.seal('secret', binding))).toBe('two')
  })

  it('writes version and key id before the sealed bytes, in characters that are safe in a URL', () => {
    const sealed = parseKeyRing(`a-1:${generateKey()}`).seal('secret', binding)
    expect(sealed).toMatch(/^v2\.a-1\.[A-Za-z0-9_-]+$/)
    expect(keyIdOf(sealed)).toBe('a-1')
    expect(keyIdOf('v1.a-1.AAAA')).toBeUndefined()
    expect(keyIdOf('plain')).toBeUndefined()
  })

  it('never seals the same text to the same bytes', () => {
    const ring = parseKeyRing(`a:${generateKey()}`)
    const sealed = new Set(Array.from({ length: 200 }, () => ring.seal('secret', binding)))
    expect(sealed.size).toBe(200)
  })

  it.each([
    { ...binding, environment: 'other' },
    { ...binding, account: 'other' },
    { ...binding, purpose: 'other' },
  ])('does not open a sealed text that was moved to $environment, $account, $purpose', (place) => {
    const ring = parseKeyRing(`a:${generateKey()}`)
    expect(() => ring.open(ring.seal('secret', binding), place)).toThrow(StoreError)
  })

  it('does not open a sealed text with any byte changed', () => {
    const ring = parseKeyRing(`a:${generateKey()}`)
    const sealed = ring.seal('secret', binding)
    const payload = Buffer.from(sealed.slice('v2.a.'.length), 'base64url')
    for (const index of payload.keys()) {
      const changed = Buffer.from(payload)
      changed.writeUInt8(changed.readUInt8(index) ^ 1, index)
      expect(() => ring.open(`v2.a.${changed.toString('base64url')}`, binding)).toThrow(/does not open/)
    }
  })

  it('does not open another spelling of the sealed bytes', () => {
    const ring = parseKeyRing(`a:${generateKey()}`)
    const sealed = ring.seal('secret', binding)
    for (const other of [`${sealed}x`, `${sealed}=`, `${sealed} `, sealed.replace(/.$/, '!')]) {
      expect(() => ring.open(other, binding)).toThrow(/does not open/)
    }
  })

  it('does not open a sealed text that was cut off', () => {
    const ring = parseKeyRing(`a:${generateKey()}`)
    const sealed = ring.seal('secret', binding)
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => ring.open(sealed.slice(0, length), binding)).toThrow(StoreError)
    }
  })

  it('names the key that it lacks', () => {
    const sealed = parseKeyRing(`old:${generateKey()}`).seal('secret', binding)
    const ring = parseKeyRing(`new:${generateKey()}`)
    expect(() => ring.open(sealed, binding)).toThrow(
      'A stored secret was sealed with the key "old", which ROLLCALL_KEYS lacks.',
    )
  })

  it('detects another key of the same id', () => {
    const sealed = parseKeyRing(`a:${generateKey()}`).seal('secret', binding)
    expect(() => parseKeyRing(`a:${generateKey()}`).open(sealed, binding)).toThrow(/the key "a" is not the one/)
  })

  it('shows no key when it is printed', () => {
    const key = generateKey()
    const ring = parseKeyRing(`a:${key}`)
    expect(JSON.stringify(ring)).not.toContain(key)
    expect(Object.values(ring).some((value) => Buffer.isBuffer(value))).toBe(false)
  })

  it.each([
    ['', 'Entry 1 of ROLLCALL_KEYS is not of the form id:base64.'],
    ['abc', 'Entry 1 of ROLLCALL_KEYS is not of the form id:base64.'],
    [`a:${generateKey()},`, 'Entry 2 of ROLLCALL_KEYS is not of the form id:base64.'],
    [`:${generateKey()}`, 'Entry 1 of ROLLCALL_KEYS has an id that is not 1 to 32 letters, digits, "-" or "_".'],
    [`a.b:${generateKey()}`, 'Entry 1 of ROLLCALL_KEYS has an id that is not 1 to 32 letters, digits, "-" or "_".'],
    [`a:${generateKey()},a:${generateKey()}`, 'ROLLCALL_KEYS has the id "a" twice.'],
    ['a:', 'The key "a" of ROLLCALL_KEYS is not 32 bytes in base64.'],
  ])('refuses %s in a sentence', (text, sentence) => {
    expect(failureOf(text)).toBe(sentence)
  })

  it.each([
    ['zeros', Buffer.alloc(32)],
    ['one byte', Buffer.alloc(32, 255)],
    ['one letter', Buffer.from('x'.repeat(32))],
    ['one letter of base64', Buffer.from(`${'q'.repeat(42)}g=`, 'base64')],
    ['a word repeated', Buffer.from('password'.repeat(4))],
    ['digits', Buffer.from('01234567890123456789012345678901')],
    ['a single one', Buffer.from(`${'00'.repeat(31)}01`, 'hex')],
    ['a count', Buffer.from(Array.from({ length: 32 }, (_, index) => index))],
    ['a count down', Buffer.from(Array.from({ length: 32 }, (_, index) => 40 - index + 200))],
    ['a count by seven', Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7))],
  ])('refuses a key of %s at every place, names its id and the next step', (_, bytes) => {
    const key = bytes.toString('base64')
    const sentence =
      'The key "weak" of ROLLCALL_KEYS can be guessed: its 32 bytes are not random. Leave ROLLCALL_KEYS out and run `npm run bootstrap`, which makes a random one.'
    expect(failureOf(`weak:${key}`)).toBe(sentence)
    expect(failureOf(`good:${generateKey()},weak:${key}`)).toBe(sentence)
  })

  it('accepts every key that it makes, and 16 random bytes in hex', () => {
    for (let index = 0; index < 2000; index += 1) parseKeyRing(`a:${generateKey()}`)
    const hex = Buffer.from('9f86d081884c7d659a2feaa0c55ad015')
    expect(parseKeyRing(`a:${hex.toString('base64')}`).keyIds).toEqual(['a'])
  })

  it.each([16, 31, 33, 64])('refuses a key of %i bytes without repeating it', (size) => {
    const key = randomBytes(size).toString('base64')
    expect(failureOf(`a:${key}`)).toBe('The key "a" of ROLLCALL_KEYS is not 32 bytes in base64.')
  })

  it('refuses base64 in another spelling', () => {
    const key = Buffer.alloc(32, 255).toString('base64')
    expect(failureOf(`a:${key.replaceAll('/', '_')}`)).toContain('not 32 bytes')
    expect(failureOf(`a:${key.replace('=', '')}`)).toContain('not 32 bytes')
    expect(failureOf(`a:${key}!`)).toContain('not 32 bytes')
  })

  it('accepts white space around its entries', () => {
    expect(parseKeyRing(` a:${generateKey()} , b:${generateKey()}\n`).keyIds).toEqual(['a', 'b'])
  })
})

describe('a derived key', () => {
  const sealingKey = (ring: string, purpose: string) => deriveKeys(parseKeyRing(ring), purpose)[0]?.key
  const [first, second] = [generateKey(), generateKey()]

  it('is 32 bytes, the same each time, and another one per purpose and per ring', () => {
    const ring = `a:${first}`
    expect(sealingKey(ring, 'cursor')).toHaveLength(32)
    expect(sealingKey(ring, 'cursor')).toEqual(sealingKey(`a:${first}`, 'cursor'))
    expect(sealingKey(ring, 'cursor')).not.toEqual(sealingKey(ring, 'link'))
    expect(sealingKey(ring, 'cursor')).not.toEqual(sealingKey(`a:${second}`, 'cursor'))
    expect(sealingKey(ring, 'cursor')?.toString('base64')).not.toBe(first)
  })

  it('still opens when the ring is rotated', () => {
    const old = sealingKey(`a:${first}`, 'cursor')
    const keys = deriveKeys(parseKeyRing(`b:${second},a:${first}`), 'cursor')
    expect(keys.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(keys[0]?.key).toEqual(sealingKey(`b:${second}`, 'cursor'))
    expect(keys[1]?.key).toEqual(old)
  })
})
