import type { CallContext } from '@rollcall/providers'
import type { startDeadline as whole } from '../../../apps/server/src/users/deadline.ts'

export { CallerGone } from '../../../apps/server/src/users/deadline.ts'

const { signal } = new AbortController()
const nothing = (): void => undefined

/** No call has a deadline, and none ends when its caller disconnects. */
export const startDeadline: typeof whole = ({ memory, observer }) => {
  const context: CallContext = { signal, deadlineAtMs: Number.POSITIVE_INFINITY, memory, observer }
  return { deadline: { signal, restart: () => context, pause: nothing, abort: nothing, end: nothing }, context }
}
