import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Copies Scalar's file to the folder that the server serves it from: the package itself is installed for development only.
 */

const scalar = new URL('./browser/standalone.js', import.meta.resolve('@scalar/api-reference'))
const dist = fileURLToPath(new URL('../dist', import.meta.url))

mkdirSync(dist, { recursive: true })
copyFileSync(scalar, `${dist}/scalar.js`)
