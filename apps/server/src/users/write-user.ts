import type { UserPatch } from '@rollcall/contract'
import type { Fault, UserBody, WriteQuery, Written } from '@rollcall/providers'
import type { Response } from 'express'
import type { WholeAnswer } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import type { OperationCheck } from '../http/validator.ts'
import { presentOne, type ViewQuery } from '../presentation/one-user.ts'
import type { Services } from '../services.ts'
import type { AccountCall } from './account-call.ts'
import { openUsers, type UsersCall } from './users-call.ts'
import { refuseExclusionFromBytes } from './vendor-format-check.ts'

interface Write {
  readonly body: UserPatch
  readonly query: ViewQuery & { readonly remote_query?: WriteQuery['remoteQuery'] }
  readonly call: AccountCall
  readonly response: Response
}

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0

/** A body that changes nothing; the schema refuses an empty one. */
const emptyFaults = (body: unknown): readonly Fault[] => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
  const members = Object.entries(body)
  const changesNothing = members.every(
    ([name, value]) => /^(?:remote_data|custom_fields)$/.test(name) && isEmptyObject(value),
  )
  if (members.length === 0 || !changesNothing) return []
  return members.map(([name]) => ({
    pointer: `/${name}`,
    detail: 'has no keys, so the body changes nothing; send at least one field',
  }))
}

/** The rules of a write that no schema describes. */
export const checkWrite: OperationCheck = (input) => [...refuseExclusionFromBytes(input), ...emptyFaults(input.body)]

const toBody = ({ remote_data, ...fields }: UserPatch): UserBody => ({
  ...fields,
  ...(remote_data === undefined ? {} : { remote_data }),
})

/** A create or an update, and its answer. */
export const writeUser = async (
  { body, query, call, response }: Write,
  services: Services,
  status: number,
  write: (users: UsersCall, asked: WriteQuery) => Promise<Written>,
): Promise<WholeAnswer> => {
  const opened = openUsers(call, services, ['handling', 'wait'])
  const written = await write(opened, {
    body: toBody(body),
    remoteQuery: query.remote_query,
    handling: call.handling,
    onRights: (names) => {
      stateOf(response).rights = names
    },
  })
  stateOf(response).learned = { userId: written.user.id }
  return presentOne(written, query, { status, headers: opened.headers })
}
