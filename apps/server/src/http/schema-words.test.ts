import { describe, expect, test } from 'vitest'
import { descend, kindOf, memberNames, unknownName, wrongValue } from './schema-words.ts'

describe('wrongValue', () => {
  test.each([
    [
      { type: 'integer', minimum: 1, maximum: 1000 },
      'ten',
      50,
      'a whole number from 1 to 1000, such as 50, but "ten" was sent',
    ],
    [
      { type: 'integer', minimum: 1, maximum: 1000 },
      0,
      50,
      'a whole number from 1 to 1000, such as 50, but 0 was sent',
    ],
    [{ type: 'boolean' }, 'maybe', true, 'true or false, but "maybe" was sent'],
    [{ type: ['boolean', 'null'] }, 'maybe', true, 'true, false or null, but "maybe" was sent'],
    [{ type: 'string', enum: ['asc', 'desc'] }, 'up', 'asc', 'asc or desc, but "up" was sent'],
    [
      { type: ['string', 'null'], enum: ['strict', 'lenient', null] },
      'x',
      'strict',
      'strict, lenient or null, but "x" was sent',
    ],
    [
      { type: 'string', enum: ['unified', 'raw', 'stream'] },
      'raws',
      'raw',
      'unified, raw or stream, but "raws" was sent; the nearest value is raw',
    ],
    [
      { $ref: '#/components/schemas/ProviderSlug' },
      'hubspott',
      undefined,
      'a provider that GET /integration lists, such as hubspot, but "hubspott" was sent; the nearest value is hubspot',
    ],
    [
      { type: 'string', format: 'date-time' },
      'x',
      '2026-01-01T00:00:00Z',
      'a date and time that exists, in UTC or with an offset, such as 2026-01-01T00:00:00Z, but "x" was sent',
    ],
    [{ type: 'string', format: 'uuid' }, '5', undefined, 'a UUID, but "5" was sent'],
    [
      { type: 'string', format: 'uri' },
      '5',
      'https://a.example',
      'an absolute URL, such as https://a.example, but another text was sent',
    ],
    [
      { type: 'string', pattern: '^\\S[^@\\s]*@\\S+$' },
      'x',
      'ann@a.example',
      'an e-mail address, such as ann@a.example, but another text was sent',
    ],
    [
      { type: 'string', pattern: '^\\S+$', maxLength: 9 },
      '',
      'a',
      'a text without blanks of at most 9 characters, such as a, but an empty text was sent',
    ],
    [
      { type: 'string', minLength: 1, maxLength: 4 },
      'Ann Lee',
      'Ann',
      'a text of 1 to 4 characters, such as "Ann", but 7 characters were sent',
    ],
    [{ type: 'string', minLength: 1 }, 5, undefined, 'a text that is not empty, but a number was sent'],
    [
      { type: 'array', minItems: 1, maxItems: 2 },
      [1, 2, 3],
      undefined,
      'a list of 1 to 2 items, but a list of 3 was sent',
    ],
    [{ type: 'object' }, [], undefined, 'an object, but a list was sent'],
    [{ type: 'object' }, null, undefined, 'an object, but null was sent'],
  ])('%j refuses %j', (schema, value, example, words) => {
    expect(wrongValue(schema, value, example)).toBe(`must be ${words}`)
  })

  test('a free text is never repeated: it may be a secret', () => {
    for (const schema of [{ type: 'string', maxLength: 2 }, { type: ['string', 'null'] }, { type: 'object' }]) {
      expect(wrongValue(schema, 'made-up-secret')).not.toContain('made-up')
      expect(wrongValue(schema, 123_456)).not.toContain('123')
    }
  })
})

test.each([
  [undefined, 'no value'],
  [null, 'null'],
  [JSON.rawJSON('12345678901234567890'), 'a number'],
  [true, 'a boolean'],
  [{}, 'an object'],
  ['made-up-secret', 'another text'],
])('the kind of %j is %s', (value, kind) => {
  expect(kindOf(value)).toBe(kind)
})

describe('unknownName', () => {
  const what = { is: 'a field of this body', those: 'fields' }

  test.each([
    ['nam', ['name', 'email'], '; the nearest name is name'],
    ['colour', ['name', 'email'], '; the known names are name and email'],
    ['colour', ['name'], '; the only name is name'],
    ['colour', [], '; there are no fields'],
    ['colour', Array.from({ length: 40 }, (_, index) => `f${index}`), '; GET /openapi.json lists the 40 fields'],
  ])('%s among %j', (name, known, words) => {
    expect(unknownName(name, known, what)).toBe(`is not a field of this body${words}`)
  })
})

describe('descend', () => {
  const schema = {
    type: 'object',
    properties: { scopes: { type: 'array', items: { type: 'string', enum: ['read'] } } },
    additionalProperties: { type: 'boolean' },
  }

  test('finds properties, items and additional properties', () => {
    expect(descend(schema, { scopes: ['reed'] }, ['scopes', '0'])).toEqual({
      schema: { type: 'string', enum: ['read'] },
      value: 'reed',
    })
    expect(descend(schema, { other: 5 }, ['other'])).toEqual({ schema: { type: 'boolean' }, value: 5 })
  })

  test('finds nothing by names that every object has', () => {
    expect(descend({ properties: {} }, {}, ['constructor', 'name'])).toEqual({ schema: {}, value: undefined })
    expect(memberNames({ type: 'string' })).toEqual([])
  })
})
