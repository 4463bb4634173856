import { availableParallelism, loadavg } from 'node:os'

/** A time limit for the present load: with other work on the machine, a process gets only a share of the processors. */
export const onThisMachine = (milliseconds: number): number =>
  milliseconds * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
