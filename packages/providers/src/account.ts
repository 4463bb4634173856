import type { ProviderSlug } from '@rollcall/contract'
import type { AuthenticationMethod, Variables } from './contract.ts'

/** The opened credential of one account. Never logged, never passed to an adapter. */
export type Credential =
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'api_key'; readonly apiKey: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }

/** The OAuth app of the account's environment, or the one that was imported with the account. */
export interface OAuthClient {
  readonly id: string
  readonly secret: string
}

/** The credential and variables of a vendor call. They belong together: a new token may have new variables. */
export interface Access {
  readonly credential: Credential
  /** Values of the account that are not secret, also those from token answers. */
  readonly variables: Variables
  /** The vendor's id of the user that the credential belongs to, where a token answer named it. */
  readonly principal: string | undefined
}

/** A connected account as the engine sees it. The store implements it. */
export interface Account {
  readonly id: string
  readonly environmentId: string
  readonly provider: ProviderSlug
  readonly method: AuthenticationMethod
  /**
   * The access to use now; a token that expires within a minute is refreshed first, once for all callers that wait.
   * Throws `ProviderFailure` of kind `unauthorised` when the vendor has refused the refresh before.
   */
  open(signal: AbortSignal): Access | Promise<Access>
  /**
   * Access with a newer credential than `stale`, after a vendor's 401. `undefined` when there is none: for an API key, or a
   * token without refresh token.
   */
  renew(stale: Credential, signal: AbortSignal): Promise<Access | undefined>
  /**
   * The vendor refuses the credential for good: the account turns to `needs_reauth`, once. Only the status of its answer is
   * kept, never its text.
   */
  refused(remoteStatus: number | undefined): Promise<void>
}
