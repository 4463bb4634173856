import { describe, expect, it } from 'vitest'
import { codeTable, isPage } from './codes.ts'

describe('a table of codes', () => {
  const statusOf = codeTable({ 409: ['DUPLICATE_VALUE', 'constructor'], 429: ['Rate Limit Exceeded'] })

  it('finds the status of a code in any case and with any marks between its words', () => {
    expect(['DUPLICATE_VALUE', 'duplicateValue', 'RATE_LIMIT_EXCEEDED', 'constructor'].map(statusOf)).toEqual([
      409, 409, 429, 409,
    ])
  })

  it('has no status for an unknown code', () => {
    expect(['NEW_CODE', '', 'toString', undefined].map(statusOf)).toEqual([undefined, undefined, undefined, undefined])
  })
})

describe('a page instead of an answer of the API', () => {
  it('is a text or an empty body', () => {
    const answer = (body: unknown) => ({ status: 404, headers: {}, body })
    expect([undefined, '<html>', '', {}, [], null].map((body) => isPage(answer(body)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})
