import type { OpenedRecord } from './accounts/account-record.ts'
import type { RowChange } from './database.ts'
import { MemoryCache } from './memory-cache.ts'

/**
 * Opened accounts in memory, so that a warm request runs no SQL. An older version never replaces a newer one, in whatever
 * order reads and writes end.
 */
export class AccountCache {
  readonly #records: MemoryCache<OpenedRecord>
  /** Versions that were announced lately: a slower read of an older one is not kept. */
  readonly #announced: MemoryCache<number>

  constructor(now: () => number) {
    this.#records = new MemoryCache(now)
    this.#announced = new MemoryCache(now)
  }

  get(environmentId: string, id: string): OpenedRecord | undefined {
    return this.#records.get(keyOf(environmentId, id))
  }

  /** The result of `read`, which is kept; the last one read where the database cannot be reached. */
  readOrOld(
    environmentId: string,
    id: string,
    read: () => Promise<OpenedRecord | undefined>,
  ): Promise<OpenedRecord | undefined> {
    return this.#records.readOrOld(keyOf(environmentId, id), read)
  }

  has(environmentId: string, id: string): boolean {
    return this.#records.getOld(keyOf(environmentId, id)) !== undefined
  }

  /** The newer of the given record and the one in memory. */
  newest(record: OpenedRecord): OpenedRecord {
    const known = this.get(record.environmentId, record.id)
    return known !== undefined && known.version > record.version ? known : record
  }

  /** Called before a read or write whose result is cached: a slow one must not put a deleted account back. */
  mark(): number {
    return this.#records.mark()
  }

  put(record: OpenedRecord, mark?: number): void {
    const key = keyOf(record.environmentId, record.id)
    const newest = this.newest(record)
    if (newest.version >= (this.#announced.get(key) ?? 0)) this.#records.put(key, newest, mark)
  }

  forget(environmentId: string, id: string): void {
    this.#records.forget(keyOf(environmentId, id))
  }

  /** A process changed the account: it is read again, unless the one in memory has that change. */
  changed({ id, environmentId = '', version }: RowChange): void {
    const key = keyOf(environmentId, id)
    if (version === undefined) {
      this.#records.forget(key)
      return
    }
    this.#announced.put(key, Math.max(version, this.#announced.get(key) ?? 0))
    const known = this.#records.getOld(key)
    if (known === undefined || known.version < version) this.#records.remove(key)
  }

  doubt(): void {
    this.#records.doubt()
  }
}

const keyOf = (environmentId: string, id: string): string => `${environmentId}|${id}`
