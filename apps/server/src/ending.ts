import type { Logger } from './logging.ts'
import { isServingProcess, onStop } from './processes.ts'

/** How the process ends: it takes no more calls, lets the running ones end until their deadline, and exits. */

interface Running {
  stop(): Promise<void>
}

/** How long a stop may take after the deadline of the last call: the store waits up to 15 s for refreshed tokens. */
const graceMs = 20_000
/** How many faults are logged; a repeated one would fill the log during the stop. */
const maximumLogged = 10

/** From now on every fault outside a request is logged, and ends the process with status 1. */
export const guardProcess = (logger: Logger, deadlineMs: number): { readonly stops: (running: Running) => void } => {
  let running: Running | undefined
  let status = 0
  let faults = 0
  let isEnding = false

  const exit = (): never => {
    logger.info({ status, upSeconds: Math.round(process.uptime()) }, 'stopped')
    return process.exit(status)
  }
  const fault = (error: unknown, what: string): void => {
    status = 1
    faults += 1
    if (faults > maximumLogged) return
    try {
      logger.fatal({ err: error }, what)
    } catch {
      // Any value can be thrown, also one that cannot be read.
      logger.fatal(what)
    }
  }
  const end = (signal?: string): void => {
    if (isEnding) return
    isEnding = true
    logger.info({ signal }, 'stopping: no more calls are accepted, the running ones end')
    if (running === undefined) exit()
    setTimeout(() => process.exit(1), deadlineMs + graceMs)
    running?.stop().then(exit, (error: unknown) => {
      fault(error, 'the stop failed')
      exit()
    })
  }

  process.on('uncaughtException', (error) => {
    fault(error, 'an exception occurred outside a request; the process ends after its running calls')
    end()
  })
  process.on('unhandledRejection', (error) => {
    fault(error, 'an unhandled rejection occurred; the process ends after its running calls')
    end()
  })
  if (isServingProcess) onStop(() => end())
  return {
    stops(started) {
      running = started
      if (isServingProcess) return
      let signals = 0
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.on(signal, () => {
          signals += 1
          // The second signal ends the process at once.
          if (signals > 1) process.exit(1)
          end(signal)
        })
      }
    },
  }
}
