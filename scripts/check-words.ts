import { textsOfRepository } from './texts.ts'
import { wordFaultsOf } from './word-faults.ts'

/** Fails when a comment, the title of a test, a string that a user meets or a document has an unwanted word. */

const texts = textsOfRepository()
const faults = wordFaultsOf(texts)
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.stdout.write(`${texts.length} texts checked, ${faults.length} faults\n`)
process.exitCode = faults.length === 0 ? 0 : 1
