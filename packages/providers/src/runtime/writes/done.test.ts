import { describe, expect, it } from 'vitest'
import { listsId, namesId, nothing, nothingLeft } from './done.ts'

const answer = (body: unknown, status = 200) => ({ status, headers: {}, body })

describe('a successful answer to a write', () => {
  it('has an empty body, not an empty object and not a 202', () => {
    expect([answer(undefined, 204), answer(undefined)].map(nothing)).toEqual([true, true])
    expect([answer({}), answer(null), answer([]), answer({ errors: [] }), answer(undefined, 202)].map(nothing)).toEqual(
      [false, false, false, false, false],
    )
  })

  it('has an empty body, or an object without members', () => {
    expect([answer(undefined, 204), answer(undefined), answer({})].map(nothingLeft)).toEqual([true, true, true])
    expect([answer(null), answer([]), answer({ errors: [] }), answer('')].map(nothingLeft)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })

  it('has the id of the changed record, as a text or a number, in any case', () => {
    const done = namesId('member.id')
    expect(done(answer({ member: { id: '7a' } }), '7A')).toBe(true)
    expect(namesId('id')(answer({ id: 7 }), '7')).toBe(true)
    expect(
      [{}, { member: null }, { member: { id: '8' } }, { id: '7A' }, null].map((body) => done(answer(body), '7A')),
    ).toEqual([false, false, false, false, false])
  })

  it('has the changed record in its list', () => {
    const done = listsId('data.changed')
    expect(done(answer({ data: { changed: [null, { id: '7' }] } }), '7')).toBe(true)
    const others = [{}, { data: null }, { data: { changed: null } }, { data: { changed: [] } }]
    expect(others.map((body) => done(answer(body), '7'))).toEqual([false, false, false, false])
    expect(done(answer({ data: { changed: [{ id: '8' }] } }), '7')).toBe(false)
  })
})
