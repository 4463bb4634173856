import { expect, test } from 'vitest'
import { json } from '../http/answer.ts'
import { createAnswerCheck } from './answer-check.ts'

const check = createAnswerCheck()

test('an answer that the contract promises passes', () => {
  expect(() => check('getHealth', json({ status: 'ok' }))).not.toThrow()
})

test.each([
  ['a status that is not promised', json({ status: 'ok' }, { status: 202 })],
  ['a body that breaks its schema', json({ status: 'fine' })],
  ['another media type', { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ok' }],
])('%s does not', (_case, answer) => {
  expect(() => check('getHealth', answer)).toThrow('getHealth')
})
