import { availableParallelism, loadavg } from 'node:os'

/** A time as a process can keep it now: with other work on the machine, each waits for its share of the processors. */
export const onThisMachine = (milliseconds: number): number =>
  milliseconds * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
