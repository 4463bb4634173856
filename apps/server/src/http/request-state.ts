import type { ServerResponse } from 'node:http'
import type { ProblemSlug } from '@rollcall/contract'
import type { Fault } from '@rollcall/providers'
import type { ApiToken, AuditSubject } from '@rollcall/store'
import type { OperationId } from '../contract/specification.ts'
import { VendorTally } from './vendor-tally.ts'

/** The query as `qs` read it, brackets nested. After validation it has the types of the contract. */
export type ParsedQuery = { [name: string]: unknown }

/** What the pipeline finds out about a request, stored beside it. */
export interface RequestState {
  readonly requestId: string
  /** The method as it was sent: a `HEAD` is answered as its `GET`. */
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** Without the question mark. */
  readonly rawQuery: string
  readonly startedAtMs: number
  /** Headers that its answer has whatever it is, by their names in the usual spelling. */
  readonly headers: Record<string, string>
  query: ParsedQuery
  /** The validator has found no fault in an equal request. */
  isKnown: boolean
  /** The faults in the form of the query, reported together with those of its values. */
  spellingFaults: readonly Fault[]
  token: ApiToken | undefined
  operationId: OperationId | undefined
  /** The answer. */
  mediaType: string
  problem: ProblemSlug | undefined
  /** Names of the rights that a write sets; never their values. */
  rights: readonly string[]
  /** The id of what a change made, for the log. */
  learned: AuditSubject
  /** Whether it is in the audit log, or will be. */
  isRecorded: boolean
  /** The account that an operation works on. */
  accountId: string | undefined
  /** The provider of that account. */
  provider: string | undefined
  /** The caller's address; known where it is needed. */
  address: string | undefined
  /** The vendor calls that it made. */
  readonly vendor: VendorTally
  /** A failure to be logged with its cause. */
  failure: unknown
}

const stateKey = Symbol('request state')

declare module 'node:http' {
  interface ServerResponse {
    [stateKey]?: RequestState
  }
}

/** Begins the state of a request. */
export const beginState = (
  response: ServerResponse,
  start: Pick<RequestState, 'requestId' | 'method' | 'path' | 'rawQuery' | 'startedAtMs' | 'headers'>,
): void => {
  response[stateKey] = {
    ...start,
    query: {},
    isKnown: false,
    spellingFaults: [],
    token: undefined,
    operationId: undefined,
    mediaType: 'application/json',
    problem: undefined,
    rights: [],
    learned: {},
    isRecorded: false,
    accountId: undefined,
    provider: undefined,
    address: undefined,
    vendor: new VendorTally(),
    failure: undefined,
  }
}

/** The state of the request that this response answers. */
export const stateOf = (response: ServerResponse): RequestState => {
  const state = response[stateKey]
  if (state === undefined) throw new Error('The request has no state: the pipeline has not begun.')
  return state
}
