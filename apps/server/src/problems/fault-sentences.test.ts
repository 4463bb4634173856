import { expect, test } from 'vitest'
import { asSentence, messageOfFaults, placeOf, quoted, withFaults } from './fault-sentences.ts'

test.each([
  [{ parameter: 'sort_by[name]' }, 'sort_by[name]'],
  [{ header: 'Content-Type' }, 'Content-Type'],
  [{ pointer: '' }, 'The body'],
  [{}, 'The body'],
  [{ pointer: '/context/oauth/token/access_token' }, 'context.oauth.token.access_token'],
  [{ pointer: '/scopes/0' }, 'scopes.0'],
  [{ pointer: '/zz~1~0unknown' }, '"zz/~unknown"'],
  [{ parameter: 'a b\n"c"' }, '"a bc"'],
  [{ parameter: 'x'.repeat(200) }, `"${'x'.repeat(39)}…"`],
])('the place %j is written %s', (fault, place) => {
  expect(placeOf(fault)).toBe(place)
})

test('a fault of a place becomes a sentence that names the place', () => {
  expect(asSentence({ parameter: 'limit', detail: 'is required' }).detail).toBe('limit is required.')
  expect(asSentence({ pointer: '', detail: 'must be an object' }).detail).toBe('The body must be an object.')
})

test('a whole sentence is not changed', () => {
  const fault = { pointer: '/name', detail: 'Pipedrive cannot change name.' }
  expect(asSentence(fault)).toEqual(fault)
})

test('a sentence has at most 300 characters', () => {
  const { detail } = asSentence({ pointer: '/name', detail: `must be ${'x'.repeat(400)}` })
  expect(detail).toHaveLength(300)
  expect(detail).toMatch(/^name must be x+…$/)
})

test('a quoted text is short, on one line, and has no quotes of its own', () => {
  expect(quoted('say "hi"\n\0\u200b')).toBe('"say hi"')
  expect(quoted('\ud800x')).not.toContain('\ud800')
  expect(quoted('y'.repeat(100_000))).toHaveLength(42)
})

const faults = (count: number, detail = 'is required') =>
  Array.from({ length: count }, (_, index) => ({ parameter: `p${index}`, detail }))

test('a message joins all faults', () => {
  expect(messageOfFaults(faults(3))).toBe('p0 is required. p1 is required. p2 is required.')
})

test('a message has the number of further faults', () => {
  expect(messageOfFaults(faults(11))).toMatch(/p9 is required\. There is 1 more fault\.$/)
  expect(messageOfFaults(faults(9000))).toMatch(/p9 is required\. There are 8990 more faults\.$/)
})

test('a message has at most 2,000 characters of faults', () => {
  const message = messageOfFaults(faults(10, `must be ${'x'.repeat(270)}`))
  expect(message).toMatch(/There are 3 more faults\.$/)
  expect(message.length).toBeLessThan(2100)
})

test('a repeated sentence is used once', () => {
  const twice = [faults(1), faults(1)].flat()
  expect(messageOfFaults(twice)).toBe('p0 is required.')
})

test('the message of a failure is followed by its faults, without those that it holds', () => {
  expect(withFaults('The cursor has expired.', faults(1))).toBe('The cursor has expired. p0 is required.')
  expect(withFaults('p0 is required.', faults(1))).toBe('p0 is required.')
  expect(withFaults('The cursor has expired.', [])).toBe('The cursor has expired.')
  expect(withFaults(undefined, faults(1))).toBe('p0 is required.')
})
