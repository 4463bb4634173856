import { readConfig, unknownVariables } from './config.ts'
import { greeting } from './greeting.ts'
import { boundHeap } from './heap.ts'
import { sentenceOf } from './sentence.ts'
import { type Running, start } from './start.ts'

/** Config, listen, stop gracefully. */

const fail = (error: unknown): never => {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exit(1)
}

const stopOnSignal = (running: Running): void => {
  const stop = (): void => {
    // A second signal ends the process at once.
    process.once('SIGINT', () => process.exit(1)).once('SIGTERM', () => process.exit(1))
    running.stop().then(() => process.exit(0), fail)
  }
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      stop()
    })
  }
}

// First, since one of them may be why the start fails; and not in the log, whose level may hide it.
for (const sentence of unknownVariables(process.env)) process.stderr.write(`${sentence}\n`)

try {
  const config = readConfig(process.env)
  const running = await start(config)
  stopOnSignal(running)
  boundHeap()
  process.stdout.write(greeting(running, config))
} catch (error) {
  fail(error)
}
