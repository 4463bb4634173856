import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { doubledText, escapedText } from './literals.ts'

describe('a text as a literal of a query', () => {
  it('has its quotes, backslashes and line ends escaped with a backslash', () => {
    expect(escapedText(`O'Neil "x" \\ a\nb\rc`)).toBe(String.raw`'O\'Neil \"x\" \\ a\nb\rc'`)
  })

  it('has its quotes doubled', () => {
    expect(doubledText("O'Neil ''")).toBe("'O''Neil '''''")
  })

  it('ends at its own end, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", '"', '\\', '\n', 'a') }), (text) => {
        expect(escapedText(text).slice(1, -1)).toMatch(/^(?:[^'\\\n]|\\[^\n])*$/)
        expect(doubledText(text).slice(1, -1)).toMatch(/^(?:[^']|'')*$/)
      }),
    )
  })
})
