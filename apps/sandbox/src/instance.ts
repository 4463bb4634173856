import { type Fault, FaultList } from './faults.ts'
import { Journal, type JournalEntry } from './journal.ts'
import { people } from './people.ts'
import { type RateLimit, RateLimiter, type RateState } from './rate-limit.ts'
import { empty, type ReplyHeaders, text, type VendorReply, withHeaders } from './reply.ts'
import type { VendorRequest } from './request.ts'
import { compileRoutes, type RouteMatch } from './routes.ts'
import type { Simulator, Vendor } from './vendor.ts'

/** What a test or the control API may do to a vendor. */
export interface VendorControl {
  /** Adds a fault after the existing ones. */
  fault(fault: Fault): void
  clearFaults(): void
  /** Restores the initial state: users, tokens, faults, rate limit, journal. */
  reset(): void
  /** Enforces a limit from now on. */
  limitRate(rate: RateLimit): void
  clearRateLimit(): void
  /** Ends every access token and key; refresh tokens stay valid. Returns how many were valid until now. */
  expireTokens(): number
  /** Replaces every refresh token by one that no caller has. Returns how many. */
  rotateRefreshTokens(): number
  /** Hides these columns of users, and no others. Throws when the vendor has no such column. */
  hideColumns(columns: readonly string[]): void
  /** Oldest first, without the values of secrets. */
  requests(): readonly JournalEntry[]
  clearRequests(): void
  status(): VendorStatus
}

/** The answer to `GET /_control/<slug>`. */
export interface VendorStatus {
  readonly slug: string
  readonly faults: readonly Fault[]
  readonly rate_limit: { readonly limit: number; readonly window_ms: number } | null
  readonly hidden_columns: readonly string[]
  /** Calls that wait for a latency to end, or never get an answer. */
  readonly waiting: number
}

interface Seeded {
  readonly simulator: Simulator
  readonly find: ReadonlyMap<string, (request: VendorRequest) => RouteMatch>
}

/** A vendor in a running sandbox: its simulator, with its faults and limits. */
export class VendorInstance implements VendorControl {
  readonly vendor: Vendor
  readonly faults = new FaultList()
  readonly journal = new Journal()
  /** Calls that are held back at the moment. */
  waiting = 0
  readonly #now: () => Date
  readonly #limiter: RateLimiter
  readonly #hidden = new Set<string>()
  #rate: RateLimit | undefined
  #startedAt: Date
  #seeded: Seeded | undefined

  constructor(vendor: Vendor, now: () => Date) {
    this.vendor = vendor
    this.#now = now
    this.#limiter = new RateLimiter(now)
    this.#startedAt = now()
  }

  /** Made at the first use: most sandboxes use few of their vendors. */
  get #made(): Seeded {
    if (this.#seeded === undefined) {
      // The lifetime of a token begins at the start.
      const now = () => (this.#seeded === undefined ? this.#startedAt : this.#now())
      const simulator = this.vendor.create({ people, now, hidden: this.#hidden })
      this.#seeded = { simulator, find: lookups(this.vendor, simulator) }
    }
    return this.#seeded
  }

  get #simulator(): Simulator {
    return this.#made.simulator
  }

  /** True when the vendor has this host. */
  knowsHost(host: string): boolean {
    return Object.values(this.vendor.hosts).some((hosts) => hosts.includes(host))
  }

  /** Answers a call as the vendor does, rate limit included. */
  async answer(request: VendorRequest): Promise<VendorReply> {
    const limit = this.#simulator.rateLimit
    const key = limit?.key ? limit.key(request) : (request.header('authorization') ?? 'anonymous')
    if (key === undefined) return this.#route(request)
    if (!this.#rate) {
      const headers = limit?.published ? limit.headers(this.#limiter.untouched(limit.published)) : {}
      return withHeaders(await this.#route(request), headers)
    }
    const state = this.#limiter.take(key, this.#rate)
    const headers = limit?.headers(state) ?? {}
    if (!state.exceeded) return withHeaders(await this.#route(request), headers)
    return withHeaders(limit ? limit.exceeded(state, request) : plainRefusal(state), headers)
  }

  /** Values that must never be shown. */
  secrets(): readonly string[] {
    return this.#simulator.tokens.secrets()
  }

  fault(fault: Fault): void {
    this.faults.add(fault)
  }

  clearFaults(): void {
    this.faults.clear()
  }

  reset(): void {
    this.#seeded = undefined
    this.#startedAt = this.#now()
    this.clearFaults()
    this.clearRateLimit()
    this.hideColumns([])
    this.clearRequests()
  }

  limitRate(rate: RateLimit): void {
    this.#limiter.clear()
    this.#rate = rate
  }

  clearRateLimit(): void {
    this.#rate = undefined
  }

  expireTokens(): number {
    return this.#simulator.tokens.expireAll()
  }

  rotateRefreshTokens(): number {
    return this.#simulator.tokens.rotateRefreshTokens()
  }

  hideColumns(columns: readonly string[]): void {
    const known = this.#simulator.columns ?? []
    const unknown = columns.find((column) => !known.includes(column))
    if (unknown !== undefined) {
      throw new Error(`${this.vendor.slug} has no column '${unknown}' to hide; it has ${known.join(', ') || 'none'}`)
    }
    this.#hidden.clear()
    for (const column of columns) this.#hidden.add(column)
  }

  requests(): readonly JournalEntry[] {
    return this.journal.list()
  }

  clearRequests(): void {
    this.journal.clear()
  }

  status(): VendorStatus {
    const rate = this.#rate
    return {
      slug: this.vendor.slug,
      faults: this.faults.list(),
      rate_limit: rate ? { limit: rate.limit, window_ms: rate.windowMs } : null,
      hidden_columns: [...this.#hidden],
      waiting: this.waiting,
    }
  }

  async #route(request: VendorRequest): Promise<VendorReply> {
    const found = this.#made.find.get(request.hostAssumed ? '*' : request.host)?.(request) ?? { allow: [] }
    if ('handler' in found) return found.handler(found.request)
    if (found.allow.length === 0) return this.#simulator.notFound(request)
    const refused = this.#simulator.methodNotAllowed?.(request, found.allow) ?? empty(405)
    return withHeaders(refused, allowHeader(found.allow))
  }
}

const lookups = (vendor: Vendor, simulator: Simulator): Map<string, (request: VendorRequest) => RouteMatch> => {
  for (const group of Object.keys(simulator.routes)) {
    if (!(group in vendor.hosts)) throw new Error(`${vendor.slug} has routes for '${group}', which has no hosts`)
  }
  const found = new Map([['*', compileRoutes(Object.values(simulator.routes))]])
  for (const host of new Set(Object.values(vendor.hosts).flat())) {
    const groups = Object.entries(vendor.hosts).filter(([, hosts]) => hosts.includes(host))
    found.set(host, compileRoutes(groups.map(([group]) => simulator.routes[group] ?? {})))
  }
  return found
}

const allowHeader = (allow: readonly string[]): ReplyHeaders => ({ allow: allow.join(', ') })

const plainRefusal = (state: RateState): VendorReply =>
  text(429, 'Too Many Requests', { 'retry-after': String(Math.ceil(state.resetInMs / 1000)) })
