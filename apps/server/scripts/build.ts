import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Puts Scalar's one file where the server serves it from: the package itself is there for development alone. */

const scalar = new URL('./browser/standalone.js', import.meta.resolve('@scalar/api-reference'))
const dist = fileURLToPath(new URL('../dist', import.meta.url))

mkdirSync(dist, { recursive: true })
copyFileSync(scalar, `${dist}/scalar.js`)
