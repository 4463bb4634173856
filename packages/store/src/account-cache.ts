import type { OpenedRecord } from './accounts/account-record.ts'
import { MemoryCache } from './memory-cache.ts'

/**
 * Opened accounts in memory, so that a warm request runs no SQL. An older version never takes the place of a newer one,
 * in whatever order reads and writes come back.
 */
export class AccountCache {
  readonly #records: MemoryCache<OpenedRecord>

  constructor(now: () => number) {
    this.#records = new MemoryCache(now)
  }

  get(environmentId: string, id: string): OpenedRecord | undefined {
    return this.#records.get(keyOf(environmentId, id))
  }

  /** The newer of the given record and the one in memory. */
  newest(record: OpenedRecord): OpenedRecord {
    const known = this.get(record.environmentId, record.id)
    return known !== undefined && known.version > record.version ? known : record
  }

  /** To be taken before a read or write whose result is put: a deleted account must not come back by a slower one. */
  mark(): number {
    return this.#records.mark()
  }

  put(record: OpenedRecord, mark?: number): void {
    this.#records.put(keyOf(record.environmentId, record.id), this.newest(record), mark)
  }

  forget(environmentId: string, id: string): void {
    this.#records.forget(keyOf(environmentId, id))
  }
}

const keyOf = (environmentId: string, id: string): string => `${environmentId}|${id}`
