import { createHash } from 'node:crypto'
import { Refusal } from '@rollcall/providers'
import type { Claim, IdempotentRequest, OpenedAccount, Store } from '@rollcall/store'
import type { Answer, WholeAnswer } from '../http/answer.ts'
import { problemAnswer } from '../problems/send-problem.ts'
import { type ProblemAnswer, toProblem } from '../problems/to-problem.ts'
import type { AccountCall } from './account-call.ts'

type Work = () => Answer | Promise<Answer>

export interface IdempotentCall {
  readonly key: string
  readonly method: string
  readonly path: string
  readonly query: unknown
  readonly body: unknown
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`
}

const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('base64url')

const requestOf = (call: IdempotentCall, account: OpenedAccount): IdempotentRequest => ({
  environmentId: account.environmentId,
  accountId: account.id,
  scope: hashOf([account.id, call.method, call.path, call.key]),
  request: hashOf([call.query, call.body]),
})

/** 4xx that may change when the request is repeated. */
const passing = new Set([401, 408, 409, 425, 429])

/** The state of the key after a failure: its answer is kept, its outcome stays unknown, or it is free again. */
const settlementOf = ({ slug, status }: ProblemAnswer, method: string): 'keep' | 'unknown' | 'free' => {
  if (slug === 'outcome-unknown') return 'unknown'
  // A partly applied creation has made the user: a repeat would make it twice.
  if (slug === 'partially-applied' && method === 'POST') return 'keep'
  return status >= 400 && status < 500 && !passing.has(status) ? 'keep' : 'free'
}

/**
 * Runs a write once per key: a repeat gets the same bytes without a vendor call.
 * @throws Refusal `idempotency-key-reused`, `idempotency-in-progress` or `outcome-unknown`
 */
export const runOnce = async (
  store: Pick<Store, 'idempotency'>,
  call: IdempotentCall,
  { account, context }: AccountCall,
  work: Work,
): Promise<Answer> => {
  const request = requestOf(call, account)
  const outcome = await store.idempotency.claimWhenSettled(request, context.signal)
  if (outcome.kind === 'done') return outcome.response
  if (outcome.kind === 'claimed') return settle(store, outcome.claim, call, work)
  if (outcome.kind === 'unknown') {
    throw new Refusal(
      'outcome-unknown',
      'An earlier request with this key ran, and its outcome is not known; read the user before you send the request with a new key.',
    )
  }
  if (outcome.kind === 'reused') {
    throw new Refusal('idempotency-key-reused', 'The key was used before for a request with another query or body.', {
      errors: [{ header: 'Idempotency-Key', detail: 'must be a new key for each new request' }],
    })
  }
  throw new Refusal(
    'idempotency-in-progress',
    'The first request with this key is still running; repeat the request later.',
  )
}

const settle = async (
  { idempotency }: Pick<Store, 'idempotency'>,
  claim: Claim,
  call: IdempotentCall,
  work: Work,
): Promise<Answer> => {
  try {
    const answer = await work()
    if ('flow' in answer) throw new Error('A write answers in one piece.')
    await idempotency.complete(claim, toStored(answer))
    return answer
  } catch (error) {
    const found = toProblem(error, call.path)
    const settlement = settlementOf(found, call.method)
    if (settlement === 'keep') await idempotency.complete(claim, toStored(problemAnswer(found)))
    else if (settlement === 'unknown') await idempotency.markUnknown(claim)
    else await idempotency.free(claim)
    throw error
  }
}

const toStored = ({ status, headers, body }: WholeAnswer) => ({
  status,
  headers,
  body: typeof body === 'string' ? Buffer.from(body) : body,
})
