import type { Kysely } from 'kysely'
import type { Schema } from '../schema.ts'
import { StoreUnavailable } from '../store-error.ts'

/** One or more statements; repeated alone where the transaction of its group has failed. */
type Work = (kysely: Kysely<Schema>) => Promise<unknown>

interface Waiting {
  readonly work: Work
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Writes in one transaction; more would keep the first of them waiting. */
const largestGroup = 100

/**
 * Makes simultaneous writes in one transaction, since each commit waits for the disk: those of one turn of the event loop,
 * and those that arrive while a group is written. A write is durable when its promise resolves.
 */
export const createGroupedWrites = (kysely: Kysely<Schema>): ((work: Work) => Promise<void>) => {
  let waiting: Waiting[] = []
  let isWriting = false

  const writeOne = ({ work, resolve, reject }: Waiting): Promise<void> => work(kysely).then(resolve, reject)

  const writeTogether = async (group: readonly Waiting[]): Promise<void> => {
    try {
      await kysely.transaction().execute(async (transaction) => {
        for (const { work } of group) await work(transaction)
      })
      for (const { resolve } of group) resolve()
    } catch (error) {
      if (error instanceof StoreUnavailable) for (const { reject } of group) reject(error)
      // One of them cannot be written; the others can.
      else for (const one of group) await writeOne(one)
    }
  }

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, largestGroup)
      waiting = waiting.slice(largestGroup)
      const [first] = group
      if (group.length === 1 && first !== undefined) await writeOne(first)
      else await writeTogether(group)
    }
    isWriting = false
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject })
      if (isWriting) return
      isWriting = true
      setImmediate(writeAll)
    })
}
