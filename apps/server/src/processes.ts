import cluster, { type Worker } from 'node:cluster'
import { processIndexVariable } from './config.ts'
import type { Logger } from './logging.ts'

/** Several processes on one port: this one starts them, replaces those that die, and ends with them. */

/** A process that dies is replaced after a pause, which grows while replacements die as well. */
const firstPauseMs = 500
const longestPauseMs = 10_000
/** One that lived so long had started well. */
const settledMs = 10_000

/** What the first process sends the others to end them. */
const stopMessage = 'stop'

/** Whether this process is one of several that another one has started. */
export const isServingProcess = cluster.isWorker

/**
 * In a process that serves: ends it when the one that started it says so, or a signal does. A signal often comes twice,
 * from a terminal or a service manager to each process and from the first process too, so that the second means nothing.
 */
export const onStop = (end: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  process.on('message', (message) => {
    if (message === stopMessage) end()
  })
}

/**
 * Starts the processes, the first one alone, so that what is wrong is said once. Ends this process when all have ended: with
 * 0 after a signal, with 1 when the first one did not start or one failed at its end. A second signal ends all at once.
 */
export const startProcesses = (options: {
  readonly count: number
  readonly logger: Logger
  /** When all listen, with the port that they share. */
  readonly onListening: (port: number) => void
}): void => {
  const { count, logger } = options
  const listening = new Set<Worker>()
  let hasStarted = false
  let isEnding = false
  let status = 0
  let pauseMs = firstPauseMs

  const workers = (): Worker[] => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
  const exitWhenAlone = (): void => {
    if (!isEnding || !workers().every((worker) => worker.isDead())) return
    logger.info({ status }, 'stopped')
    process.exit(status)
  }

  /** `index` stays with the place of a process: its replacement has it too. */
  const fork = (index: number): void => {
    const startedMs = performance.now()
    const worker = cluster.fork({ [processIndexVariable]: String(index) })
    worker.on('listening', ({ port }) => {
      listening.add(worker)
      if (listening.size === 1 && !hasStarted) for (let next = 1; next < count; next += 1) fork(next)
      if (listening.size < count || hasStarted) return
      hasStarted = true
      options.onListening(port)
    })
    worker.on('exit', (code, signal) => {
      const hadListened = listening.delete(worker)
      if (isEnding) {
        if (code !== 0) status = 1
        exitWhenAlone()
        return
      }
      if (!hasStarted && !hadListened) {
        end(1)
        return
      }
      pauseMs = performance.now() - startedMs > settledMs ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
      logger.error({ code, signal, pauseMs }, 'a process ended; another one takes its place')
      setTimeout(() => {
        if (!isEnding) fork(index)
      }, pauseMs)
    })
  }

  const end = (withStatus: number): void => {
    isEnding = true
    status = Math.max(status, withStatus)
    for (const worker of workers()) if (worker.isConnected()) worker.send(stopMessage)
    exitWhenAlone()
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (!isEnding) {
        logger.info({ signal }, 'stopping: every process takes no more calls and ends when its running ones have ended')
        end(0)
        return
      }
      for (const worker of workers()) worker.process.kill('SIGKILL')
      process.exit(1)
    })
  }
  fork(0)
}
