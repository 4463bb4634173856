import type { AccountStatus, ProviderSlug, WebhookEvent } from '@rollcall/contract'
import type { AuthenticationMethod, Handling } from '@rollcall/providers'
import type { Generated } from 'kysely'

/**
 * The tables, as queries see them. Only text and integers, so that SQLite and PostgreSQL store the same; instants are
 * milliseconds since the epoch. A PostgreSQL driver must return `bigint` columns as numbers.
 */
export interface Schema {
  environments: EnvironmentTable
  api_tokens: ApiTokenTable
  accounts: AccountTable
  oauth_apps: OAuthAppTable
  idempotency_keys: IdempotencyKeyTable
  link_tokens: LinkTokenTable
  connect_sessions: ConnectSessionTable
  audit_log: AuditLogTable
  webhooks: WebhookTable
  webhook_deliveries: WebhookDeliveryTable
  settings: SettingTable
  processes: ProcessTable
  applied_migrations: AppliedMigrationTable
  applied_steps: AppliedStepTable
}

interface EnvironmentTable {
  id: string
  name: string
  created_at: number
}

interface ApiTokenTable {
  id: string
  environment_id: string
  /** The one account that the token reaches; null: every account of the environment. */
  account_id: string | null
  name: string
  /** SHA-256 of the whole token, hex. */
  hash: string
  /** The token's last four characters, to distinguish tokens. */
  hint: string
  created_at: number
  expires_at: number | null
  /** Names of scopes, separated by blanks. */
  scopes: Generated<string>
  /** `account`: a short-lived token, made for one account and in no list. */
  kind: Generated<'api' | 'account'>
  /** To the minute. */
  last_used_at: number | null
}

export interface AccountTable {
  id: string
  environment_id: string
  tenant_id: string
  provider: ProviderSlug
  authentication_method: AuthenticationMethod
  status: AccountStatus
  /** JSON object of texts. */
  variables: string
  /** Sealed `Secrets`, bound to the columns that decide their owner and where they are sent. */
  credential: string
  /** Id of the ring key that sealed `credential`. */
  key_id: string
  principal: string | null
  handling: Handling | null
  /** JSON `LastError`. */
  last_error: string | null
  created_at: number
  updated_at: number
  /** Counts the changes of the row, without those of its lease. */
  version: number
  /** Counts the changes of the credential: a result for an older one is not used for a newer one. */
  credential_version: number
  /** When the access token was requested last. */
  minted_at: number | null
  /** When the account was active for the first time; null for one that never was, and in rows of versions before 0007. */
  first_active_at: number | null
  /** The process that refreshes the credential now, and when its lease ends. */
  lease_holder: string | null
  lease_until: number | null
}

export interface OAuthAppTable {
  environment_id: string
  provider: ProviderSlug
  client_id: string
  /** Sealed, bound to the columns above. */
  secret: string
  key_id: string
  created_at: number
  updated_at: number
}

export interface IdempotencyKeyTable {
  environment_id: string
  /** Deleted with its account; null in rows from before migration 0002. */
  account_id: string | null
  scope: string
  request: string
  state: 'running' | 'done' | 'unknown'
  /** The claim that may settle the row. */
  claim: string
  /** The store instance that runs the request. */
  instance: string
  /** A row still running after this instant was left behind by a crash. */
  running_until: number
  /** Sealed `StoredResponse`, once done. */
  response: string | null
  created_at: number
}

export interface LinkTokenTable {
  id: string
  environment_id: string
  /** SHA-256 of the whole token, hex. */
  hash: string
  /** The caller's own name for its customer. */
  tenant_id: string
  /** The account that is connected again; null: a new one. The row is deleted with its account. */
  account_id: string | null
  /** Slugs, separated by blanks; empty: all. */
  providers: string
  redirect_uri: string | null
  /** Sealed JSON object of texts: account variables that the page shows filled in. */
  context: string
  key_id: string
  /** The account that the token has made, which may not be active yet. */
  made_account_id: string | null
  /** The attempt that is under way, and when its lease ends. */
  claim: string | null
  claimed_until: number | null
  created_at: number
  expires_at: number
  used_at: number | null
  revoked_at: number | null
}

export interface ConnectSessionTable {
  id: string
  environment_id: string
  link_token_id: string
  /** SHA-256 of the browser's cookie, hex. */
  hash: string
  /** SHA-256 of the state of the consent under way, hex. */
  state_hash: string | null
  /** Sealed: the data of the consent under way. */
  attempt: string | null
  /** Sealed: how the last attempt ended. */
  outcome: string | null
  created_at: number
  expires_at: number
}

/** The changes and the refused attempts; no column is a secret or a value of a person. */
export interface AuditLogTable {
  id: string
  environment_id: string
  created_at: number
  /** The operation of the contract, or a name that only the log has. */
  operation: string
  /** Null: the caller is not known. */
  actor_kind: 'api_token' | 'link_token' | 'command_line' | null
  actor_id: string | null
  /** The name of the token at that time. */
  actor_name: string | null
  account_id: string | null
  tenant_id: string | null
  provider: string | null
  /** The vendor's id of the user; null where there is none, and once it was erased. */
  user_id: string | null
  /** The token, link token or other row of the store that was changed. */
  object_id: string | null
  /** JSON list of names. */
  fields: string
  /** `started`: under way, or left behind by a crash when no request runs that long. */
  outcome: 'started' | 'succeeded' | 'refused' | 'failed' | 'outcome-unknown'
  http_status: number | null
  /** The problem's slug, or the error type of a connection. */
  problem: string | null
  request_id: string | null
  duration_ms: number | null
  /** The number of events of the row. */
  occurrences: number
}

export interface WebhookTable {
  id: string
  environment_id: string
  name: string | null
  target_url: string
  /** Names of events, separated by blanks; empty: all. */
  event_types: string
  is_active: 0 | 1
  /** Sealed `SigningSecrets`, bound to the address of the requests. */
  secrets: string
  key_id: string
  /** When the former secret ends. */
  previous_until: number | null
  /** Counts every change of the row. */
  version: number
  created_at: number
  updated_at: number
}

export interface WebhookDeliveryTable {
  /** The id of the message, too. */
  id: string
  environment_id: string
  webhook_id: string
  account_id: string
  /** The order of the events of one account for one webhook. */
  sequence: number
  event: WebhookEvent
  /** Sealed JSON; null once it was delivered. */
  payload: string | null
  key_id: string
  state: 'pending' | 'delivered' | 'dead'
  /** Since it became `pending` last. */
  attempts: number
  next_attempt_at: number
  /** The process that sends it now, and when its lease ends. */
  lease_holder: string | null
  lease_until: number | null
  /** Of the last answer. */
  last_status: number | null
  last_error: 'status' | 'timeout' | 'unreachable' | 'refused_address' | 'unreadable' | null
  created_at: number
  /** When it was delivered or given up. */
  settled_at: number | null
}

interface SettingTable {
  name: string
  value: string
}

/** Processes that share a PostgreSQL, each seen every few seconds. */
interface ProcessTable {
  id: string
  /** By the clock of the database. */
  seen_at: number
}

/** Steps up to 0003: Rollcall before 0004 refuses data with an unknown step in this table. */
interface AppliedMigrationTable {
  name: string
  applied_at: number
}

/** Later steps. */
interface AppliedStepTable extends AppliedMigrationTable {
  /** The oldest step whose Rollcall may still use the data. */
  oldest_reader: string
}
