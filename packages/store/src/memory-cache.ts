import { StoreUnavailable } from './store-error.ts'

/** How long a value in memory is used before it is read again, whatever other processes do. */
export const maximumAgeMs = 60_000
/** How long a value in memory is used while the database cannot be reached. */
export const maximumOutageMs = 15 * 60_000

const maximumEntries = 10_000
/** How often an entry moves to the end of the order at most: a move costs more than the look-up. */
const moveIntervalMs = 1000

interface Entry<T> {
  readonly value: T
  readonly loadedAtMs: number
  movedAtMs: number
  /** How often everything in memory had been marked as stale when it was read. */
  readonly doubts: number
}

/** Values that were read lately; the least recently used one is removed first. Absent ones are not cached. */
export class MemoryCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  /** Reads under way, which callers of the same moment share; none that began before a change that is known here. */
  readonly #reads = new Map<string, Promise<T | undefined>>()
  readonly #now: () => number
  #forgotten = 0
  #doubts = 0

  constructor(now: () => number) {
    this.#now = now
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    const nowMs = this.#now()
    if (entry.doubts !== this.#doubts || nowMs - entry.loadedAtMs >= maximumAgeMs) return undefined
    if (nowMs - entry.movedAtMs >= moveIntervalMs) {
      entry.movedAtMs = nowMs
      this.#entries.delete(key)
      this.#entries.set(key, entry)
    }
    return entry.value
  }

  /** The cached value of a key, also where it is stale. */
  getOld(key: string): T | undefined {
    const entry = this.#entries.get(key)
    return entry === undefined || this.#now() - entry.loadedAtMs >= maximumOutageMs ? undefined : entry.value
  }

  /** The result of `read`; the cached value where the database cannot be reached. */
  async readOrOld(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await (this.#reads.get(key) ?? this.#read(key, read))
    } catch (error) {
      const old = error instanceof StoreUnavailable ? this.getOld(key) : undefined
      if (old === undefined) throw error
      return old
    }
  }

  #read(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const reading = read().finally(() => {
      if (this.#reads.get(key) === reading) this.#reads.delete(key)
    })
    this.#reads.set(key, reading)
    return reading
  }

  /** To be taken before a read or write: its result is not kept once something was forgotten since. */
  mark(): number {
    return this.#forgotten
  }

  put(key: string, value: T, mark = this.#forgotten): void {
    this.remove(key)
    if (mark !== this.#forgotten) return
    const nowMs = this.#now()
    this.#entries.set(key, { value, loadedAtMs: nowMs, movedAtMs: nowMs, doubts: this.#doubts })
    if (this.#entries.size > maximumEntries) {
      const [oldest] = this.#entries.keys()
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
  }

  /** For a value that is out of date; slower reads are kept. */
  remove(key: string): void {
    this.#entries.delete(key)
    this.#reads.delete(key)
  }

  forget(key: string): void {
    this.#forgotten += 1
    this.remove(key)
  }

  forgetWhere(matches: (value: T) => boolean): void {
    this.#forgotten += 1
    this.#reads.clear()
    for (const [key, { value }] of this.#entries) if (matches(value)) this.#entries.delete(key)
  }

  /** Changes may have been missed: everything has to be read again. */
  doubt(): void {
    this.#forgotten += 1
    this.#doubts += 1
    this.#reads.clear()
  }
}
