import { StoreUnavailable } from '../store-error.ts'

/** Writes that could not be made when they came, and that nobody waits for. */
export interface LaterWrites {
  add(work: () => Promise<unknown>): void
  /** Makes what it can now, and nothing later any more. */
  close(): Promise<void>
}

const intervalMs = 500
/** Above the calls that a server runs at once, by far. */
const maximumWaiting = 10_000

/** Tries writes again until the database can be reached; what fails otherwise, or is too much, is reported and dropped. */
export const createLaterWrites = (onFailure: (error: unknown) => void): LaterWrites => {
  const waiting: (() => Promise<unknown>)[] = []
  let timer: NodeJS.Timeout | undefined

  const makeAll = async (): Promise<void> => {
    for (let work = waiting[0]; work !== undefined; work = waiting[0]) {
      try {
        await work()
      } catch (error) {
        if (error instanceof StoreUnavailable) return
        onFailure(error)
      }
      waiting.shift()
    }
  }
  const schedule = (): void => {
    timer ??= setTimeout(async () => {
      await makeAll()
      timer = undefined
      if (waiting.length > 0) schedule()
    }, intervalMs).unref()
  }

  return {
    add(work) {
      if (waiting.length < maximumWaiting) waiting.push(work)
      else
        onFailure(
          new StoreUnavailable(`${maximumWaiting} rows of the audit log wait for the database; one more was dropped.`),
        )
      schedule()
    },
    async close() {
      clearTimeout(timer)
      await makeAll()
    },
  }
}
