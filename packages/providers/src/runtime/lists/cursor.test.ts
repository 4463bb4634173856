import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../failures.ts'
import { createCursorSealer, cursorExpired } from './cursor.ts'

const key = Buffer.alloc(32, 1)
const dayMs = 24 * 60 * 60 * 1000
const sealer = (keys: readonly Uint8Array[] = [key], nowMs = 0) => createCursorSealer<unknown>(keys, () => nowMs)
const slugOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.slug
  }
  return 'nothing was refused'
}

describe('a cursor', () => {
  it('returns what was sealed under the same binding', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (content, binding) => {
        const expected: unknown = JSON.parse(JSON.stringify(content))
        expect(sealer().open(sealer().seal(content, binding), binding)).toEqual(expected)
      }),
    )
  })

  it('survives a restart: it needs nothing but the key', () => {
    expect(sealer().open(sealer().seal({ place: 1 }, 'b'), 'b')).toEqual({ place: 1 })
  })

  it('shows nothing of its content, and fits an address as it is', () => {
    const cursor = sealer().seal({ link: 'https://api.acme.test/secret' }, 'b')
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/)
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('acme')
    expect(sealer().seal({ link: 'https://api.acme.test/secret' }, 'b')).not.toBe(cursor)
  })

  it('is refused under another binding', () => {
    expect(slugOf(() => sealer().open(sealer().seal(1, 'account-1'), 'account-2'))).toBe('invalid-cursor')
  })

  it('is refused when any one byte was changed', () => {
    const cursor = Buffer.from(sealer().seal({ at: 'x' }, 'b'), 'base64url')
    for (let index = 0; index < cursor.length; index += 1) {
      const changed = Buffer.from(cursor)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(slugOf(() => sealer().open(changed.toString('base64url'), 'b'))).toBe('invalid-cursor')
    }
  })

  it('is refused when it is cut, lengthened, spelled in another way, or made up', () => {
    const cursor = sealer().seal({ at: 'xyz' }, 'b')
    const others = [
      cursor.slice(0, -1),
      cursor.slice(0, 20),
      `${cursor}A`,
      `${cursor}=`,
      ` ${cursor}`,
      'null',
      '..',
      '\0',
    ]
    for (const other of others) expect(slugOf(() => sealer().open(other, 'b'))).toBe('invalid-cursor')
  })

  it('is refused as invalid for any other text, without another error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(slugOf(() => sealer().open(text, 'b'))).toBe('invalid-cursor')
      }),
    )
  })

  it('is valid for 24 hours, and expired after them', () => {
    const cursor = sealer([key], 0).seal('x', 'b')
    expect(sealer([key], dayMs).open(cursor, 'b')).toBe('x')
    expect(slugOf(() => sealer([key], dayMs + 1).open(cursor, 'b'))).toBe('cursor-expired')
  })

  it('is opened by every key of the ring, and by no other', () => {
    const cursor = sealer([key]).seal('x', 'b')
    const other = Buffer.alloc(32, 2)
    expect(sealer([other, key]).open(cursor, 'b')).toBe('x')
    expect(slugOf(() => sealer([other]).open(cursor, 'b'))).toBe('invalid-cursor')
  })

  it('needs a key', () => {
    expect(() => sealer([])).toThrow('needs a key')
  })

  it('is refused with the place of the fault and the next step', () => {
    expect(cursorExpired().errors).toEqual([
      { parameter: 'next_cursor', detail: 'must be left out; the list then starts again' },
    ])
  })
})
