import type { ProviderSlug } from '@rollcall/contract'
import type { AuthenticationMethod, Variables } from './contract.ts'

/** What authenticates one account at its vendor, opened. Never logged, never handed to an adapter. */
export type Credential =
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'api_key'; readonly apiKey: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }

/** An OAuth app of the account's environment, or the one its import brought. */
export interface OAuthClient {
  readonly id: string
  readonly secret: string
}

/** What a vendor call is made with: these belong together, and a new token may bring new variables. */
export interface Access {
  readonly credential: Credential
  /** Values of the account that are no secrets, what token answers brought included. */
  readonly variables: Variables
  /** The vendor's id of the user whose credential this is, where a token answer named it. */
  readonly principal: string | undefined
}

/** A connected account as the engine sees it. The store implements it. */
export interface Account {
  readonly id: string
  readonly environmentId: string
  readonly provider: ProviderSlug
  readonly method: AuthenticationMethod
  /**
   * What to use now; a token that expires within a minute is refreshed first, once however many callers wait.
   * Throws `ProviderFailure` of kind `unauthorised` when the vendor has refused the refresh before.
   */
  open(signal: AbortSignal): Access | Promise<Access>
  /**
   * Access with a newer credential than `stale`, after a vendor's 401. `undefined` when there is none to be had: an API
   * key, or a token without refresh token.
   */
  renew(stale: Credential, signal: AbortSignal): Promise<Access | undefined>
  /**
   * The vendor refuses the credential for good: the account turns to `needs_reauth`, once. Of its answer the status is
   * kept, never its words.
   */
  refused(remoteStatus: number | undefined): Promise<void>
}
