import { createRequire } from 'node:module'
import type * as Library from 'express-openapi-validator'

/**
 * Replaces two functions that express-openapi-validator 5.6.2 runs far more often than needed. It reads both at call time, so
 * that they can be replaced; a test fails when that changes.
 */

interface PathToRegexp {
  pathToRegexp: (path: string, options?: PatternOptions) => unknown
}

interface PatternOptions {
  readonly sensitive?: boolean
  readonly strict?: boolean
  readonly trailing?: boolean
}

interface SchemaValidators {
  OpenAPISchemaValidator: new (options: { readonly validateApiSpec: boolean }) => object
}

const requireHere = createRequire(import.meta.url)
const requireBesideValidator = createRequire(requireHere.resolve('express-openapi-validator'))

/**
 * It compiles the pattern of every path it holds on every request until one matches (`middlewares/openapi.metadata.js`,
 * lookupRoute); its expressions have no state.
 */
const rememberPathPatterns = (): void => {
  const library: PathToRegexp = requireBesideValidator('path-to-regexp')
  const compile = library.pathToRegexp
  const known = new Map<string, unknown>()
  library.pathToRegexp = (path, options = {}) => {
    const key = `${options.sensitive === true}|${options.strict === true}|${path}`
    const found = known.get(key)
    if (found !== undefined) return found
    // path-to-regexp 8 has `trailing` instead of `strict`, and the validator does not use it.
    const compiled = compile(path, { ...options, trailing: options.strict !== true })
    known.set(key, compiled)
    return compiled
  }
}

/**
 * Each of its instances compiles the schema of OpenAPI documents (140 ms), also where `validateApiSpec` is off and it is
 * never used (`framework/index.js`, initialize).
 */
const compileNoDocumentSchema = (): void => {
  const library: SchemaValidators = requireBesideValidator('./framework/openapi.schema.validator.js')
  library.OpenAPISchemaValidator = class {
    constructor({ validateApiSpec }: { readonly validateApiSpec: boolean }) {
      if (validateApiSpec) throw new Error('The contract is validated by its own package, not when the server starts.')
    }
  }
}

type Validator = Pick<typeof Library, 'middleware'>

let known: Validator | undefined

/** The library, loaded at the first call: with what it needs it takes a tenth of the memory of a server without requests. */
export const validatorLibrary = (): Validator => {
  if (known !== undefined) return known
  const library: Validator = requireHere('express-openapi-validator')
  rememberPathPatterns()
  compileNoDocumentSchema()
  known = library
  return library
}
