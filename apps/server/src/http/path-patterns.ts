import { createRequire } from 'node:module'

/**
 * express-openapi-validator 5.6.2 compiles the pattern of every path it holds on every request until one matches
 * (`dist/middlewares/openapi.metadata.js`, lookupRoute). It reads the function at call time, so a remembering one put in
 * its place takes that cost away; its expressions carry no state. A test fails when the validator stops using it.
 */

interface PathToRegexp {
  pathToRegexp: (path: string, options?: PatternOptions) => unknown
}

interface PatternOptions {
  readonly sensitive?: boolean
  readonly strict?: boolean
  readonly trailing?: boolean
}

const requireBesideValidator = createRequire(createRequire(import.meta.url).resolve('express-openapi-validator'))

let isInstalled = false

/** Puts the remembering function in place, once; before the first validator runs. */
export const rememberPathPatterns = (): void => {
  if (isInstalled) return
  isInstalled = true
  const library: PathToRegexp = requireBesideValidator('path-to-regexp')
  const compile = library.pathToRegexp
  const known = new Map<string, unknown>()
  const remembering = (path: string, options: PatternOptions = {}): unknown => {
    const key = `${options.sensitive === true}|${options.strict === true}|${path}`
    const found = known.get(key)
    if (found !== undefined) return found
    // path-to-regexp 8 has no `strict`: `trailing` took its place, and the validator does not know it.
    const compiled = compile(path, { ...options, trailing: options.strict !== true })
    known.set(key, compiled)
    return compiled
  }
  library.pathToRegexp = remembering
}
