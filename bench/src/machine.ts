import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import process from 'node:process'

/** The machine that the figures are from. */
export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly memory_gb: number
  readonly node: string
  /** Processes that wanted to run in the minute before the benchmark, without it. */
  readonly load: number
}

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  memory_gb: Math.round(totalmem() / 1024 ** 3),
  node: process.versions.node,
  load: Number((loadavg()[0] ?? 0).toFixed(1)),
})

/** In words; a machine with other work is called busy. */
export const inWords = ({ cores, cpu, memory_gb, node, load }: Machine): string =>
  `Node ${node}, ${cores} core${cores === 1 ? '' : 's'} (${cpu}), ${memory_gb} GB, ${load > cores / 2 ? `busy: load ${load} before the start` : 'no other work'}`
