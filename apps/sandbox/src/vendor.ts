import type { Person } from './people.ts'
import type { RateLimit, RateState } from './rate-limit.ts'
import type { ReplyHeaders, VendorReply } from './reply.ts'
import type { VendorRequest } from './request.ts'
import type { RouteTable } from './routes.ts'
import type { TokenBook } from './tokens.ts'

/** How an account connects: the body of `POST /integrated-account` without `integration` and `tenant_id`. */
export interface DemoLogin {
  readonly authentication_method: 'api_key' | 'oauth2' | 'basic' | 'client_credentials'
  /** Obviously made-up secrets, and the account's variables by the names in the vendor's sheet. */
  readonly context: Readonly<Record<string, unknown>> & {
    readonly api_key?: string
    readonly username?: string
    readonly password?: string
    readonly oauth?: {
      readonly token?: {
        readonly access_token: string
        readonly refresh_token?: string
        /** Seconds from the import on. */
        readonly expires_in?: number
      }
      readonly client?: { readonly id: string; readonly secret: string }
    }
  }
}

/** What every vendor gets for a new state. */
export interface VendorContext {
  /** About 400 people; number 11 is the credential's own user. */
  readonly people: readonly Person[]
  /** The only clock a simulator may read. */
  readonly now: () => Date
  /** Columns of users that the organisation lacks or the credential may not see; it changes with the control API. */
  readonly hidden: ReadonlySet<string>
}

/** The rate limit that the vendor reports. It is enforced only while the control API turns it on. */
export interface VendorRateLimit {
  /**
   * The published figures, reported in headers while nothing is enforced. Leave out figures that the sheet marks UNVERIFIED.
   */
  readonly published?: RateLimit
  /** The key of calls that count together; undefined exempts the call. Default: the Authorization header. */
  readonly key?: (request: VendorRequest) => string | undefined
  /** Headers of every counted answer. */
  readonly headers: (state: RateState) => ReplyHeaders
  /** The refusal; `headers` are added to it. */
  readonly exceeded: (state: RateState, request: VendorRequest) => VendorReply
}

/** One vendor with its state: made new for each sandbox and each reset. */
export interface Simulator {
  /** By host group of the vendor: the calls that those hosts answer. */
  readonly routes: Readonly<Record<string, RouteTable>>
  /** An unknown path. */
  readonly notFound: (request: VendorRequest) => VendorReply
  /** A known path with another method. Default: 405 with Allow and no body. */
  readonly methodNotAllowed?: (request: VendorRequest, allow: readonly string[]) => VendorReply
  /** Every credential that the vendor accepts; the control API ends and rotates these. */
  readonly tokens: TokenBook
  /** Default: plain 429 with Retry-After, and no headers otherwise. */
  readonly rateLimit?: VendorRateLimit
  /** The columns that can be hidden. Default: none. */
  readonly columns?: readonly string[]
}

/** A vendor: one value per file in `vendors/`. */
export interface Vendor<Slug extends string = string> {
  readonly slug: Slug
  /** The name in the vendor's spelling. */
  readonly name: string
  /**
   * Real hosts by group, lower case; a call to any other host is answered with 421. A host may be in several groups. Name
   * exactly the demo account's host (`acme.example.com`), so that a wrong region or subdomain is found.
   */
  readonly hosts: Readonly<Record<string, readonly string[]>>
  /** Assumed when a caller names no host. */
  readonly defaultHost: string
  /** The simplest login. */
  readonly demo: DemoLogin
  /** The other logins that the simulator accepts, for tests of those schemes. */
  readonly otherLogins?: readonly DemoLogin[]
  readonly create: (context: VendorContext) => Simulator
}

/** Types a vendor, with its slug as a literal. */
export const defineVendor = <const Slug extends string>(vendor: Vendor<Slug>): Vendor<Slug> => vendor
