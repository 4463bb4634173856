import { type components, providerSlugs } from '@rollcall/contract'
import { ProviderFailure, Refusal } from '@rollcall/providers'

/** The result of an attempt, in the form that the page, its opener and the redirect get. */
export type ConnectResult = components['schemas']['ConnectResult']
type ErrorType = components['schemas']['ConnectErrorType']

const errorTypes: readonly ErrorType[] = [
  'invalid_token',
  'invalid_integration',
  'connection_error',
  'post_install_error',
  'validation_error',
]

/** An attempt that connected nothing: one sentence for the customer, without any secret. */
export class ConnectFailure extends Error {
  override readonly name = 'ConnectFailure' as const
  readonly type: ErrorType

  constructor(type: ErrorType, sentence: string, options: ErrorOptions = {}) {
    super(sentence, options)
    this.type = type
  }
}

/** The engine's message with the vendor's. @throws an error that is not a failure of the vendor or of the credential */
export const failureSentence = (error: unknown): string => {
  if (!(error instanceof ProviderFailure || error instanceof Refusal)) throw error
  const remote = error instanceof ProviderFailure ? error.options.remote : error.remote
  const said = remote?.message
  if (remote === undefined || error.message.includes(said ?? `${remote.status}`)) return error.message
  return `${error.message} The vendor answered with status ${remote.status}${said === undefined ? '.' : `: ${said}`}`
}

export const toResult = (
  failure: ConnectFailure,
  attempt: Pick<ConnectResult, 'integration' | 'integrated_account_id'> = {},
): ConnectResult => ({ result: 'error', ...attempt, error: failure.message, error_type: failure.type })

/** A result that a session has stored. */
export const readResult = (value: unknown): ConnectResult | undefined => {
  if (typeof value !== 'object' || value === null || !('result' in value)) return undefined
  const {
    result,
    integration,
    integrated_account_id: account,
    error,
    error_type: type,
  } = Object.fromEntries(Object.entries(value))
  const slug = providerSlugs.find((known) => known === integration)
  const kind = errorTypes.find((known) => known === type)
  return {
    result: result === 'success' ? 'success' : 'error',
    ...(slug === undefined ? {} : { integration: slug }),
    ...(typeof account === 'string' ? { integrated_account_id: account } : {}),
    ...(typeof error === 'string' ? { error } : {}),
    ...(kind === undefined ? {} : { error_type: kind }),
  }
}
