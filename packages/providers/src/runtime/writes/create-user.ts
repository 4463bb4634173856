import type { Adapter, Create } from '../../contract.ts'
import type { Success } from '../calls/call.ts'
import { accessOf } from '../calls/outgoing.ts'
import { recordOf, understood } from '../calls/verdict.ts'
import { absent, ProviderFailure } from '../failures.ts'
import { asRecordFound, type FoundRecord, findUser } from '../records/find.ts'
import { readId } from '../records/read.ts'
import { bodyOf } from './changes.ts'
import { checkedChanges, outcomeOf, readingCall, type WriteCall, type Written, withBody, written } from './writes.ts'

/** Creations: sent once; when it stays open whether the user exists, that is an unknown outcome. */

const withoutId = (adapter: Adapter<never>, answer: Success): ProviderFailure =>
  new ProviderFailure('outcome-unknown', `${adapter.name} created a user, but returned no id of it.`, {
    remote: answer.remote(),
  })

/** The new user's record, where the answer holds it, and id. @throws ProviderFailure `outcome-unknown` */
const created = (adapter: Adapter<never>, create: Create, answer: Success) => {
  if (create.id !== undefined || create.lookup !== undefined) return { record: undefined, id: create.id?.(answer) }
  try {
    const record = recordOf(adapter, answer.body, adapter.users.record)
    return { record, id: readId(adapter, record, answer.variables) }
  } catch (cause) {
    throw new ProviderFailure('outcome-unknown', `${adapter.name} returned no user after a creation.`, {
      cause,
      remote: answer.remote(),
    })
  }
}

/** @throws Refusal before the call; ProviderFailure, `outcome-unknown` where the result is not known. */
export const runCreate = async (input: WriteCall): Promise<Written> => {
  const { call, caller } = input
  const { adapter } = call
  const { create } = adapter.users
  if ('absent' in create) throw absent(adapter, 'create', create.absent)
  const changes = checkedChanges('create', input)
  const { variables } = await accessOf(call)
  const body = bodyOf(adapter, create, changes.values)
  const request = withBody(create.request({ body, variables }), create, changes)
  const answer = await caller.send(call, request).catch((error: unknown) => {
    throw outcomeOf(error, call)
  })
  const { lookup } = create
  const { record, id } = created(adapter, create, answer)
  if (lookup === undefined && (id === undefined || id === '')) throw withoutId(adapter, answer)
  const reading = readingCall(input)
  const read = async (): Promise<FoundRecord> => {
    if (lookup === undefined) return findUser(caller, id ?? '', reading, asRecordFound)
    const request = lookup(answer)
    if (request === undefined) throw withoutId(adapter, answer)
    const found = await caller.send(reading, request)
    return { record: understood(found, () => recordOf(adapter, found.body, adapter.users.record)), answer: found }
  }
  return written(input, changes, { answer, id, whole: record === undefined ? undefined : { record, answer }, read })
}
