export { type AccountRecord, toSentence } from './accounts/account-record.ts'
export type { DeletedAccount } from './accounts/accounts.ts'
export type { OpenedAccount } from './accounts/opened-account.ts'
export type { StoredCredential, StoredToken } from './accounts/secrets.ts'
export type {
  AuditEnding,
  AuditEntry,
  AuditFilters,
  AuditSubject,
  NewAuditEntry,
} from './audit/audit-entry.ts'
export type { ConnectSession } from './connect-sessions/connect-sessions.ts'
export type { Database } from './database.ts'
export { createEnvironments } from './environments/environments.ts'
export type { Claim, IdempotentRequest } from './idempotency/idempotency.ts'
export { openKeyCheck } from './key-check.ts'
export { generateKey, type KeyRing, parseKeyRing } from './keys.ts'
export type { LinkToken } from './link-tokens/link-tokens.ts'
export { loadOrCreateLocalKey, localKeyFileName } from './local-key.ts'
export { FolderInUse, lockFolder } from './lock-folder.ts'
export type { OAuthApp } from './oauth-apps/oauth-apps.ts'
export { databaseFileName, openSqlite } from './open-sqlite.ts'
export { createStore, type Store } from './store.ts'
export { StoreError, StoreNotReached, StoreUnavailable, UnopenedCredential } from './store-error.ts'
export type { ApiToken } from './tokens/tokens.ts'
export type { ClaimedDelivery, Delivery, DeliveryFault, SendOutcome } from './webhooks/deliveries.ts'
export type { SigningSecrets } from './webhooks/signing-secrets.ts'
export type { Webhook } from './webhooks/webhooks.ts'
