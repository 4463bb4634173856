import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endsWithName, without } from './json.ts'
import { changedJson } from './json-text.ts'

const dropping = (json: string, ...names: string[]) => changedJson(json, { drops: (path) => endsWithName(path, names) })

describe('a JSON text', () => {
  it.each([
    ['{"a":1,"b":2,"c":3}', '{"b":2,"c":3}', ['a']],
    ['{"a":1,"b":2,"c":3}', '{"a":1,"c":3}', ['b']],
    ['{"a":1,"b":2,"c":3}', '{"a":1,"b":2}', ['c']],
    ['{"a":1,"b":2,"c":3}', '{"a":1}', ['b', 'c']],
    ['{"a":1,"b":2,"c":3}', '{"b":2}', ['a', 'c']],
    ['{"a":1,"b":2}', '{}', ['a', 'b']],
    ['{ "a" : {"x": [1, "}"]} , "b" : 2 }', '{ "b" : 2 }', ['a']],
    ['[\n  {"id": 9007199254740993, "a": "x"}\n]', '[\n  {"id": 9007199254740993}\n]', ['a']],
    ['{"t":{"a":1,"k":-1.50e+2},"a":null}', '{"t":{"k":-1.50e+2},"a":null}', ['t.a']],
    ['{"d":{"t":[[{"a":1}]]}}', '{"d":{"t":[[{}]]}}', ['t.a']],
    ['{"\\u0061":1,"b":"\\u00e9\\/"}', '{"b":"\\u00e9\\/"}', ['a']],
    ['{"a":"\\\\\\"","b":2}', '{"b":2}', ['a']],
    ['{"a":1,"a":2,"b":3}', '{"b":3}', ['a']],
    ['{"xa":1,"b.a":2}', '{"xa":1}', ['b.a']],
  ])('%s without a member is %s, with every other character unchanged', (json, shown, names) => {
    expect(dropping(json, ...names).text).toBe(shown)
  })

  it('lists the removed paths, without the places in arrays, each once', () => {
    expect(dropping('{"data":[{"a":1},{"a":2}],"a":3}', 'a').paths).toEqual(['data.a', 'a'])
    expect(dropping('{"b":1}', 'a')).toEqual({ text: '{"b":1}', paths: [] })
  })

  it('equals the result of parsing, leaving out and writing, for any JSON and any spacing', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd\\"', '')
    const json = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (number === 0 ? 0 : number)),
        fc.constant(null),
        fc.array(tie('node')),
        fc.dictionary(key, tie('node')),
      ),
    })).node
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), fc.subarray(['a', 'b.c', 'c', 'd\\"']), (value, space, names) => {
        const shown = dropping(JSON.stringify(value, null, space), ...names).text
        expect(JSON.parse(shown)).toEqual(without(value, names))
      }),
    )
  })

  it('gets another text, key or number where one is replaced', () => {
    const replaces = (content: string) => (content.includes('x"') || content === '12' ? '"' : content)
    const { text, paths } = changedJson('{"k":["\\u0078\\"", 12, 123, true],"x\\"":1}', { replaces })
    expect(text).toBe('{"k":["\\"", "\\"", 123, true],"\\"":1}')
    expect(paths).toEqual(['k', 'x"'])
  })

  it('of any depth and length is read in one pass', () => {
    const depth = 200_000
    const deep = `${'{"k":['.repeat(depth)}{"a":1}${']}'.repeat(depth)}`
    expect(dropping(deep, 'a').text).toBe(deep.replace('{"a":1}', '{}'))
    const long = `{"s":"${'\\\\'.repeat(500_000)}","a":1}`
    expect(dropping(long, 'a').text).toBe(long.replace(',"a":1', ''))
  })
})
