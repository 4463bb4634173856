import { describe, expect, it } from 'vitest'
import { serializeQuery } from './query.ts'

describe('the query string', () => {
  it('has scalars unchanged', () => {
    expect(serializeQuery({ limit: 10, is_active: false, name: 'Ann', big: 9007199254740993n })).toBe(
      'limit=10&is_active=false&name=Ann&big=9007199254740993',
    )
  })

  it('is empty without parameters', () => {
    expect(serializeQuery({})).toBe('')
  })

  it('leaves out what is undefined, at any depth, and empty arrays and objects', () => {
    const query = { a: undefined, b: { c: undefined, d: 1 }, e: [], f: {}, g: [undefined, 'h'] }
    expect(serializeQuery(query)).toBe('b[d]=1&g=h')
  })

  it('writes null as an empty value', () => {
    expect(serializeQuery({ remote_query: { owner: null }, next_cursor: '' })).toBe('remote_query[owner]=&next_cursor=')
  })

  it('writes the plus of an e-mail as %2B, and encodes every other special mark', () => {
    expect(serializeQuery({ email: 'ann+crm@example.com' })).toBe('email=ann%2Bcrm%40example.com')
    expect(serializeQuery({ name: "O'Neil & Co (100%)!*" })).toBe('name=O%27Neil%20%26%20Co%20%28100%25%29%21%2A')
    expect(serializeQuery({ name: 'Zoë 李' })).toBe('name=Zo%C3%AB%20%E6%9D%8E')
  })

  it('repeats arrays', () => {
    expect(serializeQuery({ truto_exclude_fields: ['id', 'urls'] })).toBe(
      'truto_exclude_fields=id&truto_exclude_fields=urls',
    )
    expect(serializeQuery({ truto_exclude_fields: ['id'] })).toBe('truto_exclude_fields=id')
  })

  it('writes objects as deep objects', () => {
    expect(serializeQuery({ sort_by: { created_at: 'desc' }, workspace: { id: 'a b' } })).toBe(
      'sort_by[created_at]=desc&workspace[id]=a%20b',
    )
  })

  it('indexes arrays inside objects, so that objects in arrays keep together', () => {
    const filter = [
      { field: 'a', values: [1, 2] },
      { field: 'b', values: [3] },
    ]
    expect(serializeQuery({ remote_query: { filter } })).toBe(
      [
        'remote_query[filter][0][field]=a',
        'remote_query[filter][0][values][0]=1',
        'remote_query[filter][0][values][1]=2',
        'remote_query[filter][1][field]=b',
        'remote_query[filter][1][values][0]=3',
      ].join('&'),
    )
  })

  it('writes dates in RFC 3339, and objects with toJSON as their JSON', () => {
    const instant = new Date('2026-01-05T09:30:00.000Z')
    expect(serializeQuery({ created_at: { gte: instant } })).toBe('created_at[gte]=2026-01-05T09%3A30%3A00.000Z')
    expect(serializeQuery({ remote_query: { link: new URL('https://a.test/b') } })).toBe(
      'remote_query[link]=https%3A%2F%2Fa.test%2Fb',
    )
  })

  it('percent-encodes keys', () => {
    expect(serializeQuery({ remote_query: { 'a&b=c.d': 1 } })).toBe('remote_query[a%26b%3Dc.d]=1')
  })

  it('accepts 32 levels and refuses more', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 'x' : { k: nested(depth - 1) })
    expect(serializeQuery({ remote_query: nested(32) })).toBe(`remote_query${'[k]'.repeat(32)}=x`)
    expect(() => serializeQuery({ remote_query: nested(33) })).toThrow('remote_query is deeper than 32')
  })

  it('refuses a circular object', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    expect(() => serializeQuery({ remote_query: circle })).toThrow(TypeError)
  })

  it.each(['a[b]', 'a]', '['])('refuses the key %s, which would arrive as another one', (key) => {
    expect(() => serializeQuery({ remote_query: { [key]: 1 } })).toThrow('nest objects')
  })

  it('refuses an empty key, which would arrive as an array', () => {
    expect(() => serializeQuery({ remote_query: { '': 1 } })).toThrow(TypeError)
  })

  it('refuses a value that has no text', () => {
    expect(() => serializeQuery({ remote_query: { call: () => 1 } })).toThrow('holds a function')
    expect(() => serializeQuery({ created_at: { gt: new Date('nonsense') } })).toThrow(RangeError)
  })
})
