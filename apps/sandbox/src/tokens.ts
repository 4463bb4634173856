/** A credential that the vendor accepts at the moment of asking, or did once. */
export interface TokenState {
  readonly token: string
  /** Whose it is: the simulator's own key for a user. */
  readonly subject: string
  /** `api_key` for everything without expiry: keys, personal tokens, `username:password`. */
  readonly kind: 'api_key' | 'access'
  readonly scopes: readonly string[]
  readonly expired: boolean
}

/** A fresh pair from a grant. */
export interface IssuedTokens {
  readonly accessToken: string
  /** Absent when the grant hands out none. */
  readonly refreshToken?: string
  readonly expiresInSeconds: number
  readonly scopes: readonly string[]
  readonly subject: string
}

/** How a vendor's tokens live. */
export interface TokenBookOptions {
  /** Minted values start with it; by custom `sandbox-<slug>`. */
  readonly prefix: string
  readonly now: () => Date
  /** Life of an access token. */
  readonly accessLifetimeSeconds: number
  /** Life of a refresh token since its issue or last use; without it a refresh token does not age. */
  readonly refreshLifetimeSeconds?: number
  /** Life of an authorization code. Default 300. */
  readonly codeLifetimeSeconds?: number
  /**
   * What a refresh does to the refresh token: `keep` hands out none and the old one stays, `repeat` hands out the old
   * one again, `rotate` hands out a new one beside the old, `single-use` hands out a new one and the old one dies.
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

/** The book of one vendor's credentials. Values are minted in order, so two runs hand out the same ones. */
export class TokenBook {
  readonly #options: TokenBookOptions
  readonly #access = new Map<string, Grant & { kind: TokenState['kind'] }>()
  readonly #refresh = new Map<string, Grant>()
  readonly #codes = new Map<string, CodeTerms & { expiresAtMs: number }>()
  #minted = 0

  constructor(options: TokenBookOptions) {
    this.#options = options
  }

  /** Accepts a credential that does not age. */
  addKey(token: string, subject: string, scopes: readonly string[] = []): void {
    this.#access.set(token, { subject, scopes, kind: 'api_key', expiresAtMs: Number.POSITIVE_INFINITY })
  }

  /** Accepts a known pair, for instance that of the demo account. */
  addPair(pair: {
    access: string
    refresh?: string
    subject: string
    scopes?: readonly string[]
    /** Default: the vendor's life of an access token. */
    expiresInSeconds?: number
  }): void {
    const scopes = pair.scopes ?? []
    const seconds = pair.expiresInSeconds ?? this.#options.accessLifetimeSeconds
    this.#access.set(pair.access, { subject: pair.subject, scopes, kind: 'access', expiresAtMs: this.#in(seconds) })
    if (pair.refresh !== undefined) this.#keepRefresh(pair.refresh, pair.subject, scopes)
  }

  /** Looks a credential up; undefined when the vendor never knew it or has forgotten it. */
  find(token: string | undefined): TokenState | undefined {
    const grant = token === undefined ? undefined : this.#access.get(token)
    if (token === undefined || !grant) return undefined
    const expired = grant.expiresAtMs <= this.#nowMs()
    return { token, subject: grant.subject, kind: grant.kind, scopes: grant.scopes, expired }
  }

  /** Looks up a credential that is good now; undefined otherwise. */
  valid(token: string | undefined): TokenState | undefined {
    const state = this.find(token)
    return state && !state.expired ? state : undefined
  }

  /** Mints an access token and, unless the request says otherwise, a refresh token. */
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

  /** Mints an authorization code. */
  issueCode(terms: CodeTerms): string {
    const code = this.#mint('code')
    this.#codes.set(code, { ...terms, expiresAtMs: this.#in(this.#options.codeLifetimeSeconds ?? 300) })
    return code
  }

  /** Takes a code out of the book: it works once. Undefined when unknown, used or too old. */
  takeCode(code: string): CodeTerms | undefined {
    const terms = this.#codes.get(code)
    this.#codes.delete(code)
    return terms && terms.expiresAtMs > this.#nowMs() ? terms : undefined
  }

  /** Forgets an access token, key or refresh token. True when there was one. */
  revoke(token: string): boolean {
    const access = this.#access.delete(token)
    return this.#refresh.delete(token) || access
  }

  /** Ends every access token AND every key; refresh tokens live on. Returns how many were good until now. */
  expireAll(): number {
    let ended = 0
    for (const grant of this.#access.values()) {
      if (grant.expiresAtMs > this.#nowMs()) ended += 1
      grant.expiresAtMs = 0
    }
    return ended
  }

  /** Replaces every refresh token by one that nobody holds. Returns how many died. */
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
