import { StoreError } from '@rollcall/store'
import { ConfigError } from './config.ts'
import { ListenError } from './http/listen.ts'
import { withoutTokens } from './logging.ts'

/** The text of a failed start: one sentence for a known error, else the stack, since the fault is then in Rollcall. */
export const startFailure = (error: unknown): string => {
  const isKnown = error instanceof ConfigError || error instanceof ListenError || error instanceof StoreError
  if (isKnown) return error.message
  return withoutTokens(error instanceof Error ? (error.stack ?? error.message) : String(error))
}
