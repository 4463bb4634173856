import type { Holding } from './memory.ts'

/** One ended request to a vendor, without secrets: no path, no query, no header. */
export interface VendorCall {
  readonly provider: string
  readonly method: string
  readonly host: string
  /** `undefined`: there was no answer. */
  readonly status: number | undefined
  /** The whole answer arrived, or all that its reader wanted. */
  readonly isComplete: boolean
  /** By `performance.now()`. */
  readonly startedAtMs: number
  readonly durationMs: number
}

/** Called for every vendor call when it has ended. It must not throw. */
export interface VendorCallObserver {
  vendorCallEnded(call: VendorCall): void
}

/** How long a call may take: `signal` fires at the deadline or when the caller disconnects. */
export interface CallContext {
  readonly signal: AbortSignal
  /** Milliseconds since the epoch; nothing is waited for beyond it. */
  readonly deadlineAtMs: number
  /** The memory that the call may use for the answers of vendors; absent for calls whose answers are small. */
  readonly memory?: Holding | undefined
  /** Called for the vendor calls of one operation; absent: nothing is measured for it. */
  readonly observer?: VendorCallObserver | undefined
}

/** The reason of a signal that fired because time is up; any other reason means that the caller has disconnected. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed' as const
}
