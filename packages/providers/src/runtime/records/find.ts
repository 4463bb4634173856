import type { AccountView, Adapter, Get, OperationName, Variables, VendorRequest } from '../../contract.ts'
import type { Caller, Success } from '../calls/call.ts'
import { handedOut } from '../calls/hand-out.ts'
import { accessOf, type Call } from '../calls/outgoing.ts'
import { recordOf, understood } from '../calls/verdict.ts'
import { ProviderFailure, Refusal, type RemoteAnswer } from '../failures.ts'
import { keepOf, readPage, type Source, start } from '../lists/walk.ts'
import { readId } from './read.ts'

/** One record of the vendor: by id, by a walk over the list, or the credential's own. */

export interface FoundRecord {
  readonly record: unknown
  /** The answer that held it. */
  readonly answer: Success
}

/** There is no such user; `remote` is the answer that says so, absent where no call was made. */
export const notFound = (adapter: Adapter<never>, id: string, remote?: RemoteAnswer): Refusal =>
  new Refusal('user-not-found', `${adapter.name} has no user "${id.slice(0, 80)}".`, { remote })

const deeds: Readonly<Record<OperationName, string>> = {
  list: 'list users',
  get: 'read one user',
  create: 'create users',
  update: 'change users',
  delete: 'delete users',
  me: "tell the credential's own user",
}

/** What an adapter does not offer, and why; `remote` is the answer that showed it, if one did. */
export const absent = (
  adapter: Adapter<never>,
  operation: OperationName,
  reason: string,
  remote?: RemoteAnswer,
): Refusal =>
  new Refusal('operation-not-supported', `${adapter.name} cannot ${deeds[operation]}: ${reason}`, { remote })

/** The id in its one spelling. @throws Refusal `user-not-found` for ids that cannot name a user, without a call. */
export const checkedId = (adapter: Adapter<never>, id: string): string => {
  const { get } = adapter.users
  const isHopeless =
    id.trim() === '' || id === '.' || id === '..' || [...id].length > 512 || /\p{Cc}/u.test(id) || !id.isWellFormed()
  const isReserved = (get.reservedIds ?? []).some((reserved) => reserved.toLowerCase() === id.trim().toLowerCase())
  if (isHopeless || isReserved) throw notFound(adapter, id)
  const normalised = get.normaliseId?.(id) ?? id
  const pattern = get.idPattern
  if (pattern !== undefined && !new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(normalised)) {
    throw notFound(adapter, id)
  }
  return normalised
}

/** Whether a failure says that there is no such user. */
export const isMissing = (error: unknown): boolean =>
  (error instanceof ProviderFailure || error instanceof Refusal) && error.slug === 'user-not-found'

/** The `index`-th request that may find a user. */
export const getRequest = (get: Get, id: string, index: number, variables: Variables): VendorRequest => {
  const template = get.requests[index]
  if (template === undefined) throw new Error('An adapter declares no request for get.')
  const request = typeof template === 'function' ? template(id, variables) : template
  return { ...request, userId: id }
}

/** The answer as if the record were all of it. */
const ofRecord = ({ headers }: Success, record: unknown) => ({
  headers: { ...headers, 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(record)),
})

const inList = async (source: Source, id: string, call: Call): Promise<FoundRecord> => {
  const query = { limit: 1000, filters: {}, remoteQuery: call.remoteQuery }
  let place = start
  for (;;) {
    const step: Awaited<ReturnType<typeof readPage>> = await readPage(
      source,
      query,
      place,
      source.adapter.users.list.maximumPageSize,
      call.context,
    )
    const idOf = (candidate: unknown): string => {
      const own = readId(source.adapter, candidate, step.answer.variables)
      return source.adapter.users.get.normaliseId?.(own) ?? own
    }
    const record = understood(step.answer, () => step.page.records.find((candidate) => idOf(candidate) === id))
    if (record !== undefined) {
      const raw = () => handedOut(source.adapter, ofRecord(step.answer, record))
      return { record, answer: { ...step.answer, raw, body: record } }
    }
    keepOf(step, 0, call.context)
    if (step.next === undefined) throw notFound(source.adapter, id, step.answer.remote())
    place = step.next
  }
}

/**
 * Reads a user's record.
 * @throws Refusal or ProviderFailure `user-not-found`; ProviderFailure `provider-error` when another user came.
 */
export const readRecord = async (caller: Caller, id: string, call: Call): Promise<FoundRecord> => {
  const { adapter, account } = call
  const { get } = adapter.users
  if ('fromList' in get) return inList({ caller, adapter, account }, id, call)
  const { variables } = await accessOf(call)
  for (let index = 0; ; index += 1) {
    try {
      const answer = await caller.send(call, getRequest(get, id, index, variables))
      return understood(answer, () => {
        const found = get.record === undefined ? answer.body : get.record(answer.body)
        const isEmpty = found === undefined || found === null
        if (isEmpty && (get.emptyIsUnknown === true || answer.status === 204)) {
          throw notFound(adapter, id, answer.remote())
        }
        const record = recordOf(adapter, found, undefined)
        const readBack = readId(adapter, record, answer.variables)
        if ((get.normaliseId?.(readBack) ?? readBack) === id) return { record, answer }
        throw new ProviderFailure(
          'provider-error',
          `${adapter.name} answered with another user than the one asked for.`,
        )
      })
    } catch (error) {
      if (!isMissing(error) || index === get.requests.length - 1) throw error
    }
  }
}

/** How the credential's own user is read: by a request of its own, or by an id. */
export type MeTarget =
  | { readonly request: VendorRequest; readonly record: ((body: unknown) => unknown) | undefined }
  | { readonly id: string }

/**
 * Asks who the credential's user is, where the vendor needs that.
 * @throws Refusal `operation-not-supported` when there is no user behind it.
 */
export const meTarget = async (caller: Caller, call: Call): Promise<MeTarget> => {
  const { adapter, account } = call
  const { me } = adapter.users
  if ('absent' in me) throw absent(adapter, 'me', me.absent)
  if ('request' in me) return { request: me.request, record: me.record }
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
    throw absent(adapter, 'me', 'there is no user behind the credential of this account.', answer?.remote())
  }
  if (me.lookup === undefined) return { id: checkedId(adapter, key) }
  const { record } = me
  return {
    request: me.lookup(key),
    record: record === undefined ? undefined : (body) => record(body, named),
  }
}
