import { describe, expect, it } from 'vitest'
import type { ErrorRule, ErrorRules } from '../../contract.ts'
import { codeTable } from './codes.ts'
import { meaningOf } from './error-rules.ts'

const answer = (status: number, body: unknown = {}) => ({ status, headers: {}, body })
const codes = { code: (body: unknown) => Object(body).code, codes: codeTable({ 404: ['GONE'], 409: ['TAKEN'] }) }
const ruled = (rule: ErrorRule, more: ErrorRules = {}): ErrorRules => ({ ...more, rules: [rule] })

describe('an answer with a 2xx', () => {
  it('is a success where the adapter finds no failure in it, whatever the rules', () => {
    expect(meaningOf({}, answer(200), 'get')).toBeUndefined()
    expect(meaningOf(ruled({ means: 404 }, { fails: () => false }), answer(200), 'get')).toBeUndefined()
  })

  it('is a failure where the adapter finds one: by its code, else by the status in its body, else as provider-error', () => {
    const rules: ErrorRules = {
      ...codes,
      fails: (body) => 'code' in Object(body),
      status: (body) => Object(body).status,
    }
    expect(meaningOf(rules, answer(200, { id: '1' }), 'get')).toBeUndefined()
    expect(meaningOf(rules, answer(200, { code: 'taken', status: 400 }), 'get')).toBe(409)
    expect(meaningOf(rules, answer(200, { code: 'NEW', status: '422' }), 'get')).toBe(422)
    expect(meaningOf(rules, answer(200, { code: 'NEW', status: 200 }), 'get')).toBe(502)
  })

  it('may be a failure for one operation only', () => {
    const rules: ErrorRules = { fails: (_body, operation) => operation === 'delete' }
    expect([meaningOf(rules, answer(200), 'get'), meaningOf(rules, answer(200), 'delete')]).toEqual([undefined, 502])
  })
})

describe('a failure', () => {
  it('counts as the status of its code, else as its own status', () => {
    expect(meaningOf(codes, answer(400, { code: 'GONE' }), 'get')).toBe(404)
    expect(meaningOf(codes, answer(400, { code: 'NEW' }), 'get')).toBeUndefined()
    expect(meaningOf(codes, answer(404, { code: 'GONE' }), 'get')).toBeUndefined()
  })

  it('counts as its own status, with or without a code, where statuses come first', () => {
    const rules: ErrorRules = { ...codes, statusWins: true, fails: () => true, status: (body) => Object(body).status }
    expect(meaningOf(rules, answer(400, { code: 'GONE' }), 'get')).toBeUndefined()
    expect(meaningOf(rules, answer(200, { code: 'GONE', status: 422 }), 'get')).toBe(422)
    expect(meaningOf(rules, answer(200, { code: 'GONE' }), 'get')).toBe(404)
  })
})

describe('a rule', () => {
  const meaning = (rule: ErrorRule, status = 400, body: unknown = {}) =>
    meaningOf(ruled(rule, codes), answer(status, body), 'get')

  it('applies by the status that the failure has without it', () => {
    expect(meaning({ status: 400, means: 'not-found' })).toBe('not-found')
    expect(meaning({ status: [404, 409], means: 423 }, 400, { code: 'GONE' })).toBe(423)
    expect(meaning({ status: 400, means: 423 }, 400, { code: 'GONE' })).toBe(404)
  })

  it('applies by operation, code, sentence and answer, all of them', () => {
    const body = { code: 'NEW', message: 'The user was not found.' }
    const rule: ErrorRule = {
      operation: ['get', 'me'],
      code: 'NEW',
      says: [/\buser\b/, /not found/],
      when: ({ status }) => status === 400,
      means: 404,
    }
    expect(meaning(rule, 400, body)).toBe(404)
    for (const other of [
      { operation: 'list' as const },
      { code: 'OLD' },
      { code: /^O/ },
      { says: [/\buser\b/, /exists/] },
      { when: () => false },
    ]) {
      expect(meaning({ ...rule, ...other }, 400, body)).toBeUndefined()
    }
  })

  it('applies where the code is not in the table, or missing', () => {
    const rule: ErrorRule = { code: false, means: 502 }
    expect([{ code: 'NEW' }, {}].map((body) => meaning(rule, 400, body))).toEqual([502, 502])
    expect(meaning(rule, 400, { code: 'TAKEN' })).toBe(409)
  })

  it('comes before those after it, unless it returns nothing for the answer', () => {
    const rules: ErrorRules = { rules: [{ means: ({ status }) => (status === 400 ? undefined : 403) }, { means: 409 }] }
    expect(meaningOf(rules, answer(400), 'get')).toBe(409)
    expect(meaningOf(rules, answer(422), 'get')).toBe(403)
  })
})
