import cluster, { type Worker } from 'node:cluster'
import { processIndexVariable } from './config.ts'
import type { Logger } from './logging.ts'

/** Several processes on one port: this one starts them, replaces those that end, and ends with them. */

/** A process that ends is replaced after a pause, which grows while replacements end as well. */
const firstPauseMs = 500
const longestPauseMs = 10_000
/** A process that ran this long counts as started. */
const settledMs = 10_000

/** The message of the first process that ends the others. */
const stopMessage = 'stop'

/** Whether this process is one of several that another one has started. */
export const isServingProcess = cluster.isWorker

/**
 * In a process that serves: ends it at a message of the one that started it, or at a signal. A signal often arrives twice,
 * from a terminal or a service manager and from the first process, so the second one is ignored.
 */
export const onStop = (end: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  process.on('message', (message) => {
    if (message === stopMessage) end()
  })
}

/**
 * Starts the processes, the first one alone, so that a fault is reported once. Ends this process when all have ended: with
 * 0 after a signal, with 1 when the first one did not start or one failed at its end. A second signal ends all immediately.
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

  /** `index` belongs to the place of a process: its replacement has it too. */
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
      logger.error({ code, signal, pauseMs }, 'a process ended; another one is started')
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
        logger.info(
          { signal },
          'stopping: every process accepts no more calls and ends when its running ones have ended',
        )
        end(0)
        return
      }
      for (const worker of workers()) worker.process.kill('SIGKILL')
      process.exit(1)
    })
  }
  fork(0)
}
