import { ProviderFailure } from '../failures.ts'
import { DeadlinePassed } from '../limits/context.ts'
import type { OutgoingRequest } from './exchange.ts'

/** The meaning of a broken exchange: certainly not sent, broken off, or out of time. */

const notSentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'

/** How far a request got. */
export type Progress = 'waiting' | 'started' | 'answering'

export const transportFailure = (
  request: OutgoingRequest,
  error: unknown,
  progress: Progress,
  signal: AbortSignal,
): ProviderFailure => {
  if (error instanceof ProviderFailure) return error
  const { host } = request.url
  if (signal.aborted && signal.reason instanceof DeadlinePassed) {
    return new ProviderFailure('provider-timeout', `${host} did not answer before the deadline of the request.`, {
      cause: error,
      mayHaveBeenApplied: progress !== 'waiting',
    })
  }
  if (progress === 'answering') {
    return new ProviderFailure('provider-error', `${host} closed the connection before its answer was complete.`, {
      cause: error,
      isTransient: !signal.aborted,
      mayHaveBeenApplied: true,
    })
  }
  const code = codeOf(error)
  return new ProviderFailure('provider-unavailable', `${host} could not be reached (${code}).`, {
    cause: error,
    isTransient: !signal.aborted,
    mayHaveBeenApplied: progress === 'started' && !notSentCodes.has(code),
  })
}
