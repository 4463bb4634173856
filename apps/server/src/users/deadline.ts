import { type CallContext, DeadlinePassed, type Holding, type VendorCallObserver } from '@rollcall/providers'
import type { Clock } from '../clock.ts'

/** The caller has closed the connection and does not wait for the answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone' as const
  constructor() {
    super('The caller has disconnected.')
  }
}

/** The end of a call: by time, or because its caller has disconnected. It has to be ended once the answer is complete. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Time until `milliseconds` from now, instead of the time that was left. */
  restart(milliseconds: number): CallContext
  /** The time stops until the next `restart`. */
  pause(): void
  /** Ends the call now. */
  abort(reason: Error): void
  end(): void
}

/**
 * Starts a deadline. A call with `abandoned` ends when its caller disconnects before the answer is complete; a write does not
 * have it, since a broken-off write has an unknown outcome.
 */
export const startDeadline = (options: {
  readonly clock: Pick<Clock, 'now'>
  readonly milliseconds: number
  /** The memory that the call may use for the answers of vendors. */
  readonly memory?: Holding
  /** Called for the call's requests to vendors. */
  readonly observer?: VendorCallObserver | undefined
  /** The response that is closed when the caller disconnects. */
  readonly abandoned?: NodeJS.EventEmitter & { readonly writableFinished: boolean }
}): { readonly deadline: Deadline; readonly context: CallContext } => {
  const { clock, abandoned, memory, observer } = options
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const pause = (): void => clearTimeout(timer)
  const leave = (): void => {
    if (abandoned?.writableFinished === false) controller.abort(new CallerGone())
  }
  abandoned?.on('close', leave)
  const restart = (milliseconds: number): CallContext => {
    pause()
    timer = setTimeout(() => {
      controller.abort(new DeadlinePassed(`The deadline of ${milliseconds} ms has passed.`))
    }, milliseconds)
    return { signal: controller.signal, deadlineAtMs: clock.now() + milliseconds, memory, observer }
  }
  const deadline: Deadline = {
    signal: controller.signal,
    restart,
    pause,
    abort: (reason) => controller.abort(reason),
    end() {
      pause()
      abandoned?.removeListener('close', leave)
    },
  }
  return { deadline, context: restart(options.milliseconds) }
}
