import type { Adapter, Create } from '../../contract.ts'
import type { Success } from '../calls/call.ts'
import { accessOf } from '../calls/outgoing.ts'
import { recordOf, understood } from '../calls/verdict.ts'
import { ProviderFailure, Refusal } from '../failures.ts'
import { readId, readUser } from '../records/read.ts'
import { bodyOf } from './changes.ts'
import { checkedChanges, fromSent, notReadBack, unseen, type WriteInput, type Written, withBody } from './writes.ts'

/** Creations: sent once; whatever leaves open whether the user exists is told as an unknown outcome. */

const asUnknownCreation = (error: unknown, name: string): unknown =>
  error instanceof ProviderFailure && error.options.mayHaveBeenApplied === true
    ? new ProviderFailure('outcome-unknown', `${name} may or may not have created the user: ${error.message}`, {
        ...error.options,
        cause: error,
      })
    : error

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

/** @throws Refusal before the call; ProviderFailure, `outcome-unknown` where nobody can know. */
export const createUser = async (create: Create, input: WriteInput): Promise<Written> => {
  const { call, caller } = input
  const { adapter } = call
  const changes = checkedChanges(create, input)
  const { variables } = await accessOf(call)
  const body = bodyOf(adapter, changes.values, create, [])
  const request = withBody(create.request({ body, variables }), create, changes)
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
    return { record: understood(found, () => recordOf(adapter, found.body, undefined)), answer: found }
  }
  try {
    const found = await readCreated()
    const mapped = understood(found.answer, () => readUser(adapter, found.record, found.answer.variables))
    const warnings = [...changes.warnings, ...unseen(adapter, changes.values, mapped)]
    return { ...mapped, answer: found.answer, warnings, hint: answer.hint }
  } catch (error) {
    if (!(error instanceof ProviderFailure || error instanceof Refusal)) throw error
    if (id === undefined) {
      throw new ProviderFailure(
        'outcome-unknown',
        `${adapter.name} created the user, but its id could not be read: ${error.message}`,
        { cause: error, remote: (error instanceof Refusal ? error.remote : error.options.remote) ?? answer.remote() },
      )
    }
    return { ...fromSent(id, changes.values, answer), warnings: [...changes.warnings, notReadBack], hint: answer.hint }
  }
}
