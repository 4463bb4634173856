import type {
  AuthenticationMethod,
  ListUsersQuery,
  MethodName,
  ProviderSlug,
  SortBy,
  SortDirection,
  TimeRange,
  UserField,
  UserPatch,
  UserUrl,
} from '@rollcall/contract'
import type { Placeholder, Template } from './runtime/calls/template.ts'

/**
 * What an adapter is: a value that says what a vendor has and how it is spelled. Types only; the engine in
 * `runtime/` executes every part of it, and `support.ts` derives from it what is supported.
 */

/** A JSON object as a vendor sent it; its members are not known. */
export type JsonObject = { readonly [key: string]: unknown }

export type { AuthenticationMethod }

/** The unified fields that can be read from a vendor record. */
export type ReadableField = Exclude<UserField, 'remote_data'>

/** The unified fields that a request body may have. */
export type WritableField = Exclude<keyof UserPatch, 'remote_data'>

export type FilterField = keyof Filters
export type SortField = keyof SortBy

/** A value of an account that is not secret: a subdomain, a region, an instance URL. */
export interface AccountVariable {
  readonly description: string
  readonly example: string
  /** The whole value must match; checked at import and again before each request. */
  readonly pattern: RegExp
  /** Absent: the variable must be given. A token answer may bring it too (`OAuth2.account`). */
  readonly optional?: true
  /** Methods that need the variable although others do not. */
  readonly neededFor?: readonly AuthenticationMethod[]
  /** The value where the variable is not given: a constant, or a function of the others. */
  readonly default?: string | ((others: Variables) => string)
  /** Turns what people paste into the spelling that the pattern accepts; absent: only white space around it is removed. */
  readonly canonical?: (pasted: string) => string
  /** Whether the value of a token answer can belong to the account, by its known variables: such as the same cloud. */
  readonly belongs?: (brought: string, known: Variables) => boolean
}

export type Variables = Readonly<Record<string, string>>

/** A literal text, or one with placeholders: see `runtime/calls/template.ts`. */
export type Fillable = string | Placeholder | Template

/** Where a credential is placed in a request: templates over the parts of the credential and the account variables. */
export interface Placement {
  readonly headers?: Readonly<Record<string, Fillable>>
  readonly basic?: { readonly username: Fillable; readonly password: Fillable }
}

/** A call to a token endpoint, the same for every grant. */
export interface TokenEndpoint {
  /** Over the account variables. */
  readonly tokenUrl: Fillable
  /** Where client id and secret are sent: in the body, or as HTTP Basic; absent: `body`. */
  readonly clientAuthentication?: 'body' | 'basic'
  /** The format of the body; absent: `form`. */
  readonly format?: 'form' | 'json'
  /** More body parameters for every grant, over the account variables. */
  readonly parameters?: Readonly<Record<string, Fillable>>
  /** Lifetime in seconds of an access token where the answer has none; absent: until the vendor answers 401. */
  readonly lifetimeSeconds?: number
  /** Least seconds between two tokens, where the vendor throttles minting. */
  readonly mintIntervalSeconds?: number
  /** Where the token is sent; absent: `authorization: Bearer <token>` (RFC 6750). */
  readonly placement?: Placement
}

export interface OAuth2 extends TokenEndpoint {
  /** Over the account variables. */
  readonly authorizeUrl: Fillable
  readonly authorizeParameters?: Readonly<Record<string, Fillable>>
  readonly scopes: readonly Fillable[]
  readonly scopeSeparator?: ' ' | ','
  readonly pkce?: true
  /** For a refresh that authenticates the client in another way than a code exchange. */
  readonly refreshClientAuthentication?: 'body' | 'basic'
  /** Over the account variables; called when an account is deleted, with the refresh token where it has one. */
  readonly revokeUrl?: Fillable
  /** The vendor revokes a grant by its access token alone. */
  readonly revokesBy?: 'access_token'
  /**
   * What the token answer adds to the account's variables (instance URL, API domain, id of the installing user); `known`
   * are the present ones. When it throws, the answer counts as not understood.
   */
  readonly account?: (answer: JsonObject, known: Variables) => Variables
  /**
   * What the vendor's redirect after the consent adds to the account's variables, before the code is exchanged; refused
   * unless the variables' patterns match.
   */
  readonly callback?: (query: Readonly<Record<string, string>>) => Variables
  /** The one of those variables that is the id of the vendor's user. */
  readonly principal?: (answer: JsonObject) => string | undefined
}

export interface ClientCredentials extends TokenEndpoint {
  /** Over the account variables; sent as `scope`. */
  readonly scope?: Fillable
}

export interface Authentication {
  readonly oauth2?: OAuth2
  readonly client_credentials?: ClientCredentials
  readonly api_key?: Placement
  readonly basic?: Placement
}

/** What a person has to know to connect an account by one method. Shown without a change. */
export interface MethodGuide {
  /** Where in the vendor's settings the credential is, or what the vendor asks. */
  readonly where: string
  /** Which scopes or rights it needs. */
  readonly rights: string
  /**
   * With `oauth2`: account variables that have to be given before the consent; a variable from a token answer is not asked
   * for.
   */
  readonly requires?: readonly string[]
  /** Account variables that may be given. */
  readonly offers?: readonly string[]
  /** The vendor's names for the parts of the credential, where they differ from Rollcall's. */
  readonly labels?: Readonly<
    Partial<Record<'api_key' | 'username' | 'password' | 'client_id' | 'client_secret', string>>
  >
  readonly source: string
}

/** One for each method that the adapter supports. */
export type ConnectGuide = Readonly<Partial<Record<AuthenticationMethod, MethodGuide>>>

/** A rate limit that the vendor publishes: a number of requests in a sliding window, for one account. */
export interface LimitWindow {
  readonly requests: number
  readonly seconds: number
}

export interface Limits {
  /** Published windows that the throttle keeps to before the vendor refuses; all of them apply at once. */
  readonly windows?: readonly LimitWindow[]
  /** Names of the headers with the state of the limit. */
  readonly headers?: {
    readonly limit?: string
    readonly remaining?: string
    /** Seconds, epoch seconds or milliseconds, RFC 3339 or HTTP date: distinguished by magnitude and form. */
    readonly reset?: string
    /** Milliseconds of the window; the longest wait where no reset is given. */
    readonly intervalMs?: string
  }
  /** Seconds to wait after a rate limit that names no time. */
  readonly defaultWaitSeconds: number
  /** The wait in the body (GraphQL's `retry_in_seconds`), in seconds. */
  readonly waitSeconds?: (body: unknown) => number | undefined
}

/** Query of a vendor request; `undefined` leaves a parameter out, an array repeats it. */
export type Query = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | undefined>>

/** One vendor call. */
export interface VendorRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Appended to the base URL; each value in a template is percent-encoded as one segment. */
  readonly path: string | Template
  /** The value of `userId` in `path`; set by the engine. */
  readonly userId?: string
  readonly query?: Query
  readonly headers?: Readonly<Record<string, string>>
  /** Columns that the query names one by one, and how: columns that the vendor refuses are left out of the query. */
  readonly columns?: {
    readonly names: readonly string[]
    readonly query?: (names: readonly string[]) => Query
    /** Where the body names them, as GraphQL does. */
    readonly body?: (names: readonly string[]) => unknown
  }
  /** Sent as JSON; the content type may be overridden by `headers`. The placeholder `credential` is filled. */
  readonly body?: unknown
  /** Sent as a form instead of JSON. */
  readonly form?: Readonly<Record<string, string>>
}

/** A vendor's answer, parsed. `body` is `undefined` when it was empty. */
export interface VendorAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/**
 * The position of a page: a link to follow, or what the list's `request` gets as `at`: an offset, a cursor, the key of the
 * last record. `size` where a link is valid only with the page size that it was issued for: that size is requested again,
 * whatever the `limit`.
 */
export type Position = { readonly link: string; readonly size?: number } | { readonly at: string | number }

/** Filters as the caller gave them; instants are RFC 3339 in UTC. */
export type Filters = Readonly<
  Pick<ListUsersQuery, 'email' | 'name' | 'is_active'> & {
    created_at?: Readonly<TimeRange>
    updated_at?: Readonly<TimeRange>
  }
>

export interface Sort {
  readonly field: SortField
  readonly direction: SortDirection
}

/** The input from which a list's `request` builds a vendor call. */
export interface PageRequest {
  /** Records to ask for, never above the list's `maximumPageSize`. */
  readonly size: number
  /** The position that `paging` returned; on the first page the first position of `paging`, if it has one. */
  readonly at: string | number | undefined
  /** One of `passes`; empty where the list has none. */
  readonly pass: string
  /** Only the filters that the adapter declares as native. */
  readonly filters: Filters
  /** Only a sort that the adapter declares as native. */
  readonly sort: Sort | undefined
  readonly variables: Variables
  /** The workspace that the caller names instead of the account's own. */
  readonly workspaceId: string | undefined
}

/** One page of the vendor's answer. */
export interface Page {
  readonly request: PageRequest
  readonly answer: VendorAnswer
  /** Every record of the page, before the filters. */
  readonly records: readonly unknown[]
}

/** How to find the next page; `runtime/lists/pagination.ts` holds the named strategies. */
export interface Paging {
  /** `at` of the first page; absent: none. */
  readonly first?: number
  /** The next page, or `undefined` after the last one. */
  readonly next: (page: Page) => Position | undefined
  /** The position after record `index` of this page, where the vendor can start anywhere. */
  readonly resume?: (page: Page, index: number) => Position
  /** Pages are counted: an offset must be a multiple of the size. */
  readonly aligned?: true
}

export interface Absent {
  /** A sentence: why the vendor's API cannot do this, and what to do instead. */
  readonly absent: string
}

export interface List<V> {
  readonly request: (page: PageRequest) => VendorRequest
  /**
   * The path of the records in the body; absent: the body is the list. An answer without an array there counts as not
   * understood.
   */
  readonly records?: (body: unknown) => unknown
  readonly paging: Paging
  readonly maximumPageSize: number
  /** Filters that the vendor applies. They may only leave users out: the engine checks every record again. */
  readonly nativeFilters?: readonly FilterField[]
  /**
   * Native text filters for which the vendor does not document whether case matters: after an empty native answer the engine
   * reads the whole list.
   */
  readonly caseUnverified?: readonly ('email' | 'name')[]
  /** Sorts of the vendor that have exactly the contract's order. */
  readonly nativeSorts?: readonly SortField[]
  /** Several lists read one after the other, chosen by the filters (archived and live ones apart). */
  readonly passes?: (filters: Filters) => readonly string[]
  /** Records that are not users (queues, system users); reported in `note`. */
  readonly excludes?: (record: V, pass: string) => boolean
  /** The list takes `workspace[id]`. */
  readonly hasWorkspaces?: true
  readonly note?: string
}

export interface Get {
  /** Tried in order until one finds the user. */
  readonly requests: readonly (VendorRequest | ((id: string, variables: Variables) => VendorRequest))[]
  /** Where the record is at another path than `users.record`. */
  readonly record?: (body: unknown) => unknown
  /** A successful answer without the record means that there is no such user (an empty list). */
  readonly emptyIsUnknown?: true
  /** Ids of another form get "not found" without a call. */
  readonly idPattern?: RegExp
  /** Sibling routes of the vendor that look like ids. */
  readonly reservedIds?: readonly string[]
  /** The one spelling of an id (18 characters, lower case). */
  readonly normaliseId?: (id: string) => string
}

/** No call for a single user: the engine walks the list and finds the id. */
export interface GetFromList extends Pick<Get, 'idPattern' | 'reservedIds' | 'normaliseId'> {
  readonly fromList: true
}

/** The input of a call that names no user. */
export interface AccountView {
  readonly method: AuthenticationMethod
  readonly variables: Variables
  /** The vendor's user that the credential belongs to, where the token answer has it. */
  readonly principal: string | undefined
  /** The user name of Basic credentials. */
  readonly username?: string | undefined
}

/** The path of the record in the answer; `identity` is the body that named the user, where that was another call. */
type MeRecordOf = (body: unknown, identity?: unknown) => unknown

/** One call returns the credential's user. */
export interface MeRecord {
  readonly request: VendorRequest
  readonly record?: MeRecordOf
}

/** One call returns an id (or the e-mail) of the credential's user; a second call reads the record. */
export interface MeIdentity {
  /** Why the account has no user of its own (a key without a user), as `{ absent }`. */
  readonly identity: (account: AccountView) => VendorRequest | { readonly key: string } | Absent
  /** The key of the user in the identity's answer; absent: the credential belongs to no user. */
  readonly key?: (body: unknown, account?: AccountView) => string | undefined
  /** How to read by that key; without it the key is the id and `get` reads it. */
  readonly lookup?: (key: string) => VendorRequest
  readonly record?: MeRecordOf
}

/** The input of the plan of an update. */
export interface UpdateInput<V> {
  readonly id: string
  /** The unified values that this provider can write, with `name` already split where it has to be. */
  readonly changes: Readonly<Partial<Record<WritableField, unknown>>>
  /**
   * The merged fragments of all `write`s but the `separate` ones, without `remote_data`; `undefined` when the main call has
   * no content.
   */
  readonly body: JsonObject | undefined
  /** What the engine merges into the main call's body, for calls that must name or complete what they change. */
  readonly remoteData?: JsonObject | undefined
  /** The vendor's record before the change; only where `readsFirst`. */
  readonly record: V | undefined
  /** The answer of `alsoReads`; `undefined` where there is no such call, or it found nothing. */
  readonly besides?: unknown
  readonly variables: Variables
}

/** Whether an answer is a success; `id` is the value of `userId` in the call. */
export type Done = (answer: VendorAnswer, id: string) => boolean

/** One vendor call of a write. */
export interface Step extends VendorRequest {
  /** Unified fields that only this call applies; absent on the main call, which applies all others. */
  readonly fields?: readonly WritableField[]
  /** The answer to a success holds the whole user, at the path `users.record`; absent: the user is read afterwards. */
  readonly hasUser?: true
  /** Whether an answer without the whole user is a success; any other answer is an unknown outcome. */
  readonly done?: Done
}

/** For a vendor that changes another record than the one that it returns. */
export interface OtherRecord<V> {
  /** Its id, which is the value of `userId` in the calls of the write; `undefined`: there is none. */
  readonly id: (record: V) => string | undefined
  /** Why this user cannot be changed or deleted where there is no such record. */
  readonly impossible: string
}

interface Write {
  /** Where `remote_data` is merged into the main call's body: a dotted path; absent: into the whole body. */
  readonly remoteDataAt?: string
  /** Dotted keys of `remote_data` that name another record, tenant or login. */
  readonly refusedRemoteKeys: readonly string[]
  /**
   * The vendor's names of members that decide on rights: roles, profiles, teams, licences, managers, single sign-on. Refused
   * at any depth and in any spelling, unless the operator allows them or a creation requires them; a `*` at the end matches
   * any ending.
   */
  readonly rightsKeys: readonly string[]
}

export interface Update<V> extends Write {
  /**
   * The calls in order; values that are no call are left out. With `readsFirst`: none when the record has the requested
   * values already.
   */
  readonly steps: (input: UpdateInput<V>) => readonly (Step | false | undefined)[]
  /** Fields with a separate call, not part of the main body; they need no `write`. */
  readonly separate?: readonly WritableField[]
  /** The record is read first, under a lock: the order depends on its state, or another record is changed. */
  readonly readsFirst?: true | OtherRecord<V>
  /**
   * One more read before the change, for values that the main call must have and the record lacks; `undefined`: not needed.
   */
  readonly alsoReads?: (remoteData: JsonObject | undefined) => VendorRequest | undefined
}

export interface Create extends Write {
  readonly request: (input: { readonly body: JsonObject; readonly variables: Variables }) => VendorRequest
  /** Unified fields that a creation accepts, where they are not all that have a `write`. */
  readonly fields?: readonly WritableField[]
  readonly required: readonly WritableField[]
  /** Vendor fields that `remote_data` must have; dotted keys. */
  readonly requiredRemoteKeys?: readonly string[]
  /** Where the answer has only the id: the user is read by it. */
  readonly id?: (answer: VendorAnswer) => string | undefined
  /** Where the answer has the id of another record: the call that reads the user by it; `undefined`: the id is missing. */
  readonly lookup?: (answer: VendorAnswer) => VendorRequest | undefined
  /** Fragments of fields that only a creation writes, or that it spells in another way than an update. */
  readonly write?: { readonly [F in WritableField]?: (value: Value<F>) => JsonObject }
}

export interface Delete<V> {
  readonly request: VendorRequest
  /** Whether an answer is a success; any other answer is an unknown outcome. */
  readonly done?: Done
  /** The record is read first: another record is deleted. */
  readonly readsFirst?: OtherRecord<V>
}

/** The argument of `write`: the value of the validated request. */
type Value<F extends WritableField> = F extends 'is_active'
  ? boolean
  : F extends 'custom_fields'
    ? JsonObject
    : string | null

/** One unified field: how it is read and, where the vendor can, written. */
export interface FieldRule<V, F extends ReadableField | 'custom_fields'> {
  /** The unified value; `undefined`, `null` and `''` become `null`. */
  readonly read?: (record: V, variables: Variables) => F extends 'urls' ? readonly Link[] : unknown
  /** The fragment of the vendor's body; `split` on `name`: written as first and last name. */
  readonly write?: F extends WritableField
    ? ((value: Value<F>) => JsonObject) | (F extends 'name' ? 'split' : never)
    : never
  /**
   * The vendor's columns that the field is read from, where some may be hidden: see `VendorRequest.columns`, `hidesColumns`.
   */
  readonly columns?: readonly string[]
  /** The vendor can clear the field: `null` may be written. */
  readonly clearable?: true
  /** Why the value is not the vendor's own statement but derived from other values. */
  readonly derived?: string
  readonly note?: string
  /** The error of a request that writes a field without `write`. */
  readonly readOnly?: string
}

/** A page about the user; one without an address is left out. */
export type Link = Pick<UserUrl, 'type'> & { readonly url: string | null | undefined }

export type UserRules<V> = { readonly id: FieldRule<V, 'id'> } & {
  readonly [F in Exclude<ReadableField, 'id'> | 'custom_fields']?: FieldRule<V, F>
} & {
  /**
   * Members that are never returned, in any format: passwords, hashes, tokens. A dotted name applies to every path in the
   * answer that ends with it, in the record or outside it.
   */
  readonly secrets?: readonly string[] | undefined
  /**
   * A column that the credential may not see, or that the org lacks, is missing in every record; an empty one is `null`.
   */
  readonly hidesColumns?: true
  /** Whether a `name` of one word is the first or the last name; absent: `last_name`. */
  readonly singleName?: 'first_name' | 'last_name'
}

export type FailureKind =
  | 'not-found'
  | 'unauthorised'
  | 'forbidden'
  | 'conflict'
  | 'rejected'
  | 'rate-limited'
  /** The account has moved to another address, which its next token answer has. */
  | 'moved'
  /** The vendor's network policy refuses the address of this server; the credential may be valid. */
  | 'network-refused'
  /** With a status from 500 on (absent: the answer's own): a repeat may succeed. */
  | 'provider-error'

/** The meaning of an answer: the status that it counts as, or a kind where no status fits. */
export type Verdict = number | FailureKind

/** An exception to the meaning of codes and statuses. It applies where all its conditions are true. */
export interface ErrorRule {
  /** The status of the failure without this rule: that of its code, else the answer's own. */
  readonly status?: number | readonly number[]
  readonly operation?: MethodName | readonly MethodName[]
  /** The vendor's code; `false`: no code, or one that is not in the table. */
  readonly code?: string | RegExp | false
  /** All of them occur in the vendor's sentence. */
  readonly says?: RegExp | readonly RegExp[]
  readonly when?: (answer: VendorAnswer) => boolean
  /** `undefined`: the next rule. */
  readonly means: Verdict | ((answer: VendorAnswer) => Verdict | undefined)
}

/** A column that one record lacks, although others have it. */
export interface PartialColumn {
  readonly column: string
  readonly said: string | undefined
}

/** How to read answers. Without these the table of statuses decides, and every 2xx is a success. */
export interface ErrorRules {
  /** The vendor's sentence in an error body; the usual keys are tried after it. */
  readonly message?: (body: unknown) => string | undefined
  /** Whether an answer with a 2xx is a failure. */
  readonly fails?: (body: unknown, operation: MethodName) => boolean
  /** The status that the body of such an answer names; absent, or none from 400 on: 502. */
  readonly status?: (body: unknown) => unknown
  /** The vendor's error code, and the status that it counts as. */
  readonly code?: (body: unknown) => string | undefined
  readonly codes?: (code: string | undefined) => number | undefined
  /** Statuses come before codes: a code counts only where neither the answer nor its body has a status of a failure. */
  readonly statusWins?: true
  /** The first that applies decides. */
  readonly rules?: readonly ErrorRule[]
  /** Names the column of a query that the org lacks or the credential may not see, as the error spells it. */
  readonly missingColumn?: (body: unknown) => string | undefined
  /**
   * Columns that the `index`-th record of a success lacks, with the vendor's sentence why: an error of GraphQL beside the
   * data, whose path names an optional field.
   */
  readonly partial?: (body: unknown, index: number) => readonly PartialColumn[]
  /** Names the missing permission in a 403. */
  readonly missingScopes?: (body: unknown) => readonly string[] | undefined
}

export interface ApiVersion {
  readonly name: string
  /** Date (YYYY-MM-DD) on which the vendor retires it, where one is announced. */
  readonly retiresAt?: string
}

export interface Adapter<V, S extends ProviderSlug = ProviderSlug> {
  readonly slug: S
  readonly name: string
  /** The vendor's page on its users API. */
  readonly docs: string
  readonly apiVersion: ApiVersion
  readonly account: Readonly<Record<string, AccountVariable>>
  readonly authentication: Authentication
  /**
   * Over the account variables; always https. A function returns the address itself; `needed` reads a variable that every
   * account has.
   */
  readonly baseUrl: Fillable | ((variables: Variables, needed: (name: string) => string) => string)
  /** Every host that a credential of this provider may reach, token endpoints included; whole host names. */
  readonly hosts: readonly RegExp[]
  /** Hosts besides the base URL's own that a next link may name. */
  readonly linkHosts?: (host: string) => readonly string[]
  /** Sent with every call to the base URL. */
  readonly headers?: Readonly<Record<string, string>>
  readonly limits: Limits
  readonly user: UserRules<V>
  readonly users: {
    /** The path of the record in an answer that holds one user; absent: the whole body. */
    readonly record?: (body: unknown) => unknown
    readonly list: List<V>
    readonly get: Get | GetFromList
    readonly me: MeRecord | MeIdentity | Absent
    readonly create: Create | Absent
    readonly update: Update<V> | Absent
    readonly delete: Delete<V> | Absent
  }
  readonly errors: ErrorRules
  /** Query keys of `remote_query` that would reach other data; those that the adapter sets itself are refused anyway. */
  readonly refusedQueryKeys?: readonly string[]
  readonly notes?: readonly string[]
}

/**
 * How a vendor is connected: its address, its authentication and its limits. Larger adapters keep this in `connect.ts` beside
 * the table, which spreads it.
 */
export type Connection = Pick<
  Adapter<never>,
  'account' | 'authentication' | 'baseUrl' | 'hosts' | 'linkHosts' | 'headers' | 'limits'
>

/** Sets the record type and infers the slug as a literal. */
export const defineAdapter =
  <V>() =>
  <S extends ProviderSlug>(adapter: Adapter<V, S>): Adapter<V, S> =>
    adapter
