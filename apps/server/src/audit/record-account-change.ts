import type { AuditEnding } from '@rollcall/store'
import type { Response } from 'express'
import { stateOf } from '../http/request-state.ts'
import { saneText } from '../logging.ts'
import { toProblem } from '../problems/to-problem.ts'
import type { Services } from '../services.ts'
import { endingOfProblem } from './ending.ts'
import { loggedUserId } from './subject.ts'

/** A change of one user of one account. */
export interface AccountChange {
  readonly accountId: string
  readonly userId: string
  readonly fields: readonly string[]
}

/**
 * Runs a change of one account within a request to several: writes its own entry before it begins, and its end afterwards.
 * @throws StoreUnavailable before any change, where the log cannot be written
 */
export const recordAccountChange =
  (response: Response, { store: { audit }, clock }: Pick<Services, 'store' | 'clock'>) =>
  async <Result>({ accountId, userId, fields }: AccountChange, run: () => Promise<Result>): Promise<Result> => {
    const { token, requestId, operationId, path } = stateOf(response)
    if (token === undefined || operationId === undefined) throw new Error('A change was reached without a token.')
    const started = await audit.start({
      environmentId: token.environmentId,
      actor: { kind: 'api_token', id: token.id, name: token.name },
      operation: operationId,
      requestId: saneText(requestId),
      accountId,
      userId: loggedUserId(userId),
      fields,
    })
    const startedAtMs = clock.now()
    const finish = (ending: Omit<AuditEnding, 'durationMs'>): Promise<void> =>
      audit.finish(started, { ...ending, durationMs: Math.max(0, clock.now() - startedAtMs) })
    try {
      const result = await run()
      await finish({ outcome: 'succeeded' })
      return result
    } catch (error) {
      await finish(endingOfProblem(toProblem(error, path)))
      throw error
    }
  }
