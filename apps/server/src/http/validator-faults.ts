import type { Fault } from '@rollcall/providers'

/** The validator's errors in the contract's words: `/query/limit` is a parameter, `/body/email` a JSON pointer. */

interface ValidatorError {
  readonly path: string
  readonly message: string
  readonly keyword: string
}

const toError = (value: unknown): ValidatorError | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { path, message, errorCode } = Object.fromEntries(Object.entries(value))
  if (typeof path !== 'string') return undefined
  const keyword = typeof errorCode === 'string' ? (errorCode.split('.')[0] ?? '') : ''
  return { path, message: typeof message === 'string' ? message : 'is not valid', keyword }
}

const escapedToken = (text: string): string => text.replaceAll('~', '~0').replaceAll('/', '~1')

const detailOf = ({ keyword, message }: ValidatorError): string => {
  if (keyword === 'additionalProperties') return 'is not a field of this body'
  if (keyword === 'required') return 'is required'
  if (keyword === 'minProperties') return 'must hold at least one field'
  return message
}

const toFault = (error: ValidatorError): Fault => {
  const [, place = '', ...rest] = error.path.split('/')
  const detail = detailOf(error)
  if (place === 'headers') return { header: headerName(rest.join('/')), detail }
  if (place === 'query') {
    const [name = '', ...members] = rest
    const isListItem = members.length === 1 && /^\d+$/.test(members[0] ?? '')
    const parameter = isListItem ? name : `${name}${members.map((member) => `[${member}]`).join('')}`
    return { parameter, detail: error.keyword === 'additionalProperties' ? 'is not known here' : detail }
  }
  if (place === 'params') return { parameter: rest.join('/'), detail }
  if (rest.length === 0) return { pointer: '', detail: error.keyword === 'required' ? 'is required' : detail }
  // The name of an unknown field is appended as it came; all others are pointers already.
  const pointer = error.keyword === 'additionalProperties' ? escapedToken(rest.join('/')) : rest.join('/')
  return { pointer: `/${pointer}`, detail }
}

const headerName = (name: string): string =>
  name.replaceAll(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase())

/** What the validator found; `undefined` when its error is of another kind. One fault a place and sentence. */
export const faultsOfValidator = (error: unknown): readonly Fault[] | undefined => {
  if (typeof error !== 'object' || error === null || Reflect.get(error, 'status') !== 400) return undefined
  const errors: unknown = Reflect.get(error, 'errors')
  if (!Array.isArray(errors)) return undefined
  const faults = errors.flatMap((item) => {
    const found = toError(item)
    // What `anyOf` and `if` say only repeats what their branches say.
    return found === undefined || found.keyword === 'if' ? [] : [toFault(found)]
  })
  const unique = new Map(faults.map((fault) => [JSON.stringify(fault), fault]))
  return [...unique.values()]
}
