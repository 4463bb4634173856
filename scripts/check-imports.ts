import { faultsOf } from './import-rules.ts'
import { circlesOf, importsOfRepository } from './imports.ts'

/** Fails when files import each other in a circle, or when one imports what its room may not. */

const imports = importsOfRepository()
const faults = [
  ...circlesOf(imports).map((files) => `A circle of imports: ${[...files, files[0]].join(' -> ')}.`),
  ...faultsOf(imports),
]
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.stdout.write(`${imports.length} imports checked, ${faults.length} faults\n`)
process.exitCode = faults.length === 0 ? 0 : 1
