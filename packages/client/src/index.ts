export type {
  Capabilities,
  DeactivationOutcome,
  DeactivationOutcomeList,
  IntegratedAccount,
  IntegratedAccountWithWarnings,
  Integration,
  KeyedUserList,
  Meta,
  NormalizedUser,
  NormalizedUserList,
  PersonAccount,
  PersonDeactivation,
  PersonHit,
  PersonHitList,
  ProblemSlug,
  ProblemType,
  ProviderSlug,
  User,
  UserCreate,
  UserList,
  UserPatch,
  UserWithWarnings,
  Warning,
} from '@rollcall/contract'
export type { Token } from './authorization.ts'
export type { Call, CallOptions, Calls, Method } from './calls.ts'
export type { ClientPaths, NormalizedPaths, TimeBounds } from './client-paths.ts'
export type { Client, ClientOptions, PersonSearch, UserWalk, UserWalks } from './create-client.ts'
export { createClient } from './create-client.ts'
export type { ItemWalk, ListPath, ListWalk } from './item-walk.ts'
export { UnreadableLinesError } from './lines.ts'
export { RepeatedCursorError } from './pages.ts'
export type { Problem, ProblemOf, Result } from './problem.ts'
export { isProblem, ProblemError, unwrap } from './problem.ts'
export type { RawCall } from './raw.ts'
