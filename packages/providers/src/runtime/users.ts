import { Readable } from 'node:stream'
import type { Warning } from '@rollcall/contract'
import type { Account } from '../account.ts'
import type { Adapter, Delete, OperationName, VendorRequest } from '../contract.ts'
import { type CallDependencies, createCaller, type Opened, type Success } from './calls/call.ts'
import { hiddenColumns, leftOutWarnings, partialWarnings } from './calls/columns.ts'
import { accessOf, type Call } from './calls/outgoing.ts'
import { assertDone, recordOf, understood } from './calls/verdict.ts'
import { type RateLimitHint, Refusal, withoutBody } from './failures.ts'
import type { CallContext } from './limits/context.ts'
import { createCursorSealer } from './lists/cursor.ts'
import { unsupportedFilters } from './lists/filters.ts'
import { createLists, type RawPage, type UserPage } from './lists/list.ts'
import { firstTarget, type ListQuery } from './lists/walk.ts'
import {
  absent,
  checkedId,
  type FoundRecord,
  getRequest,
  isMissing,
  meTarget,
  notFound,
  readRecord,
} from './records/find.ts'
import { asRecord, type MappedUser, readUser } from './records/read.ts'
import type { Handling, UserBody } from './writes/changes.ts'
import { createUser } from './writes/create-user.ts'
import { createLocks } from './writes/locks.ts'
import { updateUser } from './writes/update-user.ts'
import { asOutcome, type Written } from './writes/writes.ts'

/** The engine: every users operation of every vendor, from what the adapters declare. */

export interface Found extends MappedUser {
  readonly answer: Success
  readonly hint: RateLimitHint | undefined
}

export interface OneUserQuery {
  readonly remoteQuery?: Readonly<Record<string, unknown>> | undefined
}

export interface WriteQuery extends OneUserQuery {
  readonly body: UserBody
  readonly handling: Handling
  /** Hears which rights the write sets, in the adapter's words, before it is sent. */
  readonly onRights?: (names: readonly string[]) => void
}

export interface Listed extends UserPage {
  readonly warnings: readonly Warning[]
}

/** About so many values that were not read a list names. */
const maximumListWarnings = 20

/** The engine bound to one adapter and account. Every method throws `Refusal` or `ProviderFailure`. */
export interface Users {
  get(id: string, query: OneUserQuery, context: CallContext): Promise<Found>
  me(query: OneUserQuery, context: CallContext): Promise<Found>
  create(query: WriteQuery, context: CallContext): Promise<Written>
  update(id: string, query: WriteQuery, context: CallContext): Promise<Written>
  delete(
    id: string,
    query: OneUserQuery,
    context: CallContext,
  ): Promise<{ readonly id: string; readonly answer: Success }>
  list(query: ListQuery & { readonly handling: Handling }, binding: string, context: CallContext): Promise<Listed>
  rawList(query: ListQuery & { readonly handling: Handling }, binding: string, context: CallContext): Promise<RawPage>
  walk(
    query: ListQuery & { readonly handling: Handling },
    contextOf: () => CallContext,
  ): AsyncGenerator<readonly MappedUser[]>
  /** One for each column that the account's queries leave out now. */
  leftOut(): readonly Warning[]
  streamGet(id: string, query: OneUserQuery, context: CallContext): Promise<Opened>
  streamMe(query: OneUserQuery, context: CallContext): Promise<Opened>
  streamList(query: ListQuery & { readonly handling: Handling }, context: CallContext): Promise<Opened>
}

export type Engine = (adapter: Adapter<never>, account: Account) => Users

export interface EngineDependencies extends CallDependencies {
  /** 32 bytes each; the first seals list cursors, all open them. */
  readonly cursorKeys: readonly Uint8Array[]
  /** Callers may change rights by `remote_data`; absent: only name those that a creation requires. */
  readonly allowsRoleChanges?: boolean
}

/** The first of what is said of the users of a list, each with its place: who spells one value oddly spells all so. */
const warningsOf = (users: readonly MappedUser[]): readonly Warning[] => {
  const found: Warning[] = []
  for (const [index, { warnings = [] }] of users.entries()) {
    found.push(...warnings.map((warning) => ({ ...warning, pointer: `/result/${index}${warning.pointer ?? ''}` })))
    if (found.length >= maximumListWarnings) break
  }
  return found
}

export const createEngine = (dependencies: EngineDependencies): Engine => {
  const caller = createCaller(dependencies)
  const lists = createLists(createCursorSealer(dependencies.cursorKeys, dependencies.now))
  const locks = createLocks()
  const { allowsRoleChanges = false } = dependencies

  return (adapter, account) => {
    const source = { caller, adapter, account }
    const callOf = (operation: OperationName, context: CallContext, query: OneUserQuery): Call => ({
      adapter,
      account,
      operation,
      context,
      session: {},
      remoteQuery: query.remoteQuery,
    })

    /** Also what this one record lacks. */
    const leftOut = (...records: readonly unknown[]): Warning[] => {
      const hidden = records.length === 0 ? [] : hiddenColumns(adapter, records)
      return leftOutWarnings(adapter, new Set([...(caller.leftOut(account.id) ?? []), ...hidden]))
    }

    const found = ({ record, answer }: FoundRecord, { remoteQuery }: OneUserQuery): Found => {
      const mapped = understood(answer, () => readUser(adapter, record, answer.variables))
      const lacking = remoteQuery === undefined ? leftOut(record) : leftOut()
      const warnings = [...lacking, ...(mapped.warnings ?? []), ...partialWarnings(adapter, answer.body, 0)]
      return { ...mapped, ...(warnings.length === 0 ? {} : { warnings }), answer, hint: answer.hint }
    }

    const streamOne = async (call: Call, id: string): Promise<Opened> => {
      const { get } = adapter.users
      if ('fromList' in get) {
        // There are no bytes of this user alone to pipe through: its record within the list is what `raw` answers, too.
        const { answer } = await readRecord(caller, id, call)
        const { bytes, removed } = answer.raw()
        return { ...answer, body: Readable.from([bytes]), removed }
      }
      const { variables } = await accessOf(call)
      for (let index = 0; ; index += 1) {
        try {
          const opened = await caller.stream(call, getRequest(get, id, index, variables))
          if (opened.status !== 204) return opened
          throw notFound(adapter, id, withoutBody(opened.status))
        } catch (error) {
          if (!isMissing(error) || index === get.requests.length - 1) throw error
        }
      }
    }

    const handled = (query: ListQuery & { readonly handling: Handling }): { query: ListQuery; warnings: Warning[] } => {
      const faults = unsupportedFilters(adapter, query.filters, query.sort)
      if (faults.length === 0) return { query, warnings: [] }
      if (query.handling === 'strict') {
        throw new Refusal('filter-not-supported', `${adapter.name} cannot filter or sort by what its users lack.`, {
          errors: faults,
        })
      }
      const dropped = new Set(faults.map((fault) => fault.parameter))
      const filters = Object.fromEntries(Object.entries(query.filters).filter(([field]) => !dropped.has(field)))
      return {
        query: { ...query, filters, sort: dropped.has('sort_by') ? undefined : query.sort },
        warnings: faults.map(({ parameter = '', detail }) => ({
          code: parameter === 'sort_by' ? 'sort-not-supported' : 'filter-not-supported',
          parameter,
          detail,
        })),
      }
    }

    const removal = (operation: Delete<never>, before: FoundRecord | undefined, id: string): VendorRequest => {
      const record = before?.record
      const impossible = record === undefined ? undefined : operation.impossible?.(asRecord(record))
      if (impossible !== undefined) throw new Refusal('user-not-found', impossible, { remote: before?.answer.remote() })
      const request = typeof operation.request === 'function' ? operation.request(asRecord(record)) : operation.request
      return { ...request, userId: id }
    }

    const readBack = (id: string, call: Call) => readRecord(caller, id, { ...call, operation: 'get' })

    const warned = (written: Written, { remoteQuery }: WriteQuery): Written => {
      const isRead = remoteQuery === undefined && Object.keys(written.remote).length > 0
      return { ...written, warnings: [...(isRead ? leftOut(written.remote) : leftOut()), ...written.warnings] }
    }

    return {
      leftOut,
      get: async (id, query, context) =>
        found(await readRecord(caller, checkedId(adapter, id), callOf('get', context, query)), query),
      me: async (query, context) => {
        const call = callOf('me', context, query)
        const target = await meTarget(caller, call)
        if ('id' in target) return found(await readBack(target.id, call), query)
        const answer = await caller.send(call, target.request)
        return understood(answer, () => found({ record: recordOf(adapter, answer.body, target.record), answer }, query))
      },
      create: async (query, context) => {
        const { create } = adapter.users
        if ('absent' in create) throw absent(adapter, 'create', create.absent)
        const call = callOf('create', context, query)
        return warned(await createUser(create, { ...query, call, caller, readBack, allowsRoleChanges }), query)
      },
      update: async (id, query, context) => {
        const { update } = adapter.users
        if ('absent' in update) throw absent(adapter, 'update', update.absent)
        const checked = checkedId(adapter, id)
        const call = callOf('update', context, query)
        const run = async () =>
          warned(await updateUser(checked, update, { ...query, call, caller, readBack, allowsRoleChanges }), query)
        return update.readsFirst === true ? locks.run(`${account.id}/${checked}`, context.signal, run) : run()
      },
      delete: async (id, query, context) => {
        const operation = adapter.users.delete
        if ('absent' in operation) throw absent(adapter, 'delete', operation.absent)
        const checked = checkedId(adapter, id)
        const before = operation.readsFirst === true ? await readBack(checked, callOf('get', context, {})) : undefined
        const call = callOf('delete', context, query)
        const answer = await caller.send(call, removal(operation, before, checked)).catch((error: unknown) => {
          throw asOutcome(error, adapter.name)
        })
        assertDone(adapter, operation.done, answer)
        return { id: checked, answer }
      },
      list: async (query, binding, context) => {
        const { query: checked, warnings } = handled(query)
        const page = await lists.page(source, checked, binding, context)
        return { ...page, warnings: [...warnings, ...leftOut(), ...warningsOf(page.users)] }
      },
      rawList: async (query, binding, context) => lists.raw(source, handled(query).query, binding, context),
      walk: (query, contextOf) => lists.walk(source, handled(query).query, contextOf),
      streamGet: async (id, query, context) => streamOne(callOf('get', context, query), checkedId(adapter, id)),
      streamMe: async (query, context) => {
        const call = callOf('me', context, query)
        const target = await meTarget(caller, call)
        return 'id' in target
          ? streamOne({ ...call, operation: 'get' }, target.id)
          : caller.stream(call, target.request)
      },
      streamList: async (query, context) => {
        const { query: checked } = handled(query)
        const { filters, sort } = checked
        const call = { ...callOf('list', context, query), filters, sort }
        const { variables } = await accessOf(call)
        return caller.stream(call, firstTarget(adapter, variables, checked))
      },
    }
  }
}
