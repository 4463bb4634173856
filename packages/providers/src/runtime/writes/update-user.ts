import type { Adapter, Step, Update } from '../../contract.ts'
import type { Success } from '../calls/call.ts'
import { accessOf } from '../calls/outgoing.ts'
import { assertDone, recordOf, understood } from '../calls/verdict.ts'
import { ProviderFailure, Refusal } from '../failures.ts'
import { isMissing } from '../records/find.ts'
import { asRecord, readUser } from '../records/read.ts'
import { bodyOf, type Changes, writableFieldNames } from './changes.ts'
import {
  asOutcome,
  checkedChanges,
  fromSent,
  notReadBack,
  unseen,
  type WriteInput,
  type Written,
  withBody,
} from './writes.ts'

/** Updates: planned by the adapter, executed in order, never repeated blindly, read back where the answer lacks the user. */

/** Refused by the vendor, as opposed to broken: repeating the same does not help. */
const refusals: readonly string[] = [
  'provider-rejected',
  'provider-conflict',
  'provider-forbidden',
  'account-needs-reauth',
  'user-not-found',
]

const partially = (
  adapter: Adapter<never>,
  error: unknown,
  applied: readonly string[],
  failed: readonly string[],
): ProviderFailure => {
  const cause = error instanceof ProviderFailure ? error : undefined
  const why = cause?.message ?? `${adapter.name} failed.`
  return new ProviderFailure('partially-applied', `${applied.join(', ')} written, ${failed.join(', ')} not: ${why}`, {
    ...cause?.options,
    cause: error,
    status: refusals.includes(cause?.slug ?? '') ? 422 : 502,
    applied,
    failed,
  })
}

/** What the main call must name and the record lacks; `undefined` where the vendor has none. */
const readBesides = async (
  id: string,
  update: Update<never>,
  remoteData: Changes['remoteData'],
  { call, caller }: WriteInput,
): Promise<unknown> => {
  const request = update.alsoReads?.(remoteData)
  if (request === undefined) return undefined
  try {
    const named = { ...request, userId: id }
    return (await caller.send({ ...call, operation: 'get', remoteQuery: undefined }, named)).body
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The calls of a change, in order. @throws ProviderFailure `partially-applied` when one fails after another was applied. */
const sendSteps = async (
  id: string,
  update: Update<never>,
  steps: readonly Step[],
  changes: Changes,
  { call, caller }: WriteInput,
): Promise<Success> => {
  const { adapter } = call
  const main = writableFieldNames.filter(
    (field) => changes.values[field] !== undefined && !update.separate?.includes(field),
  )
  const fieldsOf = (step: Step): readonly string[] =>
    step.fields ?? [...main, ...(changes.remoteData === undefined ? [] : ['remote_data'])]
  const applied: string[] = []
  let answer: Success | undefined
  for (const [index, step] of steps.entries()) {
    const isMain = step.fields === undefined
    const named = { ...step.request, userId: id }
    const request = isMain ? withBody(named, update, changes) : named
    try {
      answer = await caller.send({ ...call, remoteQuery: isMain ? call.remoteQuery : undefined }, request)
      assertDone(adapter, step.done, answer)
      applied.push(...fieldsOf(step))
    } catch (error) {
      if (applied.length === 0) throw asOutcome(error, adapter.name)
      throw partially(adapter, error, applied, steps.slice(index).flatMap(fieldsOf))
    }
  }
  if (answer === undefined) throw new Error(`${adapter.slug} planned no call for an update.`)
  return answer
}

/** The user as the last answer has it, else read back; what was sent where that fails. */
const readWritten = async (
  id: string,
  answer: Success,
  where: Step['record'],
  values: Changes['values'],
  { call, readBack }: WriteInput,
): Promise<Omit<Written, 'hint'>> => {
  const { adapter } = call
  if (where !== undefined && answer.status !== 204) {
    const mapped = understood(answer, () => {
      const user = readUser(adapter, recordOf(adapter, where(answer.body), undefined), answer.variables)
      if ((adapter.users.get.normaliseId?.(user.user.id) ?? user.user.id) === id) return user
      throw new ProviderFailure('provider-error', `${adapter.name} answered with another user than the one changed.`)
    })
    return { ...mapped, answer, warnings: unseen(adapter, values, mapped) }
  }
  try {
    const found = await readBack(id, { ...call, remoteQuery: undefined })
    const mapped = readUser(adapter, found.record, found.answer.variables)
    return { ...mapped, answer: found.answer, warnings: unseen(adapter, values, mapped) }
  } catch (error) {
    if (!(error instanceof ProviderFailure || error instanceof Refusal)) throw error
    return { ...fromSent(id, values, answer), warnings: [notReadBack] }
  }
}

/** @throws Refusal, or ProviderFailure: plain when the first call fails, `partially-applied` when a later one does. */
export const updateUser = async (id: string, update: Update<never>, input: WriteInput): Promise<Written> => {
  const { call } = input
  const { adapter } = call
  const changes = checkedChanges(update, input)
  const { variables } = await accessOf(call)
  const current = update.readsFirst === true ? await input.readBack(id, { ...call, remoteQuery: undefined }) : undefined
  const record = current === undefined ? undefined : asRecord(current.record)
  const impossible = record === undefined ? undefined : update.impossible?.(record)
  if (impossible !== undefined) {
    const errors = Object.keys(changes.values).map((field) => ({ pointer: `/${field}`, detail: impossible }))
    throw new Refusal('field-not-supported', impossible, {
      errors,
      writableFields: [],
      remote: current?.answer.remote(),
    })
  }
  const body = bodyOf(adapter, changes.values, undefined, update.separate ?? [])
  const hasMain = Object.keys(body).length > 0 || changes.remoteData !== undefined
  const { values, remoteData } = changes
  const besides = await readBesides(id, update, remoteData, input)
  const main = hasMain ? body : undefined
  const steps = update.steps({ id, changes: values, body: main, remoteData, record, besides, variables })
  if (steps.length === 0 && current !== undefined) {
    // Nothing to change: the record is as it was asked for.
    const mapped = understood(current.answer, () => readUser(adapter, current.record, current.answer.variables))
    return {
      ...mapped,
      answer: current.answer,
      warnings: [...changes.warnings, ...(mapped.warnings ?? [])],
      hint: current.answer.hint,
    }
  }
  const answer = await sendSteps(id, update, steps, changes, input)
  const written = await readWritten(id, answer, steps.at(-1)?.record, values, input)
  return { ...written, warnings: [...changes.warnings, ...written.warnings], hint: answer.hint }
}
