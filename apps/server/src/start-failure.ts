import { StoreError } from '@rollcall/store'
import { ConfigError } from './config.ts'
import { ListenError } from './http/listen.ts'
import { withoutTokens } from './logging.ts'

/** What a failed start says: one sentence where it is known, else the stack, since then the fault is ours. */
export const startFailure = (error: unknown): string => {
  const isKnown = error instanceof ConfigError || error instanceof ListenError || error instanceof StoreError
  if (isKnown) return error.message
  return withoutTokens(error instanceof Error ? (error.stack ?? error.message) : String(error))
}
