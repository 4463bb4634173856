import { adapters } from '@rollcall/providers'
import { checkSync } from 'recheck'
import { patternsOfProduct } from './product-patterns.ts'

/** Fails when a regular expression of the product can take more than linear time over a long text (ReDoS). */

/** Patterns with a fault, each after its file, and why they are accepted. */
const accepted: Readonly<Record<string, string>> = {
  'packages/client/src/create-client.ts \\/+$': 'runs over the address that the author of a program writes',
}

/** Made at run time, by their files; each is made of patterns that are checked as they are run, or of escaped texts. */
const acceptedDynamic: readonly string[] = [
  'packages/providers/src/runtime/records/find.ts',
  'packages/providers/src/runtime/calls/host-patterns.ts',
  'packages/providers/src/runtime/calls/hosts.ts',
  'apps/server/src/accounts/parse-import.ts',
]

/** The patterns of adapters as they are loaded, which the engine only runs on a text as a whole. */
const adapterPatterns = Object.values(adapters).flatMap(({ slug, hosts, account, users }) =>
  [
    ...hosts,
    ...Object.values(account).map(({ pattern }) => pattern),
    ...(users.get.idPattern === undefined ? [] : [users.get.idPattern]),
  ].map(({ source, flags }) => ({ source, flags, file: `the adapter of ${slug}` })),
)
const wholePatterns = new Set(adapterPatterns.map(({ source }) => source))

const { patterns, dynamic } = patternsOfProduct()
const faults = dynamic
  // Patterns that an adapter's file makes of more than constants are its hosts and variables, which are checked after
  // loading.
  .filter(
    ({ file, text }) =>
      !acceptedDynamic.includes(file) && !(file.includes('/adapters/') && text.includes('String.raw')),
  )
  .map(({ file, text }) => `${file}: ${text} is made of more than constants, so it cannot be checked.`)
const checked = new Set<string>()
for (const { source, flags, file } of [...patterns, ...adapterPatterns]) {
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
