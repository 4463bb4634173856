import { createRequire } from 'node:module'
import type * as Ajv from 'ajv/dist/2020.js'
import type * as Formats from 'ajv-formats'
import type { Answer } from '../http/answer.ts'
import { answersOf, type OperationId, operationOf, responseOf, specification } from './specification.ts'

/** Throws when an answer does not have the form that the contract defines for its operation and status. */
export type AnswerCheck = (id: OperationId, answer: Answer) => void

const typeOf = (headers: Readonly<Record<string, string>>): string =>
  (headers['Content-Type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

const isJson = (type: string): boolean => type === 'application/json' || type === 'application/problem+json'

/**
 * Checks answers against the contract: for tests and demos. The vendor's own bytes and streams have no schema.
 * `isVendorBytes`: whether an answer is the vendor's; such an answer may have any 2xx status and type.
 */
export const createAnswerCheck = (): AnswerCheck => {
  known ??= compileAsNeeded()
  return known
}

/** One for all servers of a process: compiling a schema takes longer than most answers. */
let known: AnswerCheck | undefined

const require = createRequire(import.meta.url)

const compileAsNeeded = (): AnswerCheck => {
  // Loaded here, since production does not check answers.
  const { Ajv2020 }: typeof Ajv = require('ajv/dist/2020.js')
  const formats: typeof Formats.default = require('ajv-formats')
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'contract', components: specification.components })
  const compiled = new Map<string, Ajv.ValidateFunction>()

  const validatorOf = (key: string, schema: object): Ajv.ValidateFunction => {
    const known = compiled.get(key)
    if (known !== undefined) return known
    const local = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"contract#/components'))
    const made = ajv.compile(local)
    compiled.set(key, made)
    return made
  }

  return (id, answer) => {
    if ('flow' in answer) return
    const type = typeOf(answer.headers)
    // Only the vendor's bytes have this policy.
    if (answer.headers['Content-Security-Policy']?.startsWith('sandbox') === true) return
    const promised = operationOf(id).operation.responses[String(answer.status)]
    if (promised === undefined) throw new Error(`${id} answers ${answer.status}, which the contract does not promise.`)
    const promisedTypes = answersOf(responseOf(promised))
    if (promisedTypes.size === 0 && type === '' && answer.body.length === 0) return
    const schemas = promisedTypes.get(type)
    if (schemas === undefined)
      throw new Error(`${id} answers ${answer.status} as ${type}, which the contract does not promise.`)
    if (!isJson(type)) return
    const validate = validatorOf(`${id} ${answer.status} ${type}`, { anyOf: schemas })
    const body: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'))
    if (!validate(body)) {
      throw new Error(
        `${id} answers ${answer.status} with a body that breaks the contract: ${ajv.errorsText(validate.errors)}`,
      )
    }
  }
}
