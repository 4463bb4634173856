import type { Adapter, OtherRecord, Step, Update, UpdateInput } from '../../contract.ts'
import type { Success } from '../calls/call.ts'
import { accessOf } from '../calls/outgoing.ts'
import { assertDone, recordOf, understood } from '../calls/verdict.ts'
import { ProviderFailure, Refusal } from '../failures.ts'
import { asRecordFound, type FoundRecord, findUser, isMissing, ownId } from '../records/find.ts'
import { asRecord } from '../records/read.ts'
import { bodyOf, type Changes, writableFieldNames } from './changes.ts'
import { checkedChanges, outcomeOf, readingCall, type WriteCall, type Written, withBody, written } from './writes.ts'

/**
 * Updates: planned by the adapter, executed in order, repeated only where that is safe, read afterwards where the answer
 * lacks the user.
 */

/** The vendor refused the request, so a repeat does not help. */
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
  return new ProviderFailure(
    'partially-applied',
    `${applied.join(', ')} ${applied.length === 1 ? 'was' : 'were'} written, but not ${failed.join(', ')}. ${why}`,
    {
      ...cause?.options,
      cause: error,
      status: refusals.includes(cause?.slug ?? '') ? 422 : 502,
      applied,
      failed,
    },
  )
}

/** What the main call must have and the record lacks; `undefined` where the vendor has none. */
const readBesides = async (
  id: string,
  update: Update<never>,
  remoteData: Changes['remoteData'],
  input: WriteCall,
): Promise<unknown> => {
  const request = update.alsoReads?.(remoteData)
  if (request === undefined) return undefined
  try {
    return (await input.caller.send(readingCall(input), { ...request, userId: id })).body
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** The id of the record that the vendor changes. @throws Refusal where there is none */
const otherId = (other: OtherRecord<never>, current: FoundRecord, { values }: Changes): string => {
  const found = other.id(asRecord(current.record))
  if (found !== undefined) return found
  const errors = Object.keys(values).map((field) => ({ pointer: `/${field}`, detail: other.impossible }))
  const remote = current.answer.remote()
  throw new Refusal('field-not-supported', other.impossible, { errors, writableFields: [], remote })
}

/** The calls that an adapter plans for an update. */
export const stepsOf = <V>(update: Update<V>, input: UpdateInput<V>): readonly Step[] =>
  update.steps(input).filter((step) => step !== undefined && step !== false)

/** The calls of a change, in order. @throws ProviderFailure `partially-applied` when one fails after another was applied. */
const sendSteps = async (
  update: Update<never>,
  steps: readonly Step[],
  userId: string,
  changes: Changes,
  { call, caller }: WriteCall,
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
    const named = { ...step, userId }
    const request = isMain ? withBody(named, update, changes) : named
    try {
      answer = await caller.send({ ...call, remoteQuery: isMain ? call.remoteQuery : undefined }, request)
      assertDone(adapter, step.done, answer, userId)
      applied.push(...fieldsOf(step))
    } catch (error) {
      if (applied.length === 0) throw outcomeOf(error, call)
      throw partially(adapter, error, applied, steps.slice(index).flatMap(fieldsOf))
    }
  }
  if (answer === undefined) throw new Error(`${adapter.slug} planned no call for an update.`)
  return answer
}

/** The user of the last answer. @throws ProviderFailure `provider-error` when it is another one */
const inAnswer = (adapter: Adapter<never>, id: string, answer: Success): FoundRecord | undefined => {
  if (answer.status === 204) return undefined
  return understood(answer, () => {
    const record = recordOf(adapter, answer.body, adapter.users.record)
    if (ownId(adapter, record, answer.variables) === id) return { record, answer }
    throw new ProviderFailure('provider-error', `${adapter.name} returned another user than the changed one.`)
  })
}

/** @throws Refusal, or ProviderFailure: its own when the first call fails, `partially-applied` when a later one does. */
export const runUpdate = async (id: string, update: Update<never>, input: WriteCall): Promise<Written> => {
  const { call, caller } = input
  const { adapter } = call
  const changes = checkedChanges('update', input)
  const read = () => findUser(caller, id, readingCall(input), asRecordFound)
  const { readsFirst } = update
  const current = readsFirst === undefined ? undefined : await read()
  const record = current === undefined ? undefined : asRecord(current.record)
  const userId = typeof readsFirst === 'object' && current !== undefined ? otherId(readsFirst, current, changes) : id
  const body = bodyOf(adapter, update, changes.values)
  const { values, remoteData } = changes
  const { variables } = await accessOf(call)
  const besides = await readBesides(id, update, remoteData, input)
  const main = Object.keys(body).length > 0 || remoteData !== undefined ? body : undefined
  const steps = stepsOf(update, { id, changes: values, body: main, remoteData, record, besides, variables })
  if (steps.length === 0 && current !== undefined) {
    // Nothing to change: the record has the requested values.
    return written(input, { ...changes, values: {} }, { answer: current.answer, id, whole: current, read })
  }
  const answer = await sendSteps(update, steps, userId, changes, input)
  const whole = steps.at(-1)?.hasUser === true ? inAnswer(adapter, id, answer) : undefined
  return written(input, changes, { answer, id, whole, read })
}
