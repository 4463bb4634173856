import { adapters } from '@rollcall/providers'
import { checkSync } from 'recheck'
import { patternsOfProduct } from './product-patterns.ts'

/** Fails when a regular expression of the product can take more than linear time over a long text (ReDoS). */

/** Patterns, each behind its file, that the checker finds fault with, and why they stay. */
const accepted: Readonly<Record<string, string>> = {
  'apps/server/src/problems/problem-example.ts next_cursor=[\\w%.~-]{30,}':
    'runs over answers of our own test server, to write the pages of the problems',
  'packages/client/src/create-client.ts \\/+$': 'runs over the address that the author of a program writes',
}

/** Made at run time, by their files; each is made of patterns that are checked as they are run, or of escaped texts. */
const acceptedDynamic: readonly string[] = [
  'packages/providers/src/runtime/find.ts',
  'packages/providers/src/runtime/hosts.ts',
  'packages/providers/src/runtime/redact.ts',
  'packages/store/src/accounts/parse-import.ts',
]

/** The patterns of adapters that the engine runs on a text as a whole and in no other way. */
const wholePatterns = new Set(
  Object.values(adapters).flatMap(({ hosts, account, users }) => [
    ...hosts.map(({ source }) => source),
    ...Object.values(account).map(({ pattern }) => pattern.source),
    ...(users.get.idPattern === undefined ? [] : [users.get.idPattern.source]),
  ]),
)

const { patterns, dynamic } = patternsOfProduct()
const faults = dynamic
  .filter(({ file }) => !acceptedDynamic.includes(file))
  .map(({ file, text }) => `${file}: ${text} is made of more than constants, so it cannot be checked.`)
const checked = new Set<string>()
for (const { source, flags, file } of patterns) {
  const run = wholePatterns.has(source) ? `^(?:${source})$` : source
  const name = `/${run}/${flags}`
  if (checked.has(name) || Object.hasOwn(accepted, `${file} ${source}`)) continue
  checked.add(name)
  const found = checkSync(run, flags, { timeout: 60_000 })
  if (found.status === 'safe') continue
  const why = found.status === 'vulnerable' ? found.complexity.summary : found.error.kind
  faults.push(`${file}: ${name} is ${found.status}: ${why}.`)
}
for (const fault of faults) process.stderr.write(`${fault}\n`)
process.stdout.write(`${checked.size} regular expressions checked, ${faults.length} faults\n`)
process.exitCode = faults.length === 0 ? 0 : 1
