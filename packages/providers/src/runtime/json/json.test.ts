import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, firstTextAt, idAt, isObject, overlay, overlayAt, parseText, textAt, textsNamed, without } from './json.ts'
import { parseLossless } from './lossless-json.ts'

describe('looking into values of which nothing is known', () => {
  it('takes only plain objects for objects', () => {
    expect([{}, { a: 1 }].every(isObject)).toBe(true)
    expect([null, undefined, [], 'a', 1].some(isObject)).toBe(false)
  })

  it('finds the first text that is not blank', () => {
    const error = { message: ' ', error: { detail: 'No.' }, code: 7 }
    expect(firstTextAt(error, ['code', 'message', 'error.detail'])).toBe('No.')
    expect(firstTextAt(error, ['message', 'title'])).toBeUndefined()
  })

  it('takes the texts among members by other names', () => {
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

  it('finds an id as text or number, and nothing else for one', () => {
    expect([{ id: '7' }, { id: 7 }, { id: '' }].map((body) => idAt(body, 'id'))).toEqual(['7', '7', ''])
    expect([{}, { id: null }, { id: {} }, { id: true }, null].map((body) => idAt(body, 'id'))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })

  it('finds a member whose own name has dots', () => {
    expect(at({ '@odata.nextLink': 'next', '@odata': { nextLink: 'no' } }, '@odata.nextLink')).toBe('next')
    expect(at({ '@odata': { nextLink: 'deep' } }, '@odata.nextLink')).toBe('deep')
  })

  it('finds nothing where there is nothing, and no inherited member', () => {
    for (const path of ['b', 'a.b.c', 'a.0', 'toString', 'constructor.name', '__proto__']) {
      expect(at({ a: { b: null } }, path)).toBeUndefined()
    }
    expect(at(null, 'a')).toBeUndefined()
    expect(at([1], 'length')).toBeUndefined()
  })

  it('gives text only where there is text', () => {
    expect(textAt({ a: 'x' }, 'a')).toBe('x')
    expect(textAt({ a: 1 }, 'a')).toBeUndefined()
  })
})

describe('laying one value over another', () => {
  it('merges objects deep, replaces arrays, and lets the upper one win', () => {
    const base = { a: { b: 1, c: [1, 2] }, d: 1 }
    expect(overlay(base, { a: { c: [3], e: null }, d: { f: 1 } })).toEqual({
      a: { b: 1, c: [3], e: null },
      d: { f: 1 },
    })
    expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: 1 })
  })

  it('gives the upper one where either is no object', () => {
    expect(overlay([1], { a: 1 })).toEqual({ a: 1 })
    expect(overlay({ a: 1 }, null)).toBeNull()
  })

  it('cannot be made to change what all objects share', () => {
    const merged = overlay({}, JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"x": 1}}}'))
    expect(at(merged, '__proto__')).toBeUndefined()
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('leaves the upper value whole when the lower one is empty', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), (over) => {
        fc.pre(!Object.hasOwn(over, '__proto__') && !JSON.stringify(over).includes('__proto__'))
        expect(overlay({}, over)).toEqual(over)
      }),
    )
  })

  it('lays it at a dotted path, and makes the objects on the way', () => {
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

  it('hands the value on as it is when there is nothing to remove', () => {
    const record = { a: [1] }
    expect(without(record, [])).toBe(record)
    expect(without('text', ['a'])).toBe('text')
  })

  it('keeps a member of any name, as the vendor sent it', () => {
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
  ])('%s is a failure that quotes nothing of it', (text, sentence) => {
    expect(() => parseText(text)).toThrow(new SyntaxError(sentence))
  })
})
