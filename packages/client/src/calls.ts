import type { JsonMedia, KeyedUserList } from '@rollcall/contract'
import type { Client as FetchClient, HeadersOptions, ParamsOption, RequestBodyOption } from 'openapi-fetch'
import type { AnswerMedia, KeyedListParameters } from './client-paths.ts'
import type { Problem, Result } from './problem.ts'

/** The methods of the contract. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The paths that have a method. */
export type PathWith<Verb extends Method, Paths> = {
  [Path in keyof Paths]: Paths[Path] extends Record<Lowercase<Verb>, object> ? Path : never
}[keyof Paths & string]

export type OperationOf<Verb extends Method, Paths, Path extends keyof Paths> =
  Paths[Path] extends Record<Lowercase<Verb>, infer Operation> ? Operation : never

/** What every call takes beside its parameters and body. */
interface CommonOptions extends Omit<RequestInit, 'body' | 'headers' | 'method' | 'signal'> {
  /** Headers of this call. */
  headers?: HeadersOptions
  /** Ends the call, its retries and their pauses. */
  signal?: AbortSignal | null | undefined
}

/** The parameters, the body and the other options of one call; a name that the contract does not have does not compile. */
export type CallOptions<Verb extends Method, Paths, Path extends keyof Paths> = CommonOptions &
  ParamsOption<OperationOf<Verb, Paths, Path>> &
  RequestBodyOption<OperationOf<Verb, Paths, Path>>

/** The paths that can be called without options. */
export type BarePath<Verb extends Method, Paths> = {
  [Path in PathWith<Verb, Paths>]: Record<never, never> extends CallOptions<Verb, Paths, Path> ? Path : never
}[PathWith<Verb, Paths>]

type AnswerOf<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in keyof Responses & (200 | 201 | 202 | 204)]: BodyOf<Responses[Status]> }[keyof Responses &
      (200 | 201 | 202 | 204)]
  : never

type BodyOf<Answer> = Answer extends { content: infer Content } ? Content[keyof Content & AnswerMedia] : undefined

/** A call by path, which resolves to data or a problem, and rejects when the server is not reached. */
export interface Call<Verb extends Method, Paths> {
  <Path extends PathWith<Verb, Paths>>(
    path: Path,
    options: CallOptions<Verb, Paths, Path>,
  ): Promise<Result<AnswerOf<OperationOf<Verb, Paths, Path>>>>
  <Path extends BarePath<Verb, Paths>>(path: Path): Promise<Result<AnswerOf<OperationOf<Verb, Paths, Path>>>>
}

/** A list of users with `truto_key_by`: `result` is an object of users by that field. */
export type KeyedListCall<Item> = (
  path: '/unified/crm/users',
  options: CommonOptions & { params: KeyedListParameters },
) => Promise<Result<Omit<KeyedUserList, 'result'> & { result: { [key: string]: Item } }>>

/** Calls by method and path: `client.GET('/unified/crm/users/{id}', { params })` gives `{ data, error, response }`. */
export type Calls<Paths, Item> = { [Verb in Method]: Call<Verb, Paths> } & { GET: KeyedListCall<Item> }

/** An operation of which only the places of parameters are known. */
interface LooseOperation {
  parameters: { query?: object; path?: object; header?: object }
  requestBody?: { content: { 'application/json': unknown } }
  responses: { 200: { content: { 'application/json': unknown } }; 400: { content: { 'application/json': Problem } } }
}

/** A client of openapi-fetch whose calls are typed here: its own types accept misspelt names. */
export type LooseClient = FetchClient<Record<string, Record<Lowercase<Method>, LooseOperation>>, JsonMedia>

/** Options of which only the common members are known. */
export interface LooseOptions extends CommonOptions {
  params?: LooseOperation['parameters']
}

/** A call of an unknown operation; its result gets the type of the contract. */
export const looseCall =
  (client: LooseClient, method: Lowercase<Method>) =>
  async (path: string, options?: LooseOptions): Promise<Result<never>> => {
    const result = await client.request(method, path, { ...options, signal: options?.signal ?? null })
    assertAnswer(result)
    return result
  }

/** The calls of a client. */
export const callsOf = <Paths, Item>(client: LooseClient): Calls<Paths, Item> => ({
  GET: looseCall(client, 'get'),
  POST: looseCall(client, 'post'),
  PATCH: looseCall(client, 'patch'),
  DELETE: looseCall(client, 'delete'),
})

/** The statuses of answers that may have no body. */
const mayBeEmpty = [202, 204]

/**
 * Gives an answer the type of the contract, as in `Call`: only its presence is checked, since answers may be newer than this
 * client.
 */
function assertAnswer(result: Result<unknown>): asserts result is Result<never> {
  if (result.error === undefined && result.data === undefined && !mayBeEmpty.includes(result.response.status)) {
    throw new TypeError(`The answer ${result.response.status} has no body.`)
  }
}
