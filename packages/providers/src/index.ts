export type { Account, Credential, OAuthClient } from './account.ts'
export type { Adapter, AuthenticationMethod, Filters, Sort, Variables } from './contract.ts'
export { adapters } from './registry.ts'
export type { Opened } from './runtime/calls/call.ts'
export { createMemoryBudget, type Holding, type MemoryBudget, measureJson } from './runtime/calls/memory.ts'
export {
  type CallContext,
  createTransport,
  DeadlinePassed,
  type Transport,
} from './runtime/calls/request.ts'
export { type Fault, ProviderFailure, type RateLimitHint, Refusal, type RemoteAnswer } from './runtime/failures.ts'
export { parseText, withoutQuote } from './runtime/json/json.ts'
export { keepDigits } from './runtime/json/lossless-json.ts'
export { createThrottle } from './runtime/limits/throttle.ts'
export type { ListQuery } from './runtime/lists/walk.ts'
export { requestToken, revoke, type TokenSet } from './runtime/oauth/oauth.ts'
export type { MappedUser, UnifiedUser } from './runtime/records/read.ts'
export type { HandedOut } from './runtime/secrets/hand-out.ts'
export { createEngine, type Engine, type Found, type Users, type WriteQuery } from './runtime/users.ts'
export type { Handling, UserBody } from './runtime/writes/changes.ts'
export type { Written } from './runtime/writes/writes.ts'
export { capabilitiesOf, describeMeta, integrationOf } from './support.ts'
