export type { Access, Account, Credential, OAuthClient } from './account.ts'
export type { Adapter, AuthenticationMethod, Filters, Sort, Variables } from './contract.ts'
export { guides } from './guides.ts'
export { adapters } from './registry.ts'
export { inBatches } from './runtime/calls/batches.ts'
export type { Opened } from './runtime/calls/call.ts'
export type { Transport } from './runtime/calls/exchange.ts'
export type { HandedOut } from './runtime/calls/hand-out.ts'
export { baseUrlOf, fitsVariable } from './runtime/calls/hosts.ts'
export { createTransport } from './runtime/calls/request.ts'
export { isNeededFor, withDefaults } from './runtime/calls/variables.ts'
export {
  type Fault,
  type Handling,
  ProviderFailure,
  type RateLimitHint,
  Refusal,
  type RemoteAnswer,
} from './runtime/failures.ts'
export { parseText, withoutQuote } from './runtime/json/json.ts'
export { digitsOf, keepDigits, parseLossless } from './runtime/json/lossless-json.ts'
export { type CallContext, DeadlinePassed, type VendorCall, type VendorCallObserver } from './runtime/limits/context.ts'
export { createMemoryBudget, type Holding, type MemoryBudget, measureJson } from './runtime/limits/memory.ts'
export { createThrottle, type Throttle, type WaitObserver } from './runtime/limits/throttle.ts'
export type { ListAnswers, UserLines, UserPage } from './runtime/lists/list.ts'
export type { ListFormat, ListQuery } from './runtime/lists/query.ts'
export { afterConsent, authorizeUrl, createCodeVerifier } from './runtime/oauth/authorize-url.ts'
export { requestToken, revoke, type TokenSet } from './runtime/oauth/oauth.ts'
export { readableFields } from './runtime/records/fields.ts'
export type { MappedUser } from './runtime/records/read.ts'
export {
  createEngine,
  type Engine,
  type Flowing,
  type Found,
  type OneUserQuery,
  type Users,
  type WriteQuery,
} from './runtime/users.ts'
export { type UserBody, writableFieldNames } from './runtime/writes/changes.ts'
export type { Written } from './runtime/writes/writes.ts'
export { capabilitiesOf, describeMeta, integrationOf, type SwitchingOff, switchingOffOf } from './support.ts'
