import type { IncomingHttpHeaders } from 'node:http'
import type { operations } from '@rollcall/contract'
import type { ApiToken } from '@rollcall/store'
import type { ErrorRequestHandler, Response } from 'express'
import type { OperationId } from '../contract/specification.ts'
import type { Answer } from '../http/answer.ts'
import type { OperationCheck } from '../http/validator.ts'
import type { Services } from '../services.ts'
import type { AccountCall } from '../users/account-call.ts'

type Parameters<Id extends OperationId> = operations[Id]['parameters']
type Present<T> = [NonNullable<T>] extends [never] ? Record<never, never> : NonNullable<T>

export type QueryOf<Id extends OperationId> = Present<Parameters<Id>['query']>
export type ParamsOf<Id extends OperationId> = Present<Parameters<Id>['path']>
export type BodyOf<Id extends OperationId> = operations[Id] extends {
  readonly requestBody: { readonly content: infer Content }
}
  ? Content[keyof Content]
  : undefined

/** A request that the contract's validation has accepted. */
export interface OperationRequest<Id extends OperationId> {
  readonly query: QueryOf<Id>
  readonly params: ParamsOf<Id>
  readonly body: BodyOf<Id>
  readonly headers: IncomingHttpHeaders
  readonly method: string
  /** Without the query. */
  readonly path: string
  /** Without the question mark. */
  readonly rawQuery: string
  /** The media type that was negotiated. */
  readonly mediaType: string
  /** To watch whether the caller is still connected; operations answer by returning. */
  readonly response: Response
}

/** The callers that an operation accepts, and what it receives about them. */
export interface Grants {
  /** Every caller: the contract needs no token (`security: []`). */
  readonly public: object
  /** Any token. */
  readonly token: { readonly token: ApiToken }
  /** A token of the whole environment, not one of a single account. */
  readonly environment: { readonly token: ApiToken }
  /** A token that reaches the account which the query names. */
  readonly account: { readonly call: AccountCall }
}

export type AccessKind = keyof Grants

/** An operation whose query names an account must have the access `account`. */
type AccessOf<Id extends OperationId> =
  QueryOf<Id> extends { readonly integrated_account_id: string } ? 'account' : Exclude<AccessKind, 'account'>

/**
 * The requests of an operation that are in the audit log. `none`: it changes nothing. `change`: every request with a known
 * token, whatever its result. `connection`: requests of a customer with a link token (`audit/record-connection.ts`).
 */
export type AuditPolicy<Kind extends AccessKind = AccessKind> = Kind extends 'public'
  ? 'none' | 'connection'
  : 'none' | 'change'

/** One operation of the contract, with one kind of access. */
interface OperationWith<Id extends OperationId, Kind extends AccessKind> {
  /** Enforced before `handle` (`access.ts`). */
  readonly access: Kind
  /** Enforced around `handle` (`run-operation.ts`): a change begins when its entry is in the log. */
  readonly audit: AuditPolicy<Kind>
  /** Faults that no schema describes; found together with the schema's. */
  readonly check?: OperationCheck
  /** Answers refused requests in another form, and passes problems on; absent: all are problems. */
  readonly refuse?: ErrorRequestHandler
  /** Decides whether an allowed change runs; absent: it does. */
  readonly once?: (
    request: OperationRequest<Id> & Grants[Kind],
    services: Services,
    run: () => Promise<Answer>,
  ) => Promise<Answer>
  readonly handle: (request: OperationRequest<Id> & Grants[Kind], services: Services) => Answer | Promise<Answer>
}

/** One operation of the contract. */
export type Operation<Id extends OperationId, Kind extends AccessKind = AccessOf<Id>> = Kind extends AccessKind
  ? OperationWith<Id, Kind>
  : never
