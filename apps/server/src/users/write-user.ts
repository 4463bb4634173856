import type { UserPatch } from '@rollcall/contract'
import type { Fault, UserBody, WriteQuery, Written } from '@rollcall/providers'
import type { Answer } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import type { OperationCheck } from '../http/validator.ts'
import type { OperationRequest, Services } from '../operations/operation.ts'
import { refuseExclusionFromBytes } from '../operations/vendor-format-check.ts'
import { presentOne } from '../presentation/one-user.ts'
import { runOnce } from './idempotency.ts'
import { type UsersCall, withUsers } from './users-call.ts'

type Write = OperationRequest<'createUser'> | OperationRequest<'updateUser'>

const isEmptyObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0

/** A body that changes nothing; an empty one is found by the schema. */
const emptyFaults = (body: unknown): readonly Fault[] => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return []
  const members = Object.entries(body)
  const changesNothing = members.every(
    ([name, value]) => /^(?:remote_data|custom_fields)$/.test(name) && isEmptyObject(value),
  )
  if (members.length === 0 || !changesNothing) return []
  return members.map(([name]) => ({ pointer: `/${name}`, detail: 'is empty, so the body changes nothing' }))
}

/** What no schema says of a write. */
export const checkWrite: OperationCheck = (input) => [...refuseExclusionFromBytes(input), ...emptyFaults(input.body)]

const toBody = ({ remote_data, ...fields }: UserPatch): UserBody => ({
  ...fields,
  ...(remote_data === undefined ? {} : { remote_data }),
})

const keyOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header

/** A create or an update: once per idempotency key, and to its end even when the caller goes away. */
export const writeUser = (
  request: Write,
  services: Services,
  status: number,
  write: (call: UsersCall, query: Omit<WriteQuery, 'handling'>) => Promise<Written>,
): Promise<Answer> => {
  const key = keyOf(request.headers['idempotency-key'])
  const { method, path, query, body, response } = request
  return withUsers(
    request,
    services,
    { honoursHandling: true, isWrite: true },
    async (call) => {
      const written = await write(call, {
        body: toBody(body),
        remoteQuery: query.remote_query,
        onRights: (names) => {
          stateOf(response).rights = names
        },
      })
      return presentOne(written, query, { status, headers: call.headers })
    },
    (run, account, { signal }) =>
      key === undefined ? run() : runOnce(services.store, { key, method, path, query, body }, account, signal, run),
  )
}
