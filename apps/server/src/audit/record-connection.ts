import type { components, ProviderSlug } from '@rollcall/contract'
import type { AuditEnding, LinkToken, NewAuditEntry } from '@rollcall/store'
import type { Response } from 'express'
import type { OperationId } from '../contract/specification.ts'
import { stateOf } from '../http/request-state.ts'
import { saneText } from '../logging.ts'
import { toProblem } from '../problems/to-problem.ts'
import type { Services } from '../services.ts'
import { endingOfProblem } from './ending.ts'
import { soFar } from './record-change.ts'

type Recorder = Pick<Services, 'store' | 'clock'>

/** A customer's attempt to connect an account. */
export interface ConnectionAttempt {
  readonly link: LinkToken
  readonly operation: OperationId
  readonly provider?: ProviderSlug | undefined
  readonly fields?: readonly string[]
  readonly response: Response
  /** What the answer has, whatever the result of the attempt. */
  readonly httpStatus: number
}

/** The result of an attempt, in the form that the page gets. */
type Result = components['schemas']['ConnectResult']

const entryOf = ({ link, operation, provider, fields, response }: ConnectionAttempt): NewAuditEntry => ({
  environmentId: link.environmentId,
  actor: { kind: 'link_token', id: link.id },
  operation,
  accountId: link.accountId,
  tenantId: link.tenantId,
  provider,
  fields: fields ?? [],
  requestId: saneText(stateOf(response).requestId),
})

const outcomeOf = ({ result, error_type: type }: Result): AuditEnding['outcome'] => {
  if (result === 'success') return 'succeeded'
  return type === 'connection_error' || type === 'post_install_error' ? 'failed' : 'refused'
}

const endingOf = (attempt: ConnectionAttempt, result: Result, services: Recorder): AuditEnding => ({
  ...soFar(attempt.response, services),
  outcome: outcomeOf(result),
  httpStatus: attempt.httpStatus,
  problem: result.error_type,
  accountId: result.integrated_account_id,
})

/**
 * Makes an attempt that is in the audit log before a vendor is called, and with its end afterwards. @throws StoreUnavailable
 * before any change, where the log cannot be written
 */
export const recordConnection = async (
  attempt: ConnectionAttempt,
  services: Recorder,
  work: () => Promise<Result>,
): Promise<Result> => {
  const state = stateOf(attempt.response)
  const { audit } = services.store
  const change = await audit.start(entryOf(attempt))
  state.isRecorded = true
  try {
    const result = await work()
    await audit.finish(change, endingOf(attempt, result, services))
    return result
  } catch (error) {
    const ending = { ...soFar(attempt.response, services), ...endingOfProblem(toProblem(error, state.path)) }
    await audit.finish(change, ending)
    throw error
  }
}

/** Records an attempt that ended before a vendor was called. */
export const recordConnectionRefusal = (attempt: ConnectionAttempt, services: Recorder, result: Result): void =>
  services.store.audit.record(entryOf(attempt), endingOf(attempt, result, services))

/** Records a request of the page that was refused with a problem. */
export const recordConnectionProblem = (attempt: ConnectionAttempt, services: Recorder, error: unknown): void => {
  const { path, isRecorded } = stateOf(attempt.response)
  if (isRecorded) return
  const ending = { ...soFar(attempt.response, services), ...endingOfProblem(toProblem(error, path)) }
  services.store.audit.record(entryOf(attempt), ending)
}
