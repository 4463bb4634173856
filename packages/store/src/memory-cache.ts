/** Nothing in memory is older than this, whatever other processes do. */
export const maximumAgeMs = 60_000

const maximumEntries = 10_000

/** What was read lately, the least recently used thrown out first. What is absent is not remembered. */
export class MemoryCache<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly loadedAtMs: number }>()
  readonly #now: () => number
  #forgotten = 0

  constructor(now: () => number) {
    this.#now = now
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    if (this.#now() - entry.loadedAtMs >= maximumAgeMs) return undefined
    this.#entries.set(key, entry)
    return entry.value
  }

  /** To be taken before a read or write: its result is not kept once something was forgotten since. */
  mark(): number {
    return this.#forgotten
  }

  put(key: string, value: T, mark = this.#forgotten): void {
    this.#entries.delete(key)
    if (mark !== this.#forgotten) return
    this.#entries.set(key, { value, loadedAtMs: this.#now() })
    if (this.#entries.size > maximumEntries) {
      const [oldest] = this.#entries.keys()
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
  }

  forget(key: string): void {
    this.#forgotten += 1
    this.#entries.delete(key)
  }

  forgetWhere(matches: (value: T) => boolean): void {
    this.#forgotten += 1
    for (const [key, { value }] of this.#entries) if (matches(value)) this.#entries.delete(key)
  }
}
