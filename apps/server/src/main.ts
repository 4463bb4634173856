import { readConfig, unknownVariables } from './config.ts'
import { guardProcess } from './ending.ts'
import { greeting } from './greeting.ts'
import { createLogger } from './logging.ts'
import { sentenceOf } from './sentence.ts'
import { start } from './start.ts'

/** Config, listen, stop gracefully. */

// First, since one of them may be why the start fails; and not in the log, whose level may hide it.
for (const sentence of unknownVariables(process.env)) process.stderr.write(`${sentence}\n`)

try {
  const config = readConfig(process.env)
  const logger = createLogger({ level: config.logLevel })
  const guard = guardProcess(logger, config.deadlineMs)
  const running = await start(config, logger)
  guard.stops(running)
  process.stdout.write(greeting(running, config))
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exit(1)
}
