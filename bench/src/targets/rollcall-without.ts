import { registerHooks } from 'node:module'
import process from 'node:process'
import { featureOf } from '../features.ts'

/** `rollcall-without.ts NAME`: Rollcall started as in production, without one feature of `features.ts`. */

const root = new URL('../../../', import.meta.url)
const replacements = new Map(
  Object.entries(featureOf(process.argv[2]).replaced ?? {}).map(([module, replacement]) => [
    new URL(module, root).href,
    new URL(`../without/${replacement}`, import.meta.url).href,
  ]),
)
const missing = new Set(replacements.keys())
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    const replacement = replacements.get(found.url)
    // A replacement may import parts of what it replaces.
    if (replacement === undefined || context.parentURL === replacement) return found
    missing.delete(found.url)
    return { ...found, url: replacement }
  },
})
process.argv.splice(2)
await import(new URL('apps/server/start.js', root).href)
if (missing.size > 0) {
  process.stderr.write(`The server does not load ${[...missing].join(', ')}, so nothing was switched off.\n`)
  process.exit(1)
}
