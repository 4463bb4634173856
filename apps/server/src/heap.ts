import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What keeps the process small while much flows through it; left to itself V8 collects late. */

/**
 * V8 takes 150 MB more for a long list of which one page is held at a time: it lets the young generation double up to
 * 32 MB, and the old one fourfold before it collects. To be called after the start, by which the young generation has
 * grown to what a server needs.
 */
export const boundHeap = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=50')
}

const garbageBytes = 16 * 1024 * 1024

/** The garbage collector as a function; there is no other way to it without a flag at the start of the process. */
const collector = (): unknown => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}

const collect = collector()
let flowedBytes = 0

/**
 * Counts bytes that flowed through in buffers. Buffers lie outside of V8's heap, which looks at them only when they are
 * 64 MB; with this it is every 16 MB, about a millisecond each.
 */
export const countFlowed = (bytes: number): void => {
  flowedBytes += bytes
  if (flowedBytes < garbageBytes || typeof collect !== 'function') return
  flowedBytes = 0
  collect({ type: 'minor' })
}
