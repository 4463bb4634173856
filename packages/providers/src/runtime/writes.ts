import type { Warning } from '@rollcall/contract'
import type { Adapter, Create, Step, Update, VendorRequest, WritableField } from '../contract.ts'
import type { Call, Caller, Success } from './call.ts'
import { assertRequired, bodyOf, type Changes, changesOf, type Handling, type UserBody } from './changes.ts'
import { ProviderFailure, type RateLimitHint, Refusal } from './failures.ts'
import { laidOverAt } from './json.ts'
import { asRecord, type MappedUser, readId, readUser, type UnifiedUser } from './read.ts'
import { recordOf, understood } from './verdict.ts'

/** Writes: planned by the adapter, executed in order, never repeated blindly, read back where the answer lacks the user. */

export interface Written extends MappedUser {
  readonly warnings: readonly Warning[]
  readonly hint: RateLimitHint | undefined
  /** The vendor's last answer, for `raw`. */
  readonly answer: Success
}

type ReadBack = (id: string, call: Call) => Promise<{ readonly record: unknown; readonly answer: Success }>

const withBody = (request: VendorRequest, operation: Create | Update<never>, changes: Changes): VendorRequest => {
  if (changes.remoteData === undefined) return request
  if (request.form !== undefined) {
    const extra = Object.entries(changes.remoteData).map(([key, value]) => [key, String(value)])
    return { ...request, form: { ...request.form, ...Object.fromEntries(extra) } }
  }
  return { ...request, body: laidOverAt(request.body ?? {}, operation.remoteDataAt, changes.remoteData) }
}

/**
 * After a request that may have reached the vendor and got no answer nobody can know: no client may repeat it blindly. An
 * answer that is not understood leaves a change of one user safe to repeat.
 */
export const asOutcome = (error: unknown, name: string): unknown => {
  if (!(error instanceof ProviderFailure) || error.options.mayHaveBeenApplied !== true) return error
  const wasAnswered = error.options.remote !== undefined || error.slug === 'provider-response-too-large'
  if (wasAnswered) return error
  return new ProviderFailure('outcome-unknown', `${name} may or may not have made the change: ${error.message}`, {
    ...error.options,
    cause: error,
  })
}

const asUnknownCreation = (error: unknown, name: string): unknown =>
  error instanceof ProviderFailure && error.options.mayHaveBeenApplied === true
    ? new ProviderFailure('outcome-unknown', `${name} may or may not have created the user: ${error.message}`, {
        ...error.options,
        cause: error,
      })
    : error

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

/** Written values that the vendor's answer does not show: it may confirm them later, or never. */
const unseen = (adapter: Adapter<never>, values: Changes['values'], user: UnifiedUser): Warning[] =>
  (['name', 'first_name', 'last_name', 'email', 'is_active'] as const)
    .filter(
      (field) => values[field] !== undefined && field in user && (values[field] ?? null) !== (user[field] ?? null),
    )
    .map((field) => ({
      code: 'not-yet-visible' as const,
      pointer: `/${field}`,
      detail: `${adapter.name} accepted ${field}, but its record does not show the new value: it may need to be confirmed, or take a while.`,
    }))

/** A 200 without the record: what was sent is all that is known. */
const fromSent = (
  id: string,
  values: Changes['values'],
  answer: Success,
): Pick<Written, 'user' | 'remote' | 'answer'> => {
  const user: UnifiedUser = { id }
  for (const field of ['name', 'first_name', 'last_name', 'email'] as const) {
    const value = values[field]
    if (typeof value === 'string' || value === null) user[field] = value
  }
  if (typeof values.is_active === 'boolean') user.is_active = values.is_active
  return { user, remote: {}, answer }
}

const notReadBack: Warning = {
  code: 'read-back-failed',
  detail: 'The change was made, but the user could not be read afterwards: this is what was sent.',
}

export interface WriteInput {
  readonly call: Call
  readonly caller: Caller
  readonly body: UserBody
  readonly handling: Handling
  readonly readBack: ReadBack
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
  const main = (Object.keys(changes.values) as WritableField[]).filter((field) => !update.separate?.includes(field))
  const fieldsOf = (step: Step): readonly string[] =>
    step.fields ?? [...main, ...(changes.remoteData === undefined ? [] : ['remote_data'])]
  const applied: string[] = []
  let answer: Success | undefined
  for (const [index, step] of steps.entries()) {
    const isMain = step.fields === undefined
    const named = { ...step.request, parameters: { id, ...step.request.parameters } }
    const request = isMain ? withBody(named, update, changes) : named
    try {
      answer = await caller.send({ ...call, remoteQuery: isMain ? call.remoteQuery : undefined }, request)
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
    return { ...mapped, answer, warnings: unseen(adapter, values, mapped.user) }
  }
  try {
    const found = await readBack(id, { ...call, remoteQuery: undefined })
    const mapped = readUser(adapter, found.record, found.answer.variables)
    return { ...mapped, answer: found.answer, warnings: unseen(adapter, values, mapped.user) }
  } catch (error) {
    if (!(error instanceof ProviderFailure || error instanceof Refusal)) throw error
    return { ...fromSent(id, values, answer), warnings: [notReadBack] }
  }
}

export const updateUser = async (id: string, update: Update<never>, input: WriteInput): Promise<Written> => {
  const { call } = input
  const { adapter, account } = call
  const changes = changesOf(adapter, update, input.body, input.handling)
  await account.credential(call.context.signal)
  const current = update.readsFirst === true ? await input.readBack(id, { ...call, remoteQuery: undefined }) : undefined
  const record = current === undefined ? undefined : asRecord(current.record)
  const impossible = record === undefined ? undefined : update.impossible?.(record)
  if (impossible !== undefined) {
    const errors = Object.keys(changes.values).map((field) => ({ pointer: `/${field}`, detail: impossible }))
    throw new Refusal('field-not-supported', impossible, { errors, writableFields: [] })
  }
  const body = bodyOf(adapter, changes.values, undefined, update.separate ?? [])
  const hasMain = Object.keys(body).length > 0 || changes.remoteData !== undefined
  const { values, remoteData } = changes
  const { variables } = account
  const steps = update.steps({ id, changes: values, body: hasMain ? body : undefined, remoteData, record, variables })
  if (steps.length === 0 && current !== undefined) {
    // Nothing to change: the record is as it was asked for.
    const mapped = readUser(adapter, current.record, current.answer.variables)
    return { ...mapped, answer: current.answer, warnings: changes.warnings, hint: current.answer.hint }
  }
  const answer = await sendSteps(id, update, steps, changes, input)
  const written = await readWritten(id, answer, steps.at(-1)?.record, values, input)
  return { ...written, warnings: [...changes.warnings, ...written.warnings], hint: answer.hint }
}

/** The new user's record, where the answer holds it, and id. @throws ProviderFailure `outcome-unknown` */
const created = (adapter: Adapter<never>, create: Create, answer: Success) => {
  if (create.id !== undefined || create.lookup !== undefined) return { whole: undefined, id: create.id?.(answer) }
  try {
    const whole = recordOf(adapter, answer.body, create.record)
    return { whole, id: readId(adapter, whole, answer.variables) }
  } catch (cause) {
    throw new ProviderFailure('outcome-unknown', `${adapter.name} answered a creation without the new user.`, {
      cause,
      remote: answer.remote(),
    })
  }
}

export const createUser = async (create: Create, input: WriteInput): Promise<Written> => {
  const { call, caller } = input
  const { adapter, account } = call
  const changes = changesOf(adapter, create, input.body, input.handling)
  assertRequired(adapter, create, changes)
  await account.credential(call.context.signal)
  const body = bodyOf(adapter, changes.values, create, [])
  const request = withBody(create.request({ body, variables: account.variables }), create, changes)
  let answer: Success
  try {
    answer = await caller.send(call, request)
  } catch (error) {
    throw asUnknownCreation(error, adapter.name)
  }
  const { lookup } = create
  const { whole, id } = created(adapter, create, answer)
  if (lookup === undefined && (id === undefined || id === '')) {
    throw new ProviderFailure('outcome-unknown', `${adapter.name} answered a creation without the new user's id.`, {
      remote: answer.remote(),
    })
  }
  const readCreated = async () => {
    if (whole !== undefined) return { record: whole, answer }
    if (lookup === undefined) return input.readBack(id ?? '', { ...call, remoteQuery: undefined })
    const found = await caller.send({ ...call, operation: 'get', remoteQuery: undefined }, lookup(answer))
    return { record: recordOf(adapter, found.body, undefined), answer: found }
  }
  try {
    const found = await readCreated()
    const mapped = readUser(adapter, found.record, found.answer.variables)
    const warnings = [...changes.warnings, ...unseen(adapter, changes.values, mapped.user)]
    return { ...mapped, answer: found.answer, warnings, hint: answer.hint }
  } catch (error) {
    if (!(error instanceof ProviderFailure || error instanceof Refusal)) throw error
    if (id === undefined) {
      throw new ProviderFailure(
        'outcome-unknown',
        `${adapter.name} created the user, but its id could not be read: ${error.message}`,
      )
    }
    return { ...fromSent(id, changes.values, answer), warnings: [...changes.warnings, notReadBack], hint: answer.hint }
  }
}
