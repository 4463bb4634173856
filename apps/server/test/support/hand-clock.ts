import type { Clock } from '../../src/clock.ts'

/** A clock that the test moves, which ends the waits that are due. */
export class HandClock implements Clock {
  #nowMs: number
  readonly #waiting = new Set<{ readonly atMs: number; readonly go: () => void }>()

  constructor(nowMs: number) {
    this.#nowMs = nowMs
  }

  readonly now = (): number => this.#nowMs

  readonly wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = () => {
        this.#waiting.delete(entry)
        signal.removeEventListener('abort', leave)
      }
      const leave = () => {
        end()
        reject(signal.reason)
      }
      const go = () => {
        end()
        resolve()
      }
      const entry = { atMs: this.#nowMs + milliseconds, go }
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      this.#waiting.add(entry)
      signal.addEventListener('abort', leave, { once: true })
    })

  advance(milliseconds: number): void {
    this.#nowMs += milliseconds
    for (const { atMs, go } of [...this.#waiting]) if (atMs <= this.#nowMs) go()
  }
}
