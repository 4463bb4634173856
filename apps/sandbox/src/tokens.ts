/** A credential that the vendor accepts now, or accepted before. */
export interface TokenState {
  readonly token: string
  /** Its user: the simulator's own key for a user. */
  readonly subject: string
  /** `api_key` for everything without expiry: keys, personal tokens, `username:password`. */
  readonly kind: 'api_key' | 'access'
  readonly scopes: readonly string[]
  readonly expired: boolean
}

/** A new pair from a grant. */
export interface IssuedTokens {
  readonly accessToken: string
  /** Absent when the grant returns none. */
  readonly refreshToken?: string
  readonly expiresInSeconds: number
  readonly scopes: readonly string[]
  readonly subject: string
}

/** The lifetimes of a vendor's tokens. */
export interface TokenBookOptions {
  /** The prefix of issued values; by convention `sandbox-<slug>`. */
  readonly prefix: string
  readonly now: () => Date
  /** Lifetime of an access token. */
  readonly accessLifetimeSeconds: number
  /** Lifetime of a refresh token since its issue or last use; without it a refresh token does not expire. */
  readonly refreshLifetimeSeconds?: number
  /** Lifetime of an authorization code. Default 300. */
  readonly codeLifetimeSeconds?: number
  /**
   * The effect of a refresh on the refresh token: `keep` returns none and the old one stays, `repeat` returns the old one
   * again, `rotate` returns a new one beside the old, `single-use` returns a new one and ends the old one.
   */
  readonly refresh: 'keep' | 'repeat' | 'rotate' | 'single-use'
}

interface Grant {
  readonly subject: string
  readonly scopes: readonly string[]
  expiresAtMs: number
}

/** An authorization code's terms. */
export interface CodeTerms {
  readonly subject: string
  readonly scopes: readonly string[]
  readonly redirectUri?: string
  /** PKCE, S256. */
  readonly challenge?: string
}

/** The book of one vendor's credentials. Values are issued in order, so two runs issue the same ones. */
export class TokenBook {
  readonly #options: TokenBookOptions
  readonly #access = new Map<string, Grant & { kind: TokenState['kind'] }>()
  readonly #refresh = new Map<string, Grant>()
  readonly #codes = new Map<string, CodeTerms & { expiresAtMs: number }>()
  #minted = 0

  constructor(options: TokenBookOptions) {
    this.#options = options
  }

  /** Accepts a credential that does not expire. */
  addKey(token: string, subject: string, scopes: readonly string[] = []): void {
    this.#access.set(token, { subject, scopes, kind: 'api_key', expiresAtMs: Number.POSITIVE_INFINITY })
  }

  /** Accepts a known pair, for instance that of the demo account. */
  addPair(pair: {
    access: string
    refresh?: string
    subject: string
    scopes?: readonly string[]
    /** Default: the vendor's lifetime of an access token. */
    expiresInSeconds?: number
  }): void {
    const scopes = pair.scopes ?? []
    const seconds = pair.expiresInSeconds ?? this.#options.accessLifetimeSeconds
    this.#access.set(pair.access, { subject: pair.subject, scopes, kind: 'access', expiresAtMs: this.#in(seconds) })
    if (pair.refresh !== undefined) this.#keepRefresh(pair.refresh, pair.subject, scopes)
  }

  /** Finds a credential; undefined when the vendor never issued it or has revoked it. */
  find(token: string | undefined): TokenState | undefined {
    const grant = token === undefined ? undefined : this.#access.get(token)
    if (token === undefined || !grant) return undefined
    const expired = grant.expiresAtMs <= this.#nowMs()
    return { token, subject: grant.subject, kind: grant.kind, scopes: grant.scopes, expired }
  }

  /** Finds a credential that is valid now; undefined otherwise. */
  valid(token: string | undefined): TokenState | undefined {
    const state = this.find(token)
    return state && !state.expired ? state : undefined
  }

  /** Issues an access token and, unless the request excludes it, a refresh token. */
  issue(subject: string, scopes: readonly string[] = [], withRefresh = true): IssuedTokens {
    const accessToken = this.#mint('access')
    this.addPair({ access: accessToken, subject, scopes })
    const issued = { accessToken, expiresInSeconds: this.#options.accessLifetimeSeconds, scopes, subject }
    if (!withRefresh) return issued
    const refreshToken = this.#mint('refresh')
    this.#keepRefresh(refreshToken, subject, scopes)
    return { ...issued, refreshToken }
  }

  /** Uses a refresh token; undefined when it is unknown, used up or too old. */
  refresh(refreshToken: string): IssuedTokens | undefined {
    const grant = this.#refresh.get(refreshToken)
    if (!grant || grant.expiresAtMs <= this.#nowMs()) return undefined
    const mode = this.#options.refresh
    if (mode === 'single-use') this.#refresh.delete(refreshToken)
    else this.#keepRefresh(refreshToken, grant.subject, grant.scopes)
    const rotates = mode === 'rotate' || mode === 'single-use'
    const issued = this.issue(grant.subject, grant.scopes, rotates)
    return mode === 'repeat' ? { ...issued, refreshToken } : issued
  }

  /** Issues an authorization code. */
  issueCode(terms: CodeTerms): string {
    const code = this.#mint('code')
    this.#codes.set(code, { ...terms, expiresAtMs: this.#in(this.#options.codeLifetimeSeconds ?? 300) })
    return code
  }

  /** Removes a code from the book: it works once. Undefined when unknown, used or too old. */
  takeCode(code: string): CodeTerms | undefined {
    const terms = this.#codes.get(code)
    this.#codes.delete(code)
    return terms && terms.expiresAtMs > this.#nowMs() ? terms : undefined
  }

  /** Removes an access token, key or refresh token. True when there was one. */
  revoke(token: string): boolean {
    const access = this.#access.delete(token)
    return this.#refresh.delete(token) || access
  }

  /** Ends every access token AND every key; refresh tokens stay valid. Returns how many were valid until now. */
  expireAll(): number {
    let ended = 0
    for (const grant of this.#access.values()) {
      if (grant.expiresAtMs > this.#nowMs()) ended += 1
      grant.expiresAtMs = 0
    }
    return ended
  }

  /** Replaces every refresh token by one that no caller has. Returns how many. */
  rotateRefreshTokens(): number {
    const old = [...this.#refresh.values()]
    this.#refresh.clear()
    for (const grant of old) this.#keepRefresh(this.#mint('refresh'), grant.subject, grant.scopes)
    return old.length
  }

  /** Every secret value in the book, for redaction. */
  secrets(): readonly string[] {
    return [...this.#access.keys(), ...this.#refresh.keys(), ...this.#codes.keys()]
  }

  #mint(kind: 'access' | 'refresh' | 'code'): string {
    this.#minted += 1
    return `${this.#options.prefix}-${kind}-${this.#minted}`
  }

  #keepRefresh(token: string, subject: string, scopes: readonly string[]): void {
    const seconds = this.#options.refreshLifetimeSeconds
    const expiresAtMs = seconds === undefined ? Number.POSITIVE_INFINITY : this.#in(seconds)
    this.#refresh.set(token, { subject, scopes, expiresAtMs })
  }

  #in(seconds: number): number {
    return this.#nowMs() + seconds * 1000
  }

  #nowMs(): number {
    return this.#options.now().getTime()
  }
}
