import process from 'node:process'
import { growthArguments } from './arguments.ts'
import { writeDocument } from './document.ts'
import { growthOfProcesses } from './growth-processes.ts'
import { growthTable, overLimit } from './growth-report.ts'
import { growthOfStore } from './growth-store.ts'
import { growthOfTime } from './growth-time.ts'
import { inWords, thisMachine } from './machine.ts'
import { startBareTarget, startTarget } from './process.ts'

/**
 * Tests that the processor time of a GET depends neither on the size of the store, nor on the uptime of the server, nor on
 * the number of processes: servers are measured in turn against the same bare Express. Fails where one takes a tenth more.
 */

const { minutes, rounds, write, only } = growthArguments(process.argv.slice(2))
const machine = inWords(thisMachine())
const today = new Date().toISOString().slice(0, 10)

const ends: (() => Promise<void>)[] = []
try {
  process.stdout.write(`${machine}\n`)
  const vendor = await startTarget('vendor', new URL('./targets/vendor.ts', import.meta.url), {}, '/')
  ends.push(vendor.stop)
  const ceiling = await startBareTarget('ceiling', vendor)
  ends.push(ceiling.stop)
  const parts = {
    store: async () => ({ growths: await growthOfStore({ vendor, ceiling, rounds }), remark: '' }),
    time: async () => ({ growths: await growthOfTime({ vendor, ceiling, rounds, minutes }), remark: '' }),
    processes: () => growthOfProcesses({ vendor, ceiling, rounds }),
  }
  const written: Record<string, string> = {}
  for (const name of ['store', 'time', 'processes'] as const) {
    if (only !== undefined && only !== name) continue
    const { growths, remark } = await parts[name]()
    const table = `${growthTable(growths)}\n\n${remark}`.trim()
    process.stdout.write(`\n${table}\n`)
    written[`growth-${name}`] = `${today}, ${rounds} rounds. ${machine}.\n\n${table}`
    for (const sentence of overLimit(growths)) {
      process.stderr.write(`${sentence}\n`)
      process.exitCode = 1
    }
  }
  if (write) writeDocument(written)
} finally {
  for (const end of ends.reverse()) await end()
}
