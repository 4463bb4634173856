import type { MethodName } from '@rollcall/contract'
import type { ErrorRule, ErrorRules, VendorAnswer, Verdict } from '../../contract.ts'
import { at } from '../json/json.ts'
import { saidStatus } from './envelope.ts'

/** Applies the error rules of an adapter to an answer. */

const sentencePaths = [
  'message',
  'error.message',
  'error_description',
  'error',
  'detail',
  'description',
  'title',
  'Message',
  'errors.0.message',
  'errors.0.detail',
  'errors.0.title',
  '0.message',
  'errorMessage',
  'msg',
]

/** The vendor's sentence: where the adapter finds it, else under the usual keys. */
export const wholeSentenceOf = (errors: ErrorRules, body: unknown): string | undefined =>
  [errors.message?.(body), ...sentencePaths.map((path) => at(body, path))].find(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  )

interface Failure {
  readonly answer: VendorAnswer
  readonly operation: MethodName
  readonly code: string | undefined
  /** The status of the code, where the table has it and codes count. */
  readonly coded: number | undefined
  /** The status of the failure without a rule. */
  readonly meant: number
  readonly sentence: string
}

const isOneOf = <T extends string | number>(named: T | readonly T[] | undefined, value: T): boolean =>
  named === undefined || [named].flat().some((each) => each === value)

const isCode = (named: ErrorRule['code'], { code, coded }: Failure): boolean => {
  if (named === undefined) return true
  if (named === false) return coded === undefined
  return typeof named === 'string' ? named === code : named.test(code ?? '')
}

const applies = (rule: ErrorRule, failure: Failure): boolean =>
  isOneOf(rule.status, failure.meant) &&
  isOneOf(rule.operation, failure.operation) &&
  isCode(rule.code, failure) &&
  (rule.says === undefined || [rule.says].flat().every((words) => words.test(failure.sentence))) &&
  (rule.when === undefined || rule.when(failure.answer))

/** The meaning of an answer by the rules of the adapter; `undefined`: a success, or the meaning of its own status. */
export const meaningOf = (errors: ErrorRules, answer: VendorAnswer, operation: MethodName): Verdict | undefined => {
  const { status, body } = answer
  const isSuccess = status >= 200 && status < 300
  if (isSuccess && errors.fails?.(body, operation) !== true) return undefined
  const code = errors.code?.(body)
  const own = isSuccess ? saidStatus(errors.status?.(body)) : status
  const coded = own === undefined || errors.statusWins !== true ? errors.codes?.(code) : undefined
  const meant = coded ?? own ?? 502
  const sentence = wholeSentenceOf(errors, body) ?? ''
  const failure: Failure = { answer, operation, code, coded, meant, sentence }
  for (const rule of errors.rules ?? []) {
    if (!applies(rule, failure)) continue
    const means = typeof rule.means === 'function' ? rule.means(answer) : rule.means
    if (means !== undefined) return means
  }
  return meant === status ? undefined : meant
}
