import { describe, expect, it } from 'vitest'
import { sentenceFaults, unwantedIn, unwantedWords } from './plain-words.ts'

describe('sentenceFaults', () => {
  it.each([
    'The body is larger than 256 kB, which is the limit; send a smaller one.',
    'Pipedrive refuses the request: "Scope and URL mismatch...".',
    '"zz/~unknown" is not a field of this body.',
    'The query is too long. Send a shorter one with `limit` and GET /openapi.json.',
    '8 calls run at once, which is the limit.',
    "The API key is in 'User Settings', under 'API'.",
    'acme.pipedrive.com could not be reached (ECONNRESET).',
    'There is no user nobody@acme.example.',
    'created_at[gt] must be a date and time, such as 2026-01-01T00:00:00Z, but "yesterday" was sent.',
  ])('accepts: %s', (text) => {
    expect(sentenceFaults(text)).toEqual([])
  })

  it.each([
    ['limit must be a whole number.', 'does not begin with a capital, a quotation or a name'],
    ['The body is not JSON', 'does not end with one full stop'],
    ['The body is not JSON..', 'has doubled punctuation'],
    ['The token is missing.: send it.', 'has doubled punctuation'],
    ['The body  is not JSON.', 'has a blank too many'],
    ['It is missing: The address.', 'has capitals within: The'],
    ['The id must match ^[a-z]+$ to be valid.', 'has a regular expression'],
    ['The field must be boolean,null to be valid.', 'has a sentence of the validator'],
    ['The field must NOT have more items.', 'has a sentence of the validator'],
  ])('finds the fault of: %s', (text, fault) => {
    expect(sentenceFaults(text)).toContain(fault)
  })

  it('accepts a given name at the beginning of a sentence, and within one', () => {
    const names = ['limit', 'Zendesk Sell']
    expect(sentenceFaults('limit cannot be used with Zendesk Sell.', { names })).toEqual([])
  })

  it('counts the sentences where there must be one', () => {
    const text = 'The body is not JSON. Send JSON.'
    expect(sentenceFaults(text)).toEqual([])
    expect(sentenceFaults(text, { single: true })).toEqual(['has 2 sentences'])
  })

  it('checks every sentence', () => {
    expect(sentenceFaults('The body is not JSON. send JSON.')).toEqual([
      'does not begin with a capital, a quotation or a name',
    ])
  })
})

describe('unwantedIn', () => {
  it.each([
    ['an end that nobody knows', 'nobody'],
    ['the proxy is the way out', 'way out'],
    ['whoever sends it', 'whoever'],
    ['the part thereof', 'thereof'],
    ['The answer tells whether it was written', 'tells'],
  ])('finds in "%s" the words "%s"', (text, words) => {
    expect(unwantedIn(text)).toEqual([expect.stringContaining(`has "${words}"`)])
  })

  it('finds words that a line break separates, and each place of them', () => {
    expect(unwantedIn('this is good any\n  more')).toHaveLength(2)
    expect(unwantedWords('nobody knows, nobody reads').map(({ index }) => index)).toEqual([0, 14])
  })

  it('finds nothing in ordinary words', () => {
    expect(unwantedIn('The server returns the status of the account, where it is known.')).toEqual([])
  })
})
