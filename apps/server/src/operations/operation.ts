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

/** A request that the contract's validation has passed. */
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
  /** To watch whether the caller is still there; operations answer by returning. */
  readonly response: Response
}

/** Whom an operation lets in, and what it learns of the caller by that. */
export interface Grants {
  /** Anybody: the contract asks for no token (`security: []`). */
  readonly public: object
  /** Any token. */
  readonly token: { readonly token: ApiToken }
  /** A token of the whole environment, none that belongs to one account. */
  readonly environment: { readonly token: ApiToken }
  /** A token that reaches the account which the query names. */
  readonly account: { readonly call: AccountCall }
}

export type AccessKind = keyof Grants

/** Whoever names an account in the query can ask for nothing less. */
type AccessOf<Id extends OperationId> =
  QueryOf<Id> extends { readonly integrated_account_id: string } ? 'account' : Exclude<AccessKind, 'account'>

/**
 * What of an operation is in the audit log. `none`: it changes nothing. `change`: every request that a token is known of,
 * whatever becomes of it. `connection`: what a customer does with a link token (`audit/record-connection.ts`).
 */
export type AuditPolicy<Kind extends AccessKind = AccessKind> = Kind extends 'public'
  ? 'none' | 'connection'
  : 'none' | 'change'

/** One operation of the contract, with one kind of access. */
interface OperationWith<Id extends OperationId, Kind extends AccessKind> {
  /** Enforced before `handle` (`access.ts`). */
  readonly access: Kind
  /** Enforced around `handle` (`run-operation.ts`): a change begins when the log has it. */
  readonly audit: AuditPolicy<Kind>
  /** Faults that no schema tells; found together with the schema's. */
  readonly check?: OperationCheck
  /** Answers refused requests in a form of its own, and hands on what is a problem; absent: all are problems. */
  readonly refuse?: ErrorRequestHandler
  /** Decides whether a granted change runs at all; absent: it does. */
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
