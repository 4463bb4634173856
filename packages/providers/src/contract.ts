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

/** A JSON object as a vendor sent it, nothing known of its members. */
export type JsonObject = { readonly [key: string]: unknown }

export type { AuthenticationMethod }

/** The unified fields that a vendor record can be read into. */
export type ReadableField = Exclude<UserField, 'remote_data'>

/** The unified fields that a request body may carry. */
export type WritableField = Exclude<keyof UserPatch, 'remote_data'>

export type FilterField = keyof Filters
export type SortField = keyof SortBy

/** A value of an account that is no secret: a subdomain, a region, an instance URL. */
export interface AccountVariable {
  readonly description: string
  readonly example: string
  /** The whole value must match; checked at import and again before each request. */
  readonly pattern: RegExp
  /** Absent: the variable must be given. A token answer may bring it too (`OAuth2.account`). */
  readonly optional?: true
  /** Methods that need the variable although others do without it. */
  readonly neededFor?: readonly AuthenticationMethod[]
  /** Taken where the variable is not given: a value, or one that follows from the others. */
  readonly default?: string | ((others: Variables) => string)
  /** What people paste, as the one spelling that the pattern takes; absent: as it is, without white space around it. */
  readonly canonical?: (pasted: string) => string
  /** Whether the value of a token answer is of the account at all, by what is known of it: of the same cloud. */
  readonly belongs?: (brought: string, known: Variables) => boolean
}

export type Variables = Readonly<Record<string, string>>

/** A text that is meant as it stands, or one with placeholders: see `runtime/calls/template.ts`. */
export type Fillable = string | Placeholder | Template

/** Where a credential stands in a request: over the parts of the credential and the account variables. */
export interface Placement {
  readonly headers?: Readonly<Record<string, Fillable>>
  readonly basic?: { readonly username: Fillable; readonly password: Fillable }
}

/** A call to a token endpoint, the same for every grant. */
export interface TokenEndpoint {
  /** Over the account variables. */
  readonly tokenUrl: Fillable
  /** Where client id and secret go: in the body, or as HTTP Basic; absent: `body`. */
  readonly clientAuthentication?: 'body' | 'basic'
  /** How the body is written; absent: `form`. */
  readonly format?: 'form' | 'json'
  /** More body parameters for every grant, over the account variables. */
  readonly parameters?: Readonly<Record<string, Fillable>>
  /** Seconds that an access token lives where the answer does not say; absent: until the vendor answers 401. */
  readonly lifetimeSeconds?: number
  /** Least seconds between two tokens, where the vendor throttles minting. */
  readonly mintIntervalSeconds?: number
  /** Where the token stands; absent: `authorization: Bearer <token>` (RFC 6750). */
  readonly placement?: Placement
}

export interface OAuth2 extends TokenEndpoint {
  /** Over the account variables. */
  readonly authorizeUrl: Fillable
  readonly authorizeParameters?: Readonly<Record<string, Fillable>>
  readonly scopes: readonly Fillable[]
  readonly scopeSeparator?: ' ' | ','
  readonly pkce?: true
  /** Where a refresh authenticates the client otherwise than a code exchange does. */
  readonly refreshClientAuthentication?: 'body' | 'basic'
  /** Over the account variables; called when an account is deleted, with the refresh token where it has one. */
  readonly revokeUrl?: Fillable
  /** The vendor revokes a grant by its access token alone. */
  readonly revokesBy?: 'access_token'
  /**
   * What the token answer adds to the account's variables (instance URL, API domain, id of the installing user); `known`
   * are those that it has. What it throws makes the answer one that is not understood.
   */
  readonly account?: (answer: JsonObject, known: Variables) => Variables
  /**
   * What the vendor's redirect after the consent adds to the account's variables, before the code is exchanged; refused
   * unless the variables' patterns take it.
   */
  readonly callback?: (query: Readonly<Record<string, string>>) => Variables
  /** Names among those variables the vendor user whose credential this is. */
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

/** What a person who connects an account by one method has to know. Shown as it stands. */
export interface MethodGuide {
  /** Where in the vendor's settings the credential is found, or what the vendor will ask. */
  readonly where: string
  /** Which scopes or rights it needs. */
  readonly rights: string
  /** With `oauth2`: account variables that have to be given before the consent; what a token answer brings is not asked. */
  readonly requires?: readonly string[]
  /** Account variables that may be given. */
  readonly offers?: readonly string[]
  /** What the vendor calls the parts of the credential, where it has words of its own. */
  readonly labels?: Readonly<
    Partial<Record<'api_key' | 'username' | 'password' | 'client_id' | 'client_secret', string>>
  >
  readonly source: string
}

/** One for each method that the adapter takes. */
export type ConnectGuide = Readonly<Partial<Record<AuthenticationMethod, MethodGuide>>>

/** A rate limit that the vendor publishes: so many requests in a sliding window, for one account. */
export interface LimitWindow {
  readonly requests: number
  readonly seconds: number
}

export interface Limits {
  /** Published windows that the throttle keeps to before the vendor complains; all of them hold at once. */
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
  /** Where the wait stands in the body (GraphQL's `retry_in_seconds`); seconds. */
  readonly waitSeconds?: (body: unknown) => number | undefined
}

/** Query of a vendor request; `undefined` leaves a parameter out, an array repeats it. */
export type Query = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | undefined>>

/** One vendor call. */
export interface VendorRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Appended to the base URL; each value in a template is percent-encoded as one segment. */
  readonly path: string | Template
  /** What `userId` in `path` stands for; set by the engine. */
  readonly userId?: string
  readonly query?: Query
  readonly headers?: Readonly<Record<string, string>>
  /** Columns that the query names one by one, and how: those that the vendor refuses are left out of it. */
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
 * Where a page lies: a link to follow, or what the list's `request` gets as `at`: an offset, a cursor, the key of the last
 * record. `size` where a link holds only together with the page size that it was given for: that size is asked for again,
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

/** What a list's `request` builds a vendor call from. */
export interface PageRequest {
  /** Records to ask for, never above the list's `maximumPageSize`. */
  readonly size: number
  /** Where the page lies, as `paging` said it; on the first page what `paging` calls the first, or nothing. */
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

/** One page as the vendor answered it. */
export interface Page {
  readonly request: PageRequest
  readonly answer: VendorAnswer
  /** Every record of the page, before any is filtered or left out. */
  readonly records: readonly unknown[]
}

/** How one page leads to the next; `runtime/lists/pagination.ts` holds the named strategies. */
export interface Paging {
  /** `at` of the first page; absent: nothing stands there. */
  readonly first?: number
  /** The next page, or `undefined` after the last one. */
  readonly next: (page: Page) => Position | undefined
  /** Where to go on after record `index` of this page, where the vendor can start anywhere. */
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
  /** Where the records lie in the body; absent: it is the list. Anything but an array is an answer not understood. */
  readonly records?: (body: unknown) => unknown
  readonly paging: Paging
  readonly maximumPageSize: number
  /** Filters that narrow at the vendor. They may only narrow: the engine checks every record again. */
  readonly nativeFilters?: readonly FilterField[]
  /**
   * Native text filters whose regard to case the vendor does not state: an empty native answer is checked by walking
   * the list.
   */
  readonly caseUnverified?: readonly ('email' | 'name')[]
  /** Sorts that give exactly the contract's order. */
  readonly nativeSorts?: readonly SortField[]
  /** Several lists read one after the other, chosen by the filters (archived and live ones apart). */
  readonly passes?: (filters: Filters) => readonly string[]
  /** Records that are no users at all (queues, system users); reported in `note`. */
  readonly excludes?: (record: V, pass: string) => boolean
  /** The list takes `workspace[id]`. */
  readonly hasWorkspaces?: true
  readonly note?: string
}

export interface Get {
  /** Tried in order until one finds the user. */
  readonly requests: readonly (VendorRequest | ((id: string, variables: Variables) => VendorRequest))[]
  /** Where it is elsewhere than `users.record` says. */
  readonly record?: (body: unknown) => unknown
  /** A successful answer without the record means that there is no such user (an empty list). */
  readonly emptyIsUnknown?: true
  /** Ids that cannot exist are not found without a call. */
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

/** What a call that names no user may depend on. */
export interface AccountView {
  readonly method: AuthenticationMethod
  readonly variables: Variables
  /** The vendor user whose credential the account holds, where the token answer has it. */
  readonly principal: string | undefined
  /** The user name of Basic credentials. */
  readonly username?: string | undefined
}

/** Where the record lies in the answer; `identity` is the body that named the user, where another call did. */
type MeRecordOf = (body: unknown, identity?: unknown) => unknown

/** The vendor names its own user in one call. */
export interface MeRecord {
  readonly request: VendorRequest
  readonly record?: MeRecordOf
}

/** The vendor tells an id (or the e-mail) of the credential's user; a second call reads the record. */
export interface MeIdentity {
  /** Why the account cannot tell who it is (a key without a user), as `{ absent }`. */
  readonly identity: (account: AccountView) => VendorRequest | { readonly key: string } | Absent
  /** The key of the user in the identity's answer; absent: there is no user behind the credential. */
  readonly key?: (body: unknown, account?: AccountView) => string | undefined
  /** How to read by that key; without it the key is the id and `get` reads it. */
  readonly lookup?: (key: string) => VendorRequest
  readonly record?: MeRecordOf
}

/** What an update is planned from. */
export interface UpdateInput<V> {
  readonly id: string
  /** The unified values that this provider can write, `name` split already where it has to be. */
  readonly changes: Readonly<Partial<Record<WritableField, unknown>>>
  /**
   * The merged fragments of all `write`s but the `separate` ones, without `remote_data`; `undefined` when the main call
   * has nothing to say.
   */
  readonly body: JsonObject | undefined
  /** What the engine will lay over the main call's body, for calls that must name or complete what they change. */
  readonly remoteData?: JsonObject | undefined
  /** The vendor's record before the change; only where `readsFirst`. */
  readonly record: V | undefined
  /** The answer of `alsoReads`; `undefined` where there is none, or nothing was found. */
  readonly besides?: unknown
  readonly variables: Variables
}

/** What success looks like; `id` is the one that stands for `userId` in the call. */
export type Done = (answer: VendorAnswer, id: string) => boolean

/** One vendor call of a write. */
export interface Step extends VendorRequest {
  /** Unified fields that this call alone applies; absent on the main call, which applies the rest. */
  readonly fields?: readonly WritableField[]
  /** The answer holds the whole user, where `users.record` says, which is what success looks like; absent: it is read back. */
  readonly hasUser?: true
  /** What success looks like where the answer holds no whole user; anything else is an unknown outcome. */
  readonly done?: Done
}

/** The vendor changes another record than the one that it shows. */
export interface OtherRecord<V> {
  /** Its id, which stands for `userId` in the calls of the write; `undefined`: there is none. */
  readonly id: (record: V) => string | undefined
  /** Why this very user cannot be changed, or deleted, where there is none. */
  readonly impossible: string
}

interface Write {
  /** Where in the main call's body `remote_data` is laid; a dotted path, absent: over the whole body. */
  readonly remoteDataAt?: string
  /** Dotted keys of `remote_data` that name another record, tenant or login. */
  readonly refusedRemoteKeys: readonly string[]
  /**
   * The vendor's names of what decides on rights: roles, profiles, teams, licences, managers, single sign-on. Refused at
   * any depth and in any spelling, unless the operator allows them or a creation requires them; a `*` at the end stands for
   * any ending.
   */
  readonly rightsKeys: readonly string[]
}

export interface Update<V> extends Write {
  /** The calls in order; what is no call is left out. With `readsFirst` none, when the record is as asked for already. */
  readonly steps: (input: UpdateInput<V>) => readonly (Step | false | undefined)[]
  /** Fields with a call of their own, kept out of the main body; they need no `write`. */
  readonly separate?: readonly WritableField[]
  /** The record is read first, under a lock: the order depends on its state, or another record is changed. */
  readonly readsFirst?: true | OtherRecord<V>
  /** One more read before the change, for what the main call must name and the record lacks; `undefined`: not needed. */
  readonly alsoReads?: (remoteData: JsonObject | undefined) => VendorRequest | undefined
}

export interface Create extends Write {
  readonly request: (input: { readonly body: JsonObject; readonly variables: Variables }) => VendorRequest
  /** Unified fields taken on create, where they are not all that have a `write`. */
  readonly fields?: readonly WritableField[]
  readonly required: readonly WritableField[]
  /** Vendor fields that must come in `remote_data`; dotted keys. */
  readonly requiredRemoteKeys?: readonly string[]
  /** Where only the id comes back: the user is read by it. */
  readonly id?: (answer: VendorAnswer) => string | undefined
  /** Where another record's id comes back: the call that reads the user by it; `undefined`: the id is missing. */
  readonly lookup?: (answer: VendorAnswer) => VendorRequest | undefined
  /** Fragments of fields that only creating writes, or spells otherwise than updating does. */
  readonly write?: { readonly [F in WritableField]?: (value: Value<F>) => JsonObject }
}

export interface Delete<V> {
  readonly request: VendorRequest
  /** What success looks like; anything else is an unknown outcome. */
  readonly done?: Done
  /** The record is read first: another record is deleted. */
  readonly readsFirst?: OtherRecord<V>
}

/** What `write` gets: the value of the validated request. */
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
  /** The vendor's columns that it is read from, where some may be hidden: see `VendorRequest.columns`, `hidesColumns`. */
  readonly columns?: readonly string[]
  /** The vendor can clear the field: `null` may be written. */
  readonly clearable?: true
  /** Not the vendor's own statement but drawn from its semantics: the reason. */
  readonly derived?: string
  readonly note?: string
  /** What a caller gets who tries to write a field without `write`. */
  readonly readOnly?: string
}

/** A page about the user; one without an address is left out. */
export type Link = Pick<UserUrl, 'type'> & { readonly url: string | null | undefined }

export type UserRules<V> = { readonly id: FieldRule<V, 'id'> } & {
  readonly [F in Exclude<ReadableField, 'id'> | 'custom_fields']?: FieldRule<V, F>
} & {
  /**
   * Members never handed on, in no format: passwords, hashes, tokens. A dotted name is found wherever a path in the answer
   * ends with it, in the record or beside it.
   */
  readonly secrets?: readonly string[] | undefined
  /**
   * A column that the credential may not see, or that the org lacks, is left out of every record; one that is empty is
   * there as `null`.
   */
  readonly hidesColumns?: true
  /** Which of first and last name a one-word `name` goes to; absent: `last_name`. */
  readonly singleName?: 'first_name' | 'last_name'
}

export type FailureKind =
  | 'not-found'
  | 'unauthorised'
  | 'forbidden'
  | 'conflict'
  | 'rejected'
  | 'rate-limited'
  /** The account lies at another address by now, which its next token answer brings. */
  | 'moved'
  /** The vendor's network policy refuses the address of this server; the credential may be good. */
  | 'network-refused'
  /** With a status from 500 on (absent: the answer's own): trying again may help. */
  | 'provider-error'

/** What an answer means: the status that it stands for, or a kind where no status says it. */
export type Verdict = number | FailureKind

/** An exception to what codes and statuses say of a failure. It applies where all that it names is so. */
export interface ErrorRule {
  /** What the failure would stand for without this rule: the status of its code, else the answer's own. */
  readonly status?: number | readonly number[]
  readonly operation?: MethodName | readonly MethodName[]
  /** The vendor's code; `false`: one that is not in the table, or none. */
  readonly code?: string | RegExp | false
  /** All of them are found in the vendor's sentence. */
  readonly says?: RegExp | readonly RegExp[]
  readonly when?: (answer: VendorAnswer) => boolean
  /** `undefined`: the next rule. */
  readonly means: Verdict | ((answer: VendorAnswer) => Verdict | undefined)
}

/** A column that one record came without, although others have it. */
export interface PartialColumn {
  readonly column: string
  readonly said: string | undefined
}

/** What answers mean. Without any of it the table of statuses decides, and every 2xx is a success. */
export interface ErrorRules {
  /** The vendor's sentence in an error body; generic keys are tried after it. */
  readonly message?: (body: unknown) => string | undefined
  /** What makes a failure of an answer with a 2xx. */
  readonly fails?: (body: unknown, operation: MethodName) => boolean
  /** The status that the body of such an answer names; absent, or none from 400 on: 502. */
  readonly status?: (body: unknown) => unknown
  /** The vendor's own code of an error, and the status that it stands for. */
  readonly code?: (body: unknown) => string | undefined
  readonly codes?: (code: string | undefined) => number | undefined
  /** Codes say less than statuses: they count where neither the answer nor its body has a status of a failure. */
  readonly statusWins?: true
  /** The first that applies decides. */
  readonly rules?: readonly ErrorRule[]
  /** Names the column of a query that the org lacks or the credential may not see, as the error spells it. */
  readonly missingColumn?: (body: unknown) => string | undefined
  /**
   * Columns that a success lacks of the `index`-th record, with the vendor's sentence why: an error of GraphQL beside the
   * data, whose path names an optional field.
   */
  readonly partial?: (body: unknown, index: number) => readonly PartialColumn[]
  /** Names the missing permission in a 403. */
  readonly missingScopes?: (body: unknown) => readonly string[] | undefined
}

export interface ApiVersion {
  readonly name: string
  /** Date (YYYY-MM-DD) on which the vendor retires it, where it says one. */
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
  /** Over the account variables; always https. A function gives the address itself; `needed` reads what every account has. */
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
    /** Where the record lies in an answer that holds one user; absent: it is the whole body. */
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
 * How a vendor is connected: where it is, how one logs in, and how often it may be asked. Larger adapters keep it in
 * `connect.ts` beside the table and spread it in.
 */
export type Connection = Pick<
  Adapter<never>,
  'account' | 'authentication' | 'baseUrl' | 'hosts' | 'linkHosts' | 'headers' | 'limits'
>

/** Keeps the record type and infers the slug as a literal. */
export const defineAdapter =
  <V>() =>
  <S extends ProviderSlug>(adapter: Adapter<V, S>): Adapter<V, S> =>
    adapter
