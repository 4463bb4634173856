import type { components, operations, paths } from './openapi.gen.ts'

export {
  methodNames,
  problemTypes,
  providerSlugs,
  responseFormats,
  tokenScopes,
  userFields,
  webhookEvents,
} from './values.gen.ts'
export type { components, operations, paths }

type Schemas = components['schemas']

/** The media types to read in a typed client: `createClient<paths, JsonMedia>()`. All others are bytes. */
export type JsonMedia = 'application/json' | 'application/problem+json'

/** Our name for a vendor. */
export type ProviderSlug = Schemas['ProviderSlug']
/** An operation on users. */
export type MethodName = Schemas['MethodName']
/** What a token may do. */
export type TokenScope = Schemas['TokenScope']
/** A change of an account that webhooks hear of. */
export type WebhookEvent = Schemas['WebhookEvent']
/** A field of a unified user. */
export type UserField = Schemas['UserField']
/** The form of an answer. */
export type ResponseFormat = Schemas['ResponseFormat']
/** The direction of an order. */
export type SortDirection = Schemas['SortDirection']
/** One field and the direction of its order. */
export type SortBy = Schemas['SortBy']
/** Bounds of a time, RFC 3339. */
export type TimeRange = Schemas['TimeRange']

/** A person who has a seat in the CRM. */
export type User = Schemas['User']
/** A user after a write, with what could not be written. */
export type UserWithWarnings = Schemas['UserWithWarnings']
/** A user with every field, `null` where the provider lacks it. */
export type NormalizedUser = Schemas['NormalizedUser']
/** A normalized user after a write. */
export type NormalizedUserWithWarnings = Schemas['NormalizedUserWithWarnings']
/** A page of users; `result` is an object with `truto_key_by`. */
export type UserList = Schemas['UserList']
/** A page of normalized users. */
export type NormalizedUserList = Schemas['NormalizedUserList']
/** A line of an NDJSON list. */
export type UserLine = Schemas['UserLine']
/** A page of users that `truto_key_by` keys. */
export type KeyedUserList = Schemas['KeyedUserList']
/** A page about a user. */
export type UserUrl = Schemas['UserUrl']
/** A body of `POST /unified/crm/users`. */
export type UserCreate = Schemas['UserCreate']
/** A body of `PATCH /unified/crm/users/{id}`. */
export type UserPatch = Schemas['UserPatch']
/** What is left of a deleted user. */
export type DeletedUser = Schemas['DeletedUser']
/** What the search for a person found in one account. */
export type PersonHit = Schemas['PersonHit']
/** A result for each account. */
export type PersonHitList = Schemas['PersonHitList']
/** An account as a result names it. */
export type PersonAccount = Schemas['PersonAccount']
/** A body of `POST /unified/crm/people/deactivate`. */
export type PersonDeactivation = Schemas['PersonDeactivation']
/** What became of the person in one account. */
export type DeactivationOutcome = Schemas['DeactivationOutcome']
/** An outcome for each account. */
export type DeactivationOutcomeList = Schemas['DeactivationOutcomeList']
/** Something that was asked for and left out. */
export type Warning = Schemas['Warning']

/** The query of `GET /unified/crm/users`, as the handler gets it. */
export type ListUsersQuery = NonNullable<operations['listUsers']['parameters']['query']>
/** The query of `GET /unified/crm/users/{id}`, as the handler gets it; that of every call on one user. */
export type GetUserQuery = NonNullable<operations['getUser']['parameters']['query']>

/** What a provider supports for one operation. */
export type Meta = Schemas['Meta']
/** A field that answers hold. */
export type MetaField = Schemas['MetaField']
/** A filter or sort that lists take. */
export type MetaQuery = Schemas['MetaQuery']
/** A field that bodies take. */
export type MetaBodyField = Schemas['MetaBodyField']
/** All that a provider can do. */
export type Capabilities = Schemas['Capabilities']
/** A provider and how to connect it. */
export type Integration = Schemas['Integration']
/** A page of providers. */
export type IntegrationList = Schemas['IntegrationList']
/** A way to authenticate at the vendor. */
export type AuthenticationScheme = Schemas['AuthenticationScheme']
/** How an account authenticates. */
export type AuthenticationMethod = Schemas['AuthenticationMethod']
/** Something that a connection needs besides the credential. */
export type AccountVariable = Schemas['AccountVariable']
/** A version of the vendor's API that is called. */
export type ApiVersion = Schemas['ApiVersion']

/** A connected customer at a vendor, secrets removed. */
export type IntegratedAccount = Schemas['IntegratedAccount']
/** An account whose credentials were given, with what will not work of them. */
export type IntegratedAccountWithWarnings = Schemas['IntegratedAccountWithWarnings']
/** A page of accounts. */
export type IntegratedAccountList = Schemas['IntegratedAccountList']
/** Credentials to import. */
export type IntegratedAccountCreate = Schemas['IntegratedAccountCreate']
/** What is left of a deleted account. */
export type DeletedIntegratedAccount = Schemas['DeletedIntegratedAccount']
/** The state of an account. */
export type AccountStatus = Schemas['AccountStatus']
/** The credentials and account variables of an import. */
export type AccountContext = Schemas['AccountContext']

/** Every failure. */
export type Problem = Schemas['Problem']
/** The `type` of a problem, `/errors/<slug>`. */
export type ProblemType = Schemas['ProblemType']
/** The last part of a problem's `type`. */
export type ProblemSlug = ProblemType extends infer Type ? (Type extends `/errors/${infer Slug}` ? Slug : never) : never
/** One thing that is wrong with the request. */
export type ProblemFault = Schemas['ProblemFault']
/** One hint about a failure, as Truto names them. */
export type ErrorInsight = Schemas['ErrorInsight']

/** The answer of `GET /ping`. */
export type Ping = Schemas['Ping']
/** The answer of `GET /healthz`. */
export type Health = Schemas['Health']
/** The answer of `GET /readyz`. */
export type Readiness = Schemas['Readiness']
