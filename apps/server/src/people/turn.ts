import type { CallContext, VendorCallObserver } from '@rollcall/providers'
import type { Services } from '../services.ts'
import { startDeadline } from '../users/deadline.ts'

/** The time and the memory of the work on one account. */
export interface Turn {
  readonly context: CallContext
  /** Gives each page of the vendor its own deadline; absent: one deadline for all accounts. */
  readonly nextContext?: () => CallContext
  /** All accounts share the deadline: work that is not done by then is not done at all. */
  readonly isShared: boolean
  end(): void
}

/** A turn within the deadline of the whole request. */
export const sharedTurn = (
  { memory }: Pick<Services, 'memory'>,
  { signal, deadlineAtMs, observer }: CallContext,
): Turn => {
  const holding = memory.open()
  return { context: { signal, deadlineAtMs, memory: holding, observer }, isShared: true, end: () => holding.end() }
}

/** A turn with its own deadline, which starts again for each page of the vendor; it ends with `whole` at the latest. */
export const ownTurn = (
  { memory, clock }: Pick<Services, 'memory' | 'clock'>,
  whole: AbortSignal,
  milliseconds: number,
  observer: VendorCallObserver,
): Turn => {
  const holding = memory.open()
  const { deadline, context } = startDeadline({ clock, milliseconds, memory: holding, observer })
  const leave = (): void => deadline.abort(whole.reason)
  whole.addEventListener('abort', leave)
  if (whole.aborted) leave()
  return {
    context,
    nextContext: () => deadline.restart(milliseconds),
    isShared: false,
    end() {
      whole.removeEventListener('abort', leave)
      deadline.end()
      holding.end()
    },
  }
}
