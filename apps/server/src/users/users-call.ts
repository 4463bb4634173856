import { type Adapter, type CallContext, type Handling, ProviderFailure, type Users } from '@rollcall/providers'
import type { OpenedAccount } from '@rollcall/store'
import type { OperationId } from '../contract/specification.ts'
import type { Answer } from '../http/answer.ts'
import type { OperationRequest, Services } from '../operations/operation.ts'
import { RequestProblem } from '../problems/request-problem.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { type Preferences, preferenceApplied, readPreferences } from './preferences.ts'
import { assertReady, resolveAccount } from './resolve-account.ts'

/** What an operation on one account's users works with. */
export interface UsersCall {
  readonly users: Users
  readonly adapter: Adapter<never>
  readonly account: OpenedAccount
  readonly handling: Handling
  readonly context: CallContext
  readonly deadline: Deadline
  readonly deadlineMs: number
  /** `Preference-Applied`, where the caller preferred something. */
  readonly headers: Readonly<Record<string, string>>
}

type AccountQuery = { readonly query: { readonly integrated_account_id: string } }
type UsersRequest = Pick<OperationRequest<OperationId>, 'headers' | 'token' | 'response'> & AccountQuery

/** How an operation uses preferences and deadlines. */
export interface UsersCallOptions {
  /** `handling` changes something here. */
  readonly honoursHandling: boolean
  /** A write runs to its end when its caller goes away. */
  readonly isWrite: boolean
}

const deadlineOf = (services: Services, { waitSeconds }: Preferences): number =>
  Math.min(services.config.deadlineMs, (waitSeconds ?? Number.POSITIVE_INFINITY) * 1000)

/**
 * A change under a condition must not be made without it.
 * @throws RequestProblem `operation-not-supported`
 */
const refuseConditions = (headers: UsersRequest['headers']): void => {
  const name = (['if-match', 'if-unmodified-since'] as const).find((condition) => headers[condition] !== undefined)
  if (name === undefined) return
  const shown = name === 'if-match' ? 'If-Match' : 'If-Unmodified-Since'
  throw new RequestProblem(
    'operation-not-supported',
    `${shown} is not supported: no vendor compares versions of a user.`,
    {
      errors: [{ header: shown, detail: 'Send the request without it.' }],
    },
  )
}

/**
 * Runs an operation on an account's users: account, preferences, deadline, engine. `around` may answer in the place of
 * `work` (a repeated idempotency key).
 */
export const withUsers = async (
  request: UsersRequest,
  services: Services,
  options: UsersCallOptions,
  work: (call: UsersCall) => Promise<Answer>,
  around: (work: () => Promise<Answer>, account: OpenedAccount, deadline: Deadline) => Promise<Answer> = (run) => run(),
): Promise<Answer> => {
  if (request.token === undefined) throw new Error('The operation was reached without a token.')
  if (options.isWrite) refuseConditions(request.headers)
  const account = await resolveAccount(services.store, request.token, request.query.integrated_account_id)
  const preferences = readPreferences(request.headers.prefer)
  const deadlineMs = deadlineOf(services, preferences)
  const memory = services.memory.open()
  const { deadline, context } = startDeadline({
    clock: services.clock,
    milliseconds: deadlineMs,
    memory,
    ...(options.isWrite ? {} : { abandoned: request.response }),
  })
  const run = async (): Promise<Answer> => {
    await assertReady(account, context.signal)
    const adapter = services.adapters[account.provider]
    return work({
      users: services.engine(adapter, account),
      adapter,
      account,
      handling: preferences.handling ?? account.handling ?? services.config.handling,
      context,
      deadline,
      deadlineMs,
      headers: preferenceApplied(preferences, options.honoursHandling ? ['handling', 'wait'] : ['wait']),
    })
  }
  try {
    const answer = await around(run, account, deadline)
    if (!('flow' in answer)) deadline.end()
    return answer
  } catch (error) {
    deadline.end()
    throw error instanceof Error && error === context.signal.reason ? late(error) : error
  } finally {
    // The answer is held until it is sent; a write may end after its caller has gone.
    if (request.response.closed) memory.end()
    else request.response.once('close', () => memory.end())
  }
}

/** A signal's own reason, thrown by what waited on it. */
const late = (cause: Error): ProviderFailure =>
  new ProviderFailure('provider-timeout', 'The deadline passed before the vendor had answered.', { cause })
