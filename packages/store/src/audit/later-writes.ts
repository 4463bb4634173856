import { StoreUnavailable } from '../store-error.ts'

/** Writes that could not be made when they came, and that nobody waits for. */
export interface LaterWrites {
  /** Drops what is added where as many wait already; 10,000 by default, above the calls that a server runs at once. */
  add(work: () => Promise<unknown>, maximumWaiting?: number): void
  /** Makes what it can now, and nothing later any more. */
  close(): Promise<void>
}

const intervalMs = 500
/** Of a write that fails for another reason than that the database cannot be reached. */
const maximumTries = 20

/** Tries writes again until the database can be reached; what fails otherwise, or is too much, is reported and dropped. */
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
      else onFailure(new StoreUnavailable('Too much waits to be written to the audit log; rows were dropped.'))
      schedule()
    },
    async close() {
      isClosed = true
      clearTimeout(timer)
      await making
      // Whatever fails now is lost.
      await makeEach(0)
    },
  }
}
