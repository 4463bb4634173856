import { type Credential, type OAuthClient, parseText } from '@rollcall/providers'
import type { Binding, KeyRing } from '../keys.ts'
import type { AccountTable } from '../schema.ts'
import { bindingIn, type SealedColumn } from '../sealed-column.ts'
import { StoreError, UnopenedCredential } from '../store-error.ts'

/** What is kept of a vendor's tokens. Client credentials may have no token yet. */
export interface StoredToken {
  readonly kind: 'token'
  readonly accessToken?: string | undefined
  readonly refreshToken?: string | undefined
  /** Absent: until the vendor answers 401. */
  readonly expiresAtMs?: number | undefined
}

export type StoredCredential = StoredToken | Exclude<Credential, { readonly kind: 'token' }>

/** All secrets of an account. */
export interface Secrets {
  readonly credential: StoredCredential
  /** The OAuth app that came with the account; absent: the environment's. */
  readonly client?: OAuthClient | undefined
}

/** What a credential is bound to: with any of these columns changed by hand, it does not open. */
export const boundColumns = [
  'id',
  'environment_id',
  'tenant_id',
  'provider',
  'authentication_method',
  'variables',
  'principal',
] as const

type BoundColumns = Pick<AccountTable, (typeof boundColumns)[number]>

export const accountCredential: SealedColumn = {
  table: 'accounts',
  column: 'credential',
  noun: 'account',
  key: ['id'],
  purpose: 'account-credential',
  account: 'id',
  beside: ['key_id', 'tenant_id', 'provider', 'authentication_method', 'variables', 'principal'],
  isNeeded: true,
}

const bindingOf = (row: BoundColumns, keyId: string): Binding => bindingIn(accountCredential, { ...row, key_id: keyId })

/** The columns that hold the secrets; to be written in one statement with those that they are bound to. */
export const sealSecrets = (keys: KeyRing, row: BoundColumns, secrets: Secrets) => ({
  credential: keys.seal(JSON.stringify(secrets), bindingOf(row, keys.sealingKeyId)),
  key_id: keys.sealingKeyId,
})

/** @throws UnopenedCredential when the credential does not open in this row. */
export const openSecrets = (
  keys: KeyRing,
  row: BoundColumns & Pick<AccountTable, 'credential' | 'key_id'>,
): Secrets => {
  const binding = bindingOf(row, row.key_id)
  try {
    return toSecrets(keys.open(row.credential, binding))
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause
    throw new UnopenedCredential(
      `The stored credential of the account ${row.id} does not open: its row was changed, or its key "${row.key_id}" is another one now. Delete the account and connect it again.`,
      { cause },
    )
  }
}

/** @throws StoreError when it is not the JSON of `Secrets`. */
export const toSecrets = (text: string): Secrets => {
  const value: unknown = parseText(text)
  const credential = isObject(value) ? toCredential(value.credential) : undefined
  if (!isObject(value) || credential === undefined) throw new StoreError('A stored credential has an unknown form.')
  const client = toClient(value.client)
  return client === undefined ? { credential } : { credential, client }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const toClient = (value: unknown): OAuthClient | undefined =>
  isObject(value) && typeof value.id === 'string' && typeof value.secret === 'string'
    ? { id: value.id, secret: value.secret }
    : undefined

const toCredential = (value: unknown): StoredCredential | undefined => {
  if (!isObject(value)) return undefined
  const { kind, accessToken, refreshToken, expiresAtMs, apiKey, username, password } = value
  if (kind === 'api_key' && typeof apiKey === 'string') return { kind, apiKey }
  if (kind === 'basic' && typeof username === 'string' && typeof password === 'string') {
    return { kind, username, password }
  }
  if (kind !== 'token') return undefined
  return {
    kind,
    ...(typeof accessToken === 'string' ? { accessToken } : {}),
    ...(typeof refreshToken === 'string' ? { refreshToken } : {}),
    ...(typeof expiresAtMs === 'number' ? { expiresAtMs } : {}),
  }
}
