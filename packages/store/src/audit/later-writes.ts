import { StoreUnavailable } from '../store-error.ts'

/** Writes that failed when they were requested, and that no caller waits for. */
export interface LaterWrites {
  /** How many writes may wait; further ones are dropped. 10,000 by default, above the calls that a server runs at once. */
  add(work: () => Promise<unknown>, maximumWaiting?: number): void
  /** Makes the writes that can be made now, and drops the others. */
  close(): Promise<void>
}

const intervalMs = 500
/** Called for a write that fails although the database can be reached. */
const maximumTries = 20

/** Repeats writes until the database can be reached; those that fail otherwise, or are too many, are reported and dropped. */
export const createLaterWrites = (onFailure: (error: unknown) => void): LaterWrites => {
  const waiting = new Set<{ readonly work: () => Promise<unknown>; tries: number }>()
  let timer: NodeJS.Timeout | undefined
  let making: Promise<void> | undefined
  let isClosed = false

  const makeEach = async (triesAllowed: number): Promise<void> => {
    for (const entry of [...waiting]) {
      try {
        await entry.work()
      } catch (error) {
        if (error instanceof StoreUnavailable) return
        entry.tries += 1
        if (entry.tries < triesAllowed) continue
        onFailure(error)
      }
      waiting.delete(entry)
    }
  }
  const schedule = (): void => {
    timer ??= setTimeout(async () => {
      making = makeEach(maximumTries)
      await making
      timer = undefined
      if (waiting.size > 0 && !isClosed) schedule()
    }, intervalMs).unref()
  }

  return {
    add(work, maximumWaiting = 10_000) {
      if (waiting.size < maximumWaiting) waiting.add({ work, tries: 0 })
      else onFailure(new StoreUnavailable('Too many writes wait for the database; rows of the audit log were dropped.'))
      schedule()
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await making
      // A write that fails now is lost.
      await makeEach(0)
    },
  }
}
