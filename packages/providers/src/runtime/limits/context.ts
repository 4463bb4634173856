import type { Holding } from './memory.ts'

/** How long a call may take: `signal` fires at the deadline or when the caller has gone. */
export interface CallContext {
  readonly signal: AbortSignal
  /** Milliseconds since the epoch; nothing is waited for beyond it. */
  readonly deadlineAtMs: number
  /** What the call may hold of the answers of vendors; absent for calls whose answers are small. */
  readonly memory?: Holding | undefined
}

/** The reason of a signal that fired because time is up; any other reason means that the caller has gone. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed' as const
}
