import type { createThrottle as whole } from '../../../packages/providers/src/runtime/limits/throttle.ts'

const nothing = (): void => undefined
const free = Promise.resolve(nothing)

/** Every request is sent at once, whatever the vendor allows. */
export const createThrottle: typeof whole = () => ({
  acquire: () => free,
  observe: nothing,
  pause: nothing,
  waiting: () => 0,
})
