import type { IncomingHttpHeaders } from 'node:http'
import { type Adapter, type CallContext, type Handling, ProviderFailure, Refusal } from '@rollcall/providers'
import type { ApiToken, OpenedAccount } from '@rollcall/store'
import type { Response } from 'express'
import type { Answer } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import type { Services } from '../services.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import { type Preferences, readPreferences } from './preferences.ts'
import { resolveAccount } from './resolve-account.ts'

/** The input of an operation on one account. */
export interface AccountCall {
  readonly account: OpenedAccount
  readonly adapter: Adapter<never>
  readonly preferences: Preferences
  readonly handling: Handling
  readonly context: CallContext
  readonly deadline: Deadline
}

interface AccountRequest {
  readonly query: { readonly integrated_account_id?: unknown }
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly response: Response
}

/** How long a call may take: the time of the server, or less where the caller prefers it. */
export const deadlineOf = (services: Pick<Services, 'config'>, { waitSeconds }: Preferences): number =>
  Math.min(services.config.deadlineMs, (waitSeconds ?? Number.POSITIVE_INFINITY) * 1000)

/**
 * A conditional change must not be made without its condition.
 * @throws Refusal `operation-not-supported`
 */
export const refuseConditions = (headers: IncomingHttpHeaders): void => {
  const name = (['if-match', 'if-unmodified-since'] as const).find((condition) => headers[condition] !== undefined)
  if (name === undefined) return
  const headerName = name === 'if-match' ? 'If-Match' : 'If-Unmodified-Since'
  throw new Refusal(
    'operation-not-supported',
    `${headerName} is not supported: no vendor compares versions of a user.`,
    {
      errors: [{ header: headerName, detail: 'must be left out' }],
    },
  )
}

/**
 * Runs an operation on the account that a token may use: account, preferences, deadline, memory. A read ends when its caller
 * disconnects; a write runs to its end.
 */
export const withAccount = async (
  request: AccountRequest,
  token: ApiToken,
  services: Services,
  work: (granted: { readonly call: AccountCall }) => Answer | Promise<Answer>,
): Promise<Answer> => {
  const { query, response, headers } = request
  const isWrite = request.method !== 'GET'
  if (isWrite) refuseConditions(headers)
  const resolved = resolveAccount(services.store, token, String(query.integrated_account_id))
  const account = resolved instanceof Promise ? await resolved : resolved
  const state = stateOf(response)
  state.accountId = account.id
  state.provider = account.provider
  const preferences = readPreferences(headers.prefer)
  const memory = services.memory.open()
  const { deadline, context } = startDeadline({
    clock: services.clock,
    milliseconds: deadlineOf(services, preferences),
    memory,
    observer: state.vendor,
    ...(isWrite ? {} : { abandoned: response }),
  })
  const handling = preferences.handling ?? account.handling ?? services.config.handling
  const adapter = services.adapters[account.provider]
  try {
    const answer = await work({ call: { account, adapter, preferences, handling, context, deadline } })
    if (!('flow' in answer)) deadline.end()
    return answer
  } catch (error) {
    deadline.end()
    throw error instanceof Error && error === context.signal.reason ? late(error) : error
  } finally {
    // The answer is held until it is sent; a write may end after its caller has disconnected.
    if (response.closed) memory.end()
    else response.on('close', () => memory.end())
  }
}

/** The reason of a signal, thrown by the code that waited for it. */
export const late = (cause: Error): ProviderFailure =>
  new ProviderFailure('provider-timeout', 'The deadline of the request passed before the vendor answered.', { cause })
