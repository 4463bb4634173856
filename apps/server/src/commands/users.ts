import { randomUUID } from 'node:crypto'
import { ProblemError, type UserWalk } from '@rollcall/client'
import type { SortBy, User, UserPatch, UserWithWarnings } from '@rollcall/contract'
import { accountIdOf, lineOf } from './accounts.ts'
import { type Admin, type AdminOptions, answerOf, walkFailure, withAdmin } from './admin.ts'
import { type CommandIo, show, warn } from './command-io.ts'
import { openProgress } from './progress.ts'
import { type Cell, openTable, showTable } from './table.ts'

export interface UserOptions extends AdminOptions {
  readonly account: string
  readonly json?: boolean
  /** Reads also return the vendor's own record. */
  readonly withRemoteData?: boolean
}

export interface ListUsersOptions extends UserOptions {
  readonly ndjson?: boolean
  readonly all?: boolean
  readonly limit?: number
  readonly email?: string
  readonly name?: string
  readonly active?: boolean
  readonly inactive?: boolean
  readonly createdFrom?: string
  readonly createdBefore?: string
  readonly updatedFrom?: string
  readonly updatedBefore?: string
  readonly sort?: SortBy
}

type ListQuery = UserWalk['params']['query']

/** Users that are shown at once, while a long list is read. */
const shownAtOnce = 100

const head = ['ID', 'NAME', 'EMAIL', 'ACTIVE', 'CREATED', 'UPDATED']

const rowOf = ({ id, name, email, is_active, created_at, updated_at }: User): readonly Cell[] => [
  id,
  name,
  email,
  is_active,
  created_at,
  updated_at,
]

const range = (gte: string | undefined, lt: string | undefined) => ({
  ...(gte === undefined ? {} : { gte }),
  ...(lt === undefined ? {} : { lt }),
})

const queryOf = (integrated_account_id: string, options: ListUsersOptions): ListQuery => {
  const { email, name, active, inactive, limit, sort } = options
  const created = range(options.createdFrom, options.createdBefore)
  const updated = range(options.updatedFrom, options.updatedBefore)
  return {
    integrated_account_id,
    truto_ignore_remote_data: options.withRemoteData !== true,
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
    ...(active === true || inactive === true ? { is_active: active === true } : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(Object.keys(created).length === 0 ? {} : { created_at: created }),
    ...(Object.keys(updated).length === 0 ? {} : { updated_at: updated }),
    ...(sort === undefined ? {} : { sort_by: sort }),
  }
}

/** Every user, some at a time. @throws CommandFailure */
async function* batchesOf(admin: Admin, query: ListQuery, signal: AbortSignal) {
  let batch: User[] = []
  try {
    for await (const user of admin.client.userLines({ params: { query }, signal })) {
      batch.push(user)
      if (batch.length < shownAtOnce) continue
      yield batch
      batch = []
    }
  } catch (error) {
    if (batch.length > 0) yield batch
    throw error
  }
  yield batch
}

/** The whole list, one batch at a time; as JSON, which is one document, all of it at once. */
const listAll = async (io: CommandIo, admin: Admin, query: ListQuery, options: ListUsersOptions): Promise<void> => {
  const { json, ndjson } = options
  const all: User[] = []
  const table = openTable(io, head)
  // On a terminal, the rows are the progress.
  const progress = await openProgress(io, 'users', { isForProgram: json || ndjson || io.isOutputTerminal })
  let count = 0
  try {
    for await (const batch of batchesOf(admin, query, io.signal)) {
      if (json === true) all.push(...batch)
      else if (ndjson === true) io.output(batch.map((user) => `${JSON.stringify(user)}\n`).join(''))
      else table.add(batch.map(rowOf))
      count += batch.length
      progress.reached(count)
      await io.outputReady()
    }
  } catch (error) {
    // The last line of such a list in the API, so that a part is not taken for the whole list.
    if (ndjson === true && error instanceof ProblemError) io.output(`${JSON.stringify({ error: error.problem })}\n`)
    throw walkFailure(admin, error)
  } finally {
    progress.end()
  }
  if (json === true) io.output(`${JSON.stringify(all, undefined, 2)}\n`)
}

const listPage = async (io: CommandIo, admin: Admin, query: ListQuery, options: ListUsersOptions): Promise<void> => {
  const call = admin.client.GET('/unified/crm/users', { params: { query }, signal: io.signal })
  const { result, next_cursor, warnings } = await answerOf(admin, call)
  if (options.ndjson === true) io.output(result.map((user) => `${JSON.stringify(user)}\n`).join(''))
  else showTable(io, options.json, result, head, result.map(rowOf))
  warn(io, warnings)
  if (next_cursor !== null) io.errors(`These are the first ${result.length} users; --all lists every one.\n`)
}

export const listUsers = (io: CommandIo, options: ListUsersOptions): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const query = queryOf(await accountIdOf(admin, options.account), options)
    await (options.all === true ? listAll : listPage)(io, admin, query, options)
  })

const showUser = (io: CommandIo, isJson: boolean | undefined, { warnings, ...user }: UserWithWarnings): void => {
  show(io, isJson, user, Object.entries(user).map(lineOf).join('\n'))
  warn(io, warnings)
}

export const getUser = (io: CommandIo, id: string, options: UserOptions): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const integrated_account_id = await accountIdOf(admin, options.account)
    const query = { integrated_account_id, truto_ignore_remote_data: options.withRemoteData !== true }
    const call = admin.client.GET('/unified/crm/users/{id}', { params: { path: { id }, query }, signal: io.signal })
    showUser(io, options.json, await answerOf(admin, call))
  })

export const getMe = (io: CommandIo, options: UserOptions): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const integrated_account_id = await accountIdOf(admin, options.account)
    const query = { integrated_account_id, truto_ignore_remote_data: options.withRemoteData !== true }
    const call = admin.client.GET('/unified/crm/users/me', { params: { query }, signal: io.signal })
    showUser(io, options.json, await answerOf(admin, call))
  })

export interface SetUserOptions extends UserOptions {
  readonly strict?: boolean
}

/** @param body the result of `readFields` */
export const setUser = (io: CommandIo, id: string, body: UserPatch, options: SetUserOptions): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const integrated_account_id = await accountIdOf(admin, options.account)
    const query = { integrated_account_id, truto_ignore_remote_data: options.withRemoteData !== true }
    const header = {
      'Idempotency-Key': randomUUID(),
      ...(options.strict === true ? { Prefer: 'handling=strict' } : {}),
    }
    const params = { path: { id }, query, header }
    const call = admin.client.PATCH('/unified/crm/users/{id}', { params, body, signal: io.signal })
    showUser(io, options.json, await answerOf(admin, call))
  })
