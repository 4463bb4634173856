import type { IncomingHttpHeaders } from 'node:http'
import type { operations, ProviderSlug } from '@rollcall/contract'
import type { Adapter, Engine, MemoryBudget, Transport } from '@rollcall/providers'
import type { ApiToken, Store } from '@rollcall/store'
import type { Response } from 'express'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { ServedContract } from '../contract/served-contract.ts'
import type { OperationId } from '../contract/specification.ts'
import type { Answer } from '../http/answer.ts'
import type { OperationCheck } from '../http/validator.ts'
import type { Logger } from '../logging.ts'

/** What every operation may lean on. */
export interface Services {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly transport: Transport
  readonly engine: Engine
  /** For the answers of vendors that all calls hold at once. */
  readonly memory: MemoryBudget
  readonly adapters: Readonly<Record<ProviderSlug, Adapter<never>>>
  readonly isStopping: () => boolean
  /** The contract as it is served. */
  readonly contract: ServedContract
}

type Parameters<Id extends OperationId> = operations[Id]['parameters']
type Present<T> = [NonNullable<T>] extends [never] ? Record<never, never> : NonNullable<T>

export type QueryOf<Id extends OperationId> = Present<Parameters<Id>['query']>
export type ParamsOf<Id extends OperationId> = Present<Parameters<Id>['path']>
export type BodyOf<Id extends OperationId> = operations[Id] extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Body } }
}
  ? Body
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
  /** Who asks; `undefined` only where no token is asked for. */
  readonly token: ApiToken | undefined
  /** To watch whether the caller is still there; operations answer by returning. */
  readonly response: Response
}

/** One operation of the contract. */
export interface Operation<Id extends OperationId> {
  /** Faults that no schema tells; found together with the schema's. */
  readonly check?: OperationCheck
  readonly handle: (request: OperationRequest<Id>, services: Services) => Answer | Promise<Answer>
}

/** The environment of the caller. */
export const environmentOf = ({ token }: { readonly token: ApiToken | undefined }): string => {
  if (token === undefined) throw new Error('The operation asks for a token, and was reached without one.')
  return token.environmentId
}
