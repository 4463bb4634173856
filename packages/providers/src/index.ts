export type { Account, Credential, OAuthClient } from './account.ts'
export type { Adapter, AuthenticationMethod, Filters, Sort, Variables } from './contract.ts'
export { adapters } from './registry.ts'
export type { Opened } from './runtime/call.ts'
export type { Handling, UserBody } from './runtime/changes.ts'
export { type Fault, ProviderFailure, type RateLimitHint, Refusal, type RemoteAnswer } from './runtime/failures.ts'
export type { HandedOut } from './runtime/hand-out.ts'
export { parseText, withoutQuote } from './runtime/json.ts'
export { keepDigits } from './runtime/lossless-json.ts'
export { createMemoryBudget, type Holding, type MemoryBudget, measureJson } from './runtime/memory.ts'
export { requestToken, revoke, type TokenSet } from './runtime/oauth.ts'
export type { MappedUser, UnifiedUser } from './runtime/read.ts'
export {
  type CallContext,
  createTransport,
  DeadlinePassed,
  type Transport,
} from './runtime/request.ts'
export { createThrottle } from './runtime/throttle.ts'
export { createEngine, type Engine, type Found, type Users, type WriteQuery } from './runtime/users.ts'
export type { ListQuery } from './runtime/walk.ts'
export type { Written } from './runtime/writes.ts'
export { capabilitiesOf, describeMeta, integrationOf } from './support.ts'
