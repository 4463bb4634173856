import type {
  JsonMedia,
  NormalizedUser,
  NormalizedUserList,
  NormalizedUserWithWarnings,
  paths,
  ResponseFormat,
  TimeRange,
} from '@rollcall/contract'

/** The media types that calls return as `data`: JSON parsed, the others as text. */
export type AnswerMedia = JsonMedia | 'application/yaml' | `text/${string}`

/** The formats whose answers a program can take for the unified types. */
type MappedFormat = Exclude<ResponseFormat, 'raw' | 'stream'>

/** Bounds of a time: RFC 3339 text, or a `Date`. */
export type TimeBounds = { [Bound in keyof TimeRange]: string | Date | undefined }

type UndefinedIfOptional<Query, Name extends keyof Query> =
  Pick<Query, Name> extends Required<Pick<Query, Name>> ? never : undefined

/**
 * A query in the form of callers: `Date` for times, `undefined` for absent values, only mapped formats. A keyed list is a
 * separate call, since its answer has another type.
 */
type CallerQuery<Query> = {
  [Name in keyof Query]: Name extends 'created_at' | 'updated_at'
    ? TimeBounds | undefined
    : Name extends 'truto_response_format'
      ? MappedFormat | undefined
      : Name extends 'truto_key_by'
        ? undefined
        : Query[Name] | UndefinedIfOptional<Query, Name>
}

type CallerParameters<Parameters> = {
  [Part in keyof Parameters]: Part extends 'query' ? CallerQuery<Parameters[Part]> : Parameters[Part]
}

type CallerOperation<Operation> = {
  [Member in keyof Operation]: Member extends 'parameters' ? CallerParameters<Operation[Member]> : Operation[Member]
}

/** The contract's paths in the form of callers. */
export type ClientPaths = {
  [Path in keyof paths]: { [Method in keyof paths[Path]]: CallerOperation<paths[Path][Method]> }
}

type ListParameters = ClientPaths['/unified/crm/users']['get']['parameters']

/** The parameters of a list of users whose `result` is an object. */
export type KeyedListParameters = Omit<ListParameters, 'query'> & {
  query: Omit<ListParameters['query'], 'truto_key_by'> &
    Required<Pick<NonNullable<paths['/unified/crm/users']['get']['parameters']['query']>, 'truto_key_by'>>
}

/** The paths that have formats. */
export type UserPath = {
  [Path in keyof paths]: paths[Path] extends { get: { parameters: { query: { truto_response_format?: unknown } } } }
    ? Path
    : never
}[keyof paths]

type WithoutFormat<Query> = { [Name in keyof Query as Exclude<Name, 'truto_response_format'>]: Query[Name] }

type FormatParameters<Parameters> = {
  [Part in keyof Parameters]: Part extends 'query' ? WithoutFormat<Parameters[Part]> : Parameters[Part]
}

type FormatOperation<Operation> = {
  [Member in keyof Operation]: Member extends 'parameters' ? FormatParameters<Operation[Member]> : Operation[Member]
}

/** The paths that have formats, without the parameter that chooses one. */
export type FormatPaths = {
  [Path in UserPath]: { [Method in keyof ClientPaths[Path]]: FormatOperation<ClientPaths[Path][Method]> }
}

type NormalizedBody<Body> = 'result' extends keyof Body
  ? NormalizedUserList
  : 'warnings' extends keyof Body
    ? NormalizedUserWithWarnings
    : 'email' extends keyof Body
      ? NormalizedUser
      : Body

type NormalizedAnswer<Answer> = Answer extends { content: { 'application/json': infer Body } }
  ? { content: { 'application/json': NormalizedBody<Body> } }
  : Answer

type NormalizedOperation<Operation> = {
  [Member in keyof Operation]: Member extends 'responses'
    ? { [Status in keyof Operation[Member]]: NormalizedAnswer<Operation[Member][Status]> }
    : Operation[Member]
}

/** The paths that have formats, with the answers of the format `normalized`. */
export type NormalizedPaths = {
  [Path in UserPath]: { [Method in keyof FormatPaths[Path]]: NormalizedOperation<FormatPaths[Path][Method]> }
}
