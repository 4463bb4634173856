import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, firstTextAt, idAt, isObject, overlay, overlayAt, parseText, textAt, textsNamed, without } from './json.ts'
import { parseLossless } from './lossless-json.ts'

describe('reading values of type unknown', () => {
  it('recognises only plain objects as objects', () => {
    expect([{}, { a: 1 }].every(isObject)).toBe(true)
    expect([null, undefined, [], 'a', 1].some(isObject)).toBe(false)
  })

  it('finds the first text that is not blank', () => {
    const error = { message: ' ', error: { detail: 'No.' }, code: 7 }
    expect(firstTextAt(error, ['code', 'message', 'error.detail'])).toBe('No.')
    expect(firstTextAt(error, ['message', 'title'])).toBeUndefined()
  })

  it('reads the texts among members under other names', () => {
    const names = { company_id: 'companyId', user: 'user.id', size: 'size' }
    expect(textsNamed({ companyId: 'c1', user: { id: 'u1' }, size: 7 }, names)).toEqual({
      company_id: 'c1',
      user: 'u1',
    })
    expect(textsNamed(undefined, names)).toEqual({})
  })

  it('finds the member at a dotted path, also within arrays', () => {
    expect(at({ data: [{ id: 7 }] }, 'data.0.id')).toBe(7)
    expect(at([{ message: 'no' }], '0.message')).toBe('no')
  })

  it('reads an id as text or number, and nothing else', () => {
    expect([{ id: '7' }, { id: 7 }, { id: '' }].map((body) => idAt(body, 'id'))).toEqual(['7', '7', ''])
    expect([{}, { id: null }, { id: {} }, { id: true }, null].map((body) => idAt(body, 'id'))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })

  it('finds a member whose own name has dots', () => {
    expect(at({ '@odata.nextLink': 'next', '@odata': { nextLink: 'no' } }, '@odata.nextLink')).toBe('next')
    expect(at({ '@odata': { nextLink: 'deep' } }, '@odata.nextLink')).toBe('deep')
  })

  it('finds neither a missing member nor an inherited one', () => {
    for (const path of ['b', 'a.b.c', 'a.0', 'toString', 'constructor.name', '__proto__']) {
      expect(at({ a: { b: null } }, path)).toBeUndefined()
    }
    expect(at(null, 'a')).toBeUndefined()
    expect(at([1], 'length')).toBeUndefined()
  })

  it('returns a text only where there is one', () => {
    expect(textAt({ a: 'x' }, 'a')).toBe('x')
    expect(textAt({ a: 1 }, 'a')).toBeUndefined()
  })
})

describe('merging one value into another', () => {
  it('merges objects deep, replaces arrays, and lets the upper one win', () => {
    const base = { a: { b: 1, c: [1, 2] }, d: 1 }
    expect(overlay(base, { a: { c: [3], e: null }, d: { f: 1 } })).toEqual({
      a: { b: 1, c: [3], e: null },
      d: { f: 1 },
    })
    expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: 1 })
  })

  it('returns the upper one where either is not an object', () => {
    expect(overlay([1], { a: 1 })).toEqual({ a: 1 })
    expect(overlay({ a: 1 }, null)).toBeNull()
  })

  it('cannot change the prototype of all objects', () => {
    const merged = overlay({}, JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"x": 1}}}'))
    expect(at(merged, '__proto__')).toBeUndefined()
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('keeps all of the upper value when the lower one is empty', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (over) => {
        fc.pre(!Object.hasOwn(over, '__proto__') && !JSON.stringify(over).includes('__proto__'))
        expect(overlay({}, over)).toEqual(over)
      }),
    )
  })

  it('merges at a dotted path, and makes the missing objects of the path', () => {
    expect(overlayAt({ data: { a: 1 } }, 'data', { b: 2 })).toEqual({ data: { a: 1, b: 2 } })
    expect(overlayAt({}, 'data.attributes', { b: 2 })).toEqual({ data: { attributes: { b: 2 } } })
    expect(overlayAt({ users: [{ a: 1 }, { a: 2 }] }, 'users.0', { b: 2 })).toEqual({
      users: [{ a: 1, b: 2 }, { a: 2 }],
    })
    expect(overlayAt({ a: 1 }, undefined, { b: 2 })).toEqual({ a: 1, b: 2 })
    expect(overlayAt({ a: 1 }, '', { b: 2 })).toEqual({ a: 1, b: 2 })
  })
})

describe('leaving members out', () => {
  it('removes members at dotted paths, within arrays too, and changes nothing else', () => {
    const record = { id: 1, password: 'x', auth: { token: 't', kind: 'k' }, keys: [{ hash: 'h', name: 'n' }] }
    expect(without(record, ['password', 'auth.token', 'keys.hash'])).toEqual({
      id: 1,
      auth: { kind: 'k' },
      keys: [{ name: 'n' }],
    })
    expect(record.password).toBe('x')
  })

  it('keeps a number that is held as its digits', () => {
    const record = parseLossless('{"id":12345678901234567890,"password":"x"}')
    expect(JSON.stringify(without(record, ['password']))).toBe('{"id":12345678901234567890}')
  })

  it('returns the same value when there is nothing to remove', () => {
    const record = { a: [1] }
    expect(without(record, [])).toBe(record)
    expect(without('text', ['a'])).toBe('text')
  })

  it('keeps a member of any name, unchanged', () => {
    const record = JSON.parse('{"__proto__": {"a": 1}, "password": "x"}')
    expect(JSON.stringify(without(record, ['password']))).toBe('{"__proto__":{"a":1}}')
  })
})

describe('a text that is not JSON', () => {
  it.each([
    ['secret-4f1d', 'This is not JSON.'],
    ['{"a": secret-4f1d', 'This is not JSON.'],
    ['{"secret-4f1d', 'This is not JSON at character 13.'],
    ['{"a":1,,}', 'This is not JSON at character 7.'],
    ['"secret position 12', 'This is not JSON at character 19.'],
  ])('%s throws an error that quotes nothing of it', (text, sentence) => {
    expect(() => parseText(text)).toThrow(new SyntaxError(sentence))
  })
})
