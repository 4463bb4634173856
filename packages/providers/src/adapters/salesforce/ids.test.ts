import { describe, expect, it } from 'vitest'
import { longId } from './ids.ts'

describe('the two lengths of a Salesforce id', () => {
  it('makes 18 characters of 15, as the record sample of the REST guide shows', () => {
    expect(longId('001D000000IqhSL')).toBe('001D000000IqhSLIAZ')
  })

  it('restores the case of 18 characters, whose case does not count', () => {
    expect(longId('001d000000iqhsliaz')).toBe('001D000000IqhSLIAZ')
    expect(longId('001D000000IqhSLIAZ')).toBe('001D000000IqhSLIAZ')
  })

  it('does not change a text that is not an id', () => {
    for (const text of ['', '005', '0055g00000ABCde!', '0055g00000ABCdeAAH9', '0055g00000ABCdeAA9']) {
      expect(longId(text)).toBe(text)
    }
  })
})
