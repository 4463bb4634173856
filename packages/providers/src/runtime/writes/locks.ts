import { ProviderFailure } from '../failures.ts'
import { DeadlinePassed } from '../limits/context.ts'

/** Runs one piece of work per key at a time, in the order of the requests; for read-modify-write of one vendor record. */
export interface Locks {
  /** A waiter whose signal fires before its turn is rejected at once, without running. @throws ProviderFailure then */
  run<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

const left = (signal: AbortSignal): ProviderFailure =>
  signal.reason instanceof DeadlinePassed
    ? new ProviderFailure('provider-timeout', 'Another change of this record ran until the deadline of the request.')
    : new ProviderFailure('provider-unavailable', 'The call was cancelled before it started.')

/** Resolves at the turn; rejects as soon as the signal fires. */
const turnOf = (before: Promise<void>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = (): void => reject(left(signal))
    if (signal.aborted) {
      leave()
      return
    }
    signal.addEventListener('abort', leave, { once: true })
    void before.then(() => {
      signal.removeEventListener('abort', leave)
      resolve()
    })
  })

export const createLocks = (): Locks => {
  const tails = new Map<string, Promise<void>>()
  return {
    run: async (key, signal, work) => {
      const before = tails.get(key) ?? Promise.resolve()
      const turn = turnOf(before, signal).then(work)
      // A cancelled waiter does not start the next one early.
      const tail = Promise.allSettled([before, turn]).then(() => undefined)
      tails.set(key, tail)
      try {
        return await turn
      } finally {
        void tail.then(() => {
          if (tails.get(key) === tail) tails.delete(key)
        })
      }
    },
  }
}
