import type { MethodName, ResponseFormat, Warning } from '@rollcall/contract'
import type { Account } from '../account.ts'
import type { Adapter, OtherRecord } from '../contract.ts'
import { type CallDependencies, createCaller, type Opened, type Success } from './calls/call.ts'
import { hiddenColumns, leftOutWarnings, partialWarnings } from './calls/columns.ts'
import type { Call } from './calls/outgoing.ts'
import { assertDone, understood } from './calls/verdict.ts'
import { absent, type Handling, type RateLimitHint, Refusal } from './failures.ts'
import type { CallContext } from './limits/context.ts'
import { createCursorSealer } from './lists/cursor.ts'
import { createList, type ListAnswers } from './lists/list.ts'
import type { ListFormat, ListQuery } from './lists/query.ts'
import { asRecordFound, asStream, checkedId, type FoundRecord, findOwnUser, findUser } from './records/find.ts'
import { asRecord, type MappedUser, readUser } from './records/read.ts'
import type { UserBody } from './writes/changes.ts'
import { runCreate } from './writes/create-user.ts'
import { createLocks } from './writes/locks.ts'
import { runUpdate } from './writes/update-user.ts'
import { outcomeOf, type WriteCall, type Written } from './writes/writes.ts'

/** The engine: every users operation of every vendor, from the declarations of the adapters. */

export interface Found extends MappedUser {
  readonly answer: Success
  readonly hint: RateLimitHint | undefined
}

/** The vendor's bytes as a stream, and the columns that it refuses. */
export interface Flowing extends Opened {
  readonly warnings: readonly Warning[]
}

export interface OneUserQuery<F extends ResponseFormat = ResponseFormat> {
  /** Absent: `unified`. All except `stream` result in one answer, which holds the bytes for `raw` too. */
  readonly format?: F | undefined
  readonly remoteQuery?: Readonly<Record<string, unknown>> | undefined
}

export type OneUser<F extends ResponseFormat = ResponseFormat> = F extends 'stream' ? Flowing : Found

export interface WriteQuery extends Pick<OneUserQuery, 'remoteQuery'> {
  readonly body: UserBody
  readonly handling: Handling
  /** Called with the rights that the write sets, in the adapter's words, before it is sent. */
  readonly onRights?: (names: readonly string[]) => void
}

/** The engine bound to one adapter and account. Every method throws `Refusal` or `ProviderFailure`. */
export interface Users {
  list<F extends ListFormat = 'unified'>(query: ListQuery<F>, context: CallContext): Promise<ListAnswers[F]>
  get<F extends ResponseFormat = 'unified'>(
    id: string,
    query: OneUserQuery<F>,
    context: CallContext,
  ): Promise<OneUser<F>>
  me<F extends ResponseFormat = 'unified'>(query: OneUserQuery<F>, context: CallContext): Promise<OneUser<F>>
  create(query: WriteQuery, context: CallContext): Promise<Written>
  update(id: string, query: WriteQuery, context: CallContext): Promise<Written>
  delete(
    id: string,
    query: Pick<OneUserQuery, 'remoteQuery'>,
    context: CallContext,
  ): Promise<{ readonly id: string; readonly answer: Success }>
}

export type Engine = (adapter: Adapter<never>, account: Account) => Users

export interface EngineDependencies extends CallDependencies {
  /** 32 bytes each; the first seals list cursors, all open them. */
  readonly cursorKeys: readonly Uint8Array[]
  /** Callers may change rights by `remote_data`; absent: only those that a creation requires. */
  readonly allowsRoleChanges?: boolean
}

/** The id by which the vendor deletes a user. @throws Refusal where there is none */
const deletedId = ({ id, impossible }: OtherRecord<never>, { record, answer }: FoundRecord): string => {
  const other = id(asRecord(record))
  if (other !== undefined) return other
  throw new Refusal('user-not-found', impossible, { remote: answer.remote() })
}

export const createEngine = (dependencies: EngineDependencies): Engine => {
  const caller = createCaller(dependencies)
  const listOf = createList(caller, createCursorSealer(dependencies.cursorKeys, dependencies.now))
  const locks = createLocks()
  const { allowsRoleChanges = false } = dependencies

  return (adapter, account) => {
    const callOf = (operation: MethodName, context: CallContext, remoteQuery: Call['remoteQuery']): Call => ({
      adapter,
      account,
      operation,
      context,
      session: {},
      remoteQuery,
    })

    /** Also what this one record lacks. */
    const leftOut = (...records: readonly unknown[]): Warning[] => {
      const hidden = records.length === 0 ? [] : hiddenColumns(adapter, records)
      return leftOutWarnings(adapter, new Set([...(caller.leftOut(account.id) ?? []), ...hidden]))
    }

    const found = ({ record, answer }: FoundRecord, { remoteQuery }: Pick<OneUserQuery, 'remoteQuery'>): Found => {
      const mapped = understood(answer, () => readUser(adapter, record, answer.variables))
      const lacking = remoteQuery === undefined ? leftOut(record) : leftOut()
      const warnings = [...lacking, ...(mapped.warnings ?? []), ...partialWarnings(adapter, answer.body, 0)]
      return { ...mapped, ...(warnings.length === 0 ? {} : { warnings }), answer, hint: answer.hint }
    }
    const flowing = (opened: Opened): Flowing => ({ ...opened, warnings: leftOut() })

    const writeOf = (operation: 'create' | 'update', query: WriteQuery, context: CallContext): WriteCall => ({
      ...query,
      call: callOf(operation, context, query.remoteQuery),
      caller,
      allowsRoleChanges,
    })

    // Declared with an overload each: the format decides the result type, which an arrow function cannot express without a
    // cast.
    function list<F extends ListFormat>(query: ListQuery<F>, context: CallContext): Promise<ListAnswers[F]>
    async function list(query: ListQuery, context: CallContext): Promise<ListAnswers[ListFormat]> {
      return listOf(callOf('list', context, query.remoteQuery), query)
    }

    function get<F extends ResponseFormat>(
      id: string,
      query: OneUserQuery<F>,
      context: CallContext,
    ): Promise<OneUser<F>>
    async function get(id: string, query: OneUserQuery, context: CallContext): Promise<OneUser> {
      const checked = checkedId(adapter, id)
      const call = callOf('get', context, query.remoteQuery)
      if (query.format === 'stream') return flowing(await findUser(caller, checked, call, asStream))
      return found(await findUser(caller, checked, call, asRecordFound), query)
    }

    function me<F extends ResponseFormat>(query: OneUserQuery<F>, context: CallContext): Promise<OneUser<F>>
    async function me(query: OneUserQuery, context: CallContext): Promise<OneUser> {
      const call = callOf('me', context, query.remoteQuery)
      if (query.format === 'stream') return flowing(await findOwnUser(caller, call, asStream))
      return found(await findOwnUser(caller, call, asRecordFound), query)
    }

    const warned = (written: Written, { remoteQuery }: WriteQuery): Written => {
      const isRead = remoteQuery === undefined && Object.keys(written.remote).length > 0
      return { ...written, warnings: [...(isRead ? leftOut(written.remote) : leftOut()), ...written.warnings] }
    }

    return {
      list,
      get,
      me,
      create: async (query, context) => warned(await runCreate(writeOf('create', query, context)), query),
      update: async (id, query, context) => {
        const { update } = adapter.users
        if ('absent' in update) throw absent(adapter, 'update', update.absent)
        const checked = checkedId(adapter, id)
        const run = async () => warned(await runUpdate(checked, update, writeOf('update', query, context)), query)
        return update.readsFirst !== undefined ? locks.run(`${account.id}/${checked}`, context.signal, run) : run()
      },
      delete: async (id, { remoteQuery }, context) => {
        const operation = adapter.users.delete
        if ('absent' in operation) throw absent(adapter, 'delete', operation.absent)
        const checked = checkedId(adapter, id)
        const call = callOf('delete', context, remoteQuery)
        const reading: Call = { ...call, operation: 'get', remoteQuery: undefined }
        const { readsFirst } = operation
        const userId =
          readsFirst === undefined
            ? checked
            : deletedId(readsFirst, await findUser(caller, checked, reading, asRecordFound))
        const answer = await caller.send(call, { ...operation.request, userId }).catch((error: unknown) => {
          throw outcomeOf(error, call)
        })
        assertDone(adapter, operation.done, answer, userId)
        return { id: checked, answer }
      },
    }
  }
}
