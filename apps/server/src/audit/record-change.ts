import type { ProblemSlug } from '@rollcall/contract'
import type { AuditEnding, NewAuditEntry } from '@rollcall/store'
import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Route } from '../contract/routes.ts'
import type { Answer } from '../http/answer.ts'
import { commandLineTokenId } from '../http/command-line-token.ts'
import { stateOf } from '../http/request-state.ts'
import { saneText } from '../logging.ts'
import { toProblem } from '../problems/to-problem.ts'
import type { Services } from '../services.ts'
import { endingOfAnswer, endingOfProblem } from './ending.ts'
import { loggedUserId, subjectOf } from './subject.ts'

type Recorder = Pick<Services, 'store' | 'clock'>

/** A request to an operation that is recorded. */
export interface RecordedRequest {
  readonly route: Pick<Route, 'id' | 'path'>
  readonly request: Pick<Request, 'params' | 'body'>
  readonly response: Response
}

const entryOf = ({ route, request, response }: RecordedRequest): NewAuditEntry => {
  const { token, query, requestId } = stateOf(response)
  if (token === undefined) throw new Error('An operation that is recorded was reached without a token.')
  return {
    environmentId: token.environmentId,
    actor:
      token.id === commandLineTokenId
        ? { kind: 'command_line' }
        : { kind: 'api_token', id: token.id, name: token.name },
    operation: route.id,
    requestId: saneText(requestId),
    ...subjectOf({ route: route.path, params: request.params, query, body: request.body, token }),
  }
}

/** How long a request has taken, and what became known while it ran. */
export const soFar = (response: Response, { clock }: Recorder): Omit<AuditEnding, 'outcome'> => {
  const { startedAtMs, learned } = stateOf(response)
  const { userId, ...others } = learned
  return {
    durationMs: Math.max(0, clock.now() - startedAtMs),
    ...others,
    ...(userId === undefined ? {} : { userId: loggedUserId(userId) }),
  }
}

/**
 * Makes a change that is in the audit log before it begins, and with its end afterwards. @throws StoreUnavailable before any
 * change, where the log cannot be written
 */
export const recordChange = async (
  recorded: RecordedRequest,
  services: Recorder,
  work: () => Answer | Promise<Answer>,
): Promise<Answer> => {
  const { response } = recorded
  const state = stateOf(response)
  const { audit } = services.store
  const change = await audit.start(entryOf(recorded))
  state.isRecorded = true
  try {
    const answer = await work()
    await audit.finish(change, { ...endingOfAnswer(answer), ...soFar(response, services) })
    return answer
  } catch (error) {
    await audit.finish(change, { ...endingOfProblem(toProblem(error, state.path)), ...soFar(response, services) })
    throw error
  }
}

/** Records the answer of a change that was refused before it began, such as the kept one of an idempotency key. */
export const recordRefusedAnswer = (recorded: RecordedRequest, services: Recorder, answer: Answer): void => {
  const ending = endingOfAnswer(answer)
  if (ending.outcome === 'succeeded' || stateOf(recorded.response).isRecorded) return
  services.store.audit.record(entryOf(recorded), { ...ending, ...soFar(recorded.response, services) })
}

/** The content of such a request was not read: it breaks the contract, or the server was busy. */
const unread: readonly ProblemSlug[] = [
  'invalid-request',
  'malformed-json',
  'not-acceptable',
  'overloaded',
  'payload-too-large',
  'request-timeout',
  'unsupported-media-type',
]

/**
 * Records a request that was refused before it began: by a scope, an unknown account, a reused key, a log that cannot be
 * written.
 */
export const recordRefusal =
  (route: Route, services: Recorder): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const state = stateOf(response)
    const found = toProblem(error, state.path)
    if (!state.isRecorded && !unread.includes(found.slug)) {
      const ending = { ...endingOfProblem(found), ...soFar(response, services) }
      services.store.audit.record(entryOf({ route, request, response }), ending)
    }
    next(error)
  }
