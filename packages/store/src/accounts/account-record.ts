import type { AccountStatus, ProviderSlug } from '@rollcall/contract'
import type { AuthenticationMethod, Handling, Variables } from '@rollcall/providers'
import type { KeyRing } from '../keys.ts'
import type { AccountTable } from '../schema.ts'
import { openSecrets, type Secrets } from './secrets.ts'

const sentences = {
  'credential-refused': 'The vendor refused the credential of this account.',
  'token-refused': 'The vendor refused to renew the access token of this account.',
  'validation-failed': 'The call that tries a new connection failed at the vendor.',
  'client-missing':
    'The access token has expired and cannot be renewed: neither this account nor its environment has an OAuth app for the provider. Set one with POST /environment-integration; the account is active again then.',
} as const

/** Why an account is no longer `active`. The status of the vendor's answer is kept, its text never. */
export interface LastError {
  readonly kind: keyof typeof sentences
  /** Status of the vendor's answer; absent without an answer. */
  readonly remoteStatus?: number | undefined
}

/** Our own description of the failure, one or two sentences. */
export const toSentence = ({ kind }: LastError): string => sentences[kind]

/** An account without its secrets. */
export interface AccountRecord {
  readonly id: string
  readonly environmentId: string
  /** The caller's own name for its customer; free, not unique. */
  readonly tenantId: string
  readonly provider: ProviderSlug
  readonly method: AuthenticationMethod
  readonly status: AccountStatus
  readonly variables: Variables
  readonly principal: string | undefined
  readonly handling: Handling | undefined
  readonly lastError: LastError | undefined
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly version: number
}

/** An account with its secrets opened. Used inside the store only. */
export interface OpenedRecord extends AccountRecord {
  readonly secrets: Secrets
  readonly credentialVersion: number
  readonly mintedAtMs: number | undefined
  /** Whether it is or was active at any time. */
  readonly wasActive: boolean
}

/** The columns of an `AccountRecord`. */
export const publicColumns = [
  'id',
  'environment_id',
  'tenant_id',
  'provider',
  'authentication_method',
  'status',
  'variables',
  'principal',
  'handling',
  'last_error',
  'created_at',
  'updated_at',
  'version',
] as const

/** The columns of an `OpenedRecord`. */
export const openedColumns = [
  ...publicColumns,
  'credential',
  'key_id',
  'credential_version',
  'minted_at',
  'first_active_at',
] as const

export const toRecord = (row: Pick<AccountTable, (typeof publicColumns)[number]>): AccountRecord => ({
  id: row.id,
  environmentId: row.environment_id,
  tenantId: row.tenant_id,
  provider: row.provider,
  method: row.authentication_method,
  status: row.status,
  variables: toVariables(row.variables),
  principal: row.principal ?? undefined,
  handling: row.handling ?? undefined,
  lastError: row.last_error === null ? undefined : toLastError(row.last_error),
  createdAtMs: row.created_at,
  updatedAtMs: row.updated_at,
  version: row.version,
})

/** @throws StoreError when the credential does not open. */
export const toOpenedRecord = (
  keys: KeyRing,
  row: Pick<AccountTable, (typeof openedColumns)[number]>,
): OpenedRecord => {
  return {
    ...toRecord(row),
    secrets: openSecrets(keys, row),
    credentialVersion: row.credential_version,
    mintedAtMs: row.minted_at ?? undefined,
    // Versions before 0007 leave the column as it is.
    wasActive: row.first_active_at !== null || row.status === 'active' || row.status === 'needs_reauth',
  }
}

/** The other accounts are listed although this text was changed by hand. */
const entriesOf = (json: string): readonly (readonly [string, unknown])[] => {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? Object.entries(value) : []
  } catch {
    return []
  }
}

const toVariables = (json: string): Variables =>
  Object.fromEntries(entriesOf(json).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))

const isKind = (kind: unknown): kind is LastError['kind'] => typeof kind === 'string' && Object.hasOwn(sentences, kind)

/** Rows of former versions have the vendor's text and no kind: only their status is read. */
const toLastError = (json: string): LastError => {
  const { kind, status } = Object.fromEntries(entriesOf(json))
  return {
    kind: isKind(kind) ? kind : 'credential-refused',
    ...(typeof status === 'number' ? { remoteStatus: status } : {}),
  }
}

/** The column `last_error`. */
export const fromLastError = ({ kind, remoteStatus }: LastError): string =>
  JSON.stringify({ kind, status: remoteStatus })
