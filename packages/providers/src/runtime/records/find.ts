import { Readable } from 'node:stream'
import type { AccountView, Adapter, Variables, VendorRequest } from '../../contract.ts'
import type { Caller, Opened, Success } from '../calls/call.ts'
import { handedOut } from '../calls/hand-out.ts'
import { matchesWhole } from '../calls/hosts.ts'
import { accessOf, type Call } from '../calls/outgoing.ts'
import { recordOf, understood } from '../calls/verdict.ts'
import { absent, ProviderFailure, Refusal, type RemoteAnswer, withoutBody } from '../failures.ts'
import { keepOf, readPage, type Source, startOfList, type WalkStep } from '../lists/walk.ts'
import { readId } from './read.ts'

/** Finds one record of the vendor: by id, by reading the list, or that of the credential. */

export interface FoundRecord {
  readonly record: unknown
  /** The answer that held it. */
  readonly answer: Success
}

/** There is no such user; `remote` is the answer that showed it, absent where no call was made. */
export const notFound = (adapter: Adapter<never>, id: string, remote?: RemoteAnswer): Refusal =>
  new Refusal('user-not-found', `${adapter.name} has no user "${id.slice(0, 80)}".`, { remote })

/** The id in its canonical spelling. @throws Refusal `user-not-found` for ids that cannot name a user, without a call. */
export const checkedId = (adapter: Adapter<never>, id: string): string => {
  const { get } = adapter.users
  const isNoId =
    id.trim() === '' ||
    id === '.' ||
    id === '..' ||
    (id.length > 512 && [...id].length > 512) ||
    /\p{Cc}/u.test(id) ||
    !id.isWellFormed()
  const isReserved = (get.reservedIds ?? []).some((reserved) => reserved.toLowerCase() === id.trim().toLowerCase())
  if (isNoId || isReserved) throw notFound(adapter, id)
  const normalised = get.normaliseId?.(id) ?? id
  const pattern = get.idPattern
  if (pattern !== undefined && !matchesWhole(pattern, normalised)) throw notFound(adapter, id)
  return normalised
}

/** The id of a record in its canonical spelling. @throws ProviderFailure `provider-error` when it is missing */
export const ownId = (adapter: Adapter<never>, record: unknown, variables: Variables): string => {
  const id = readId(adapter, record, variables)
  return adapter.users.get.normaliseId?.(id) ?? id
}

/** Whether a failure means that there is no such user. */
export const isMissing = (error: unknown): boolean =>
  (error instanceof ProviderFailure || error instanceof Refusal) && error.slug === 'user-not-found'

/** The answer with only the record as its body. */
const ofRecord = ({ headers }: Success, record: unknown) => ({
  headers: { ...headers, 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(record)),
})

const inList = async (caller: Caller, id: string, call: Call): Promise<FoundRecord> => {
  const { adapter } = call
  const source: Source = { caller, call: { ...call, operation: 'list' }, query: { limit: 1000, filters: {} } }
  let place = startOfList
  for (;;) {
    const step: WalkStep = await readPage(source, place, adapter.users.list.maximumPageSize)
    const { variables } = step.answer
    const record = understood(step.answer, () =>
      step.page.records.find((candidate) => ownId(adapter, candidate, variables) === id),
    )
    if (record !== undefined) {
      const raw = () => handedOut(adapter, ofRecord(step.answer, record))
      return { record, answer: { ...step.answer, raw, body: record } }
    }
    keepOf(source, step, 0)
    if (step.next === undefined) throw notFound(adapter, id, step.answer.remote())
    place = step.next
  }
}

/** How one user is read from the vendor: the record, or the bytes that hold it. */
interface Form<T> {
  /** Sends a request for a user; `where` is the path of the record in the answer, and `id` the one that it must have. */
  readonly ask: (
    caller: Caller,
    call: Call,
    request: VendorRequest,
    where: ((body: unknown) => unknown) | undefined,
    id?: string,
  ) => Promise<T>
  /** A user that was found in the list. */
  readonly listed: (found: FoundRecord) => T
}

/** @throws ProviderFailure `provider-error` when the answer has another user */
export const asRecordFound: Form<FoundRecord> = {
  ask: async (caller, call, request, where, id) => {
    const { adapter } = call
    const { get } = adapter.users
    const answer = await caller.send(call, request)
    return understood(answer, () => {
      const found = where === undefined ? answer.body : where(answer.body)
      const isEmpty = found === undefined || found === null
      const mayBeEmpty = answer.status === 204 || ('emptyIsUnknown' in get && get.emptyIsUnknown)
      if (id !== undefined && isEmpty && mayBeEmpty) throw notFound(adapter, id, answer.remote())
      const record = recordOf(adapter, found, undefined)
      if (id === undefined || ownId(adapter, record, answer.variables) === id) return { record, answer }
      throw new ProviderFailure('provider-error', `${adapter.name} returned another user than the requested one.`)
    })
  },
  listed: (found) => found,
}

export const asStream: Form<Opened> = {
  ask: async (caller, call, request, _where, id) => {
    const opened = await caller.stream(call, request)
    if (id !== undefined && opened.status === 204) throw notFound(call.adapter, id, withoutBody(opened.status))
    return opened
  },
  // The vendor sends no bytes of this user alone: its record from the list is used, as for `raw`.
  listed: ({ answer }) => {
    const { bytes, removed } = answer.raw()
    return { ...answer, body: Readable.from([bytes]), removed }
  },
}

/** Finds a user by its id. @throws Refusal or ProviderFailure `user-not-found` */
export const findUser = async <T>(caller: Caller, id: string, call: Call, form: Form<T>): Promise<T> => {
  const { adapter } = call
  const { get } = adapter.users
  if ('fromList' in get) return form.listed(await inList(caller, id, call))
  const opened = accessOf(call)
  const { variables } = opened instanceof Promise ? await opened : opened
  let missing: unknown
  for (const template of get.requests) {
    const request = typeof template === 'function' ? template(id, variables) : template
    try {
      return await form.ask(caller, call, { ...request, userId: id }, get.record ?? adapter.users.record, id)
    } catch (error) {
      if (!isMissing(error)) throw error
      missing = error
    }
  }
  throw missing ?? new Error(`${adapter.slug} declares no request for get.`)
}

/**
 * Finds the user that the account's credential belongs to. @throws Refusal `operation-not-supported` when there is none.
 */
export const findOwnUser = async <T>(caller: Caller, call: Call, form: Form<T>): Promise<T> => {
  const { adapter, account } = call
  const { me } = adapter.users
  if ('absent' in me) throw absent(adapter, 'me', me.absent)
  if ('request' in me) return form.ask(caller, call, me.request, me.record ?? adapter.users.record)
  const { credential, variables, principal } = await accessOf(call)
  const view: AccountView = {
    method: account.method,
    variables,
    principal,
    username: credential.kind === 'basic' ? credential.username : undefined,
  }
  const identity = me.identity(view)
  if ('absent' in identity) throw absent(adapter, 'me', identity.absent)
  const answer = 'key' in identity ? undefined : await caller.send({ ...call, remoteQuery: undefined }, identity)
  const named = answer?.body
  const key = 'key' in identity ? identity.key : me.key?.(named, view)
  if (key === undefined || key === '') {
    throw absent(adapter, 'me', 'the credential of this account does not belong to a user.', answer?.remote())
  }
  if (me.lookup === undefined) return findUser(caller, checkedId(adapter, key), { ...call, operation: 'get' }, form)
  const { record } = me
  return form.ask(
    caller,
    call,
    me.lookup(key),
    record === undefined ? adapter.users.record : (body) => record(body, named),
  )
}
