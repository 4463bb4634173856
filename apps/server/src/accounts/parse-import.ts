import {
  type Adapter,
  type AuthenticationMethod,
  type Fault,
  fitsVariable,
  isNeededFor,
  type OAuthClient,
  type Variables,
  withDefaults,
} from '@rollcall/providers'
import type { StoredCredential, StoredToken } from '@rollcall/store'
import { either, kindOf, shownExample, unknownName } from '../http/schema-words.ts'
import { maximumFaults } from '../problems/request-faults.ts'

/** What an import is checked with. */
export type ImportAdapter = Pick<Adapter<never>, 'name' | 'account' | 'authentication'>

/** The content of an import, in the form that `accounts.create` needs. */
export interface ImportedAccount {
  readonly method: AuthenticationMethod
  readonly credential: StoredCredential
  readonly client: OAuthClient | undefined
  readonly variables: Variables
  /** The vendor's user that the credential belongs to, where the token answer has it. */
  readonly principal: string | undefined
}

type Members = Readonly<Record<string, unknown>>

/** Far beyond any token's lifetime; keeps instants within the range of dates. */
const maximumLifetimeSeconds = 100 * 365 * 24 * 3600
const maximumLength = 16_384

/**
 * Reads `authentication_method` and `context` of an import: either an account or all faults at once. An unknown key of
 * `context` is refused by name, so that no secret is stored where answers would show it.
 */
export const parseImport = (
  adapter: ImportAdapter,
  method: AuthenticationMethod,
  context: unknown,
  options: {
    /** Milliseconds since the epoch; `expires_in` counts from it. */
    readonly nowMs: number
    /** The environment has an OAuth app for this provider: client credentials need no app in the import. */
    readonly environmentHasClient?: boolean
    /** The present values of the account, which stay where neither the context nor its token answer has another. */
    readonly current?: Variables
  },
): { readonly account: ImportedAccount } | { readonly faults: readonly Fault[] } => {
  const reader = new Reader()
  if (adapter.authentication[method] === undefined) {
    const offered = either(Object.keys(adapter.authentication))
    reader.fault('/authentication_method', `must be ${offered} for ${adapter.name}, but ${method} was sent`)
    return { faults: reader.faults }
  }
  const members = reader.object(context, '/context')
  if (members === undefined) return { faults: reader.faults }

  const answer = tokenAnswer(members)
  const { variables: reported, principal } = isTokenMethod(method)
    ? readTokenAnswer(adapter, answer, method)
    : { variables: {}, principal: undefined }
  const variables = readVariables(reader, adapter, members, { ...options.current, ...reported }, neededBy(method))
  reader.refuseOthers(
    members,
    '/context',
    [...credentialKeys[method], ...Object.keys(adapter.account)],
    `a field that ${adapter.name} has with ${method}`,
  )
  const oauth = isTokenMethod(method) ? readOAuth(reader, members, method, options) : undefined
  const credential = oauth?.credential ?? readPlainCredential(reader, members, method)
  if (reader.faults.length > 0 || credential === undefined) return { faults: reader.faults }
  return { account: { method, credential, client: oauth?.client, variables, principal } }
}

/**
 * Reads changes of an account's variables: returns either all variables after the change, or all faults at once.
 */
export const parseVariables = (
  adapter: ImportAdapter,
  changes: Members,
  current: Variables,
  isNeeded: IsNeeded,
): { readonly variables: Variables } | { readonly faults: readonly Fault[] } => {
  const reader = new Reader()
  const known = Object.keys(adapter.account)
  reader.refuseOthers(changes, '/context', known, `an account variable of ${adapter.name}`, credentialsElsewhere)
  const variables = readVariables(reader, adapter, changes, current, isNeeded)
  return reader.faults.length > 0 ? { faults: reader.faults } : { variables }
}

const credentialsElsewhere = '; credentials are replaced with PATCH /integrated-account/{id}/credentials'

const credentialKeys: Readonly<Record<AuthenticationMethod, readonly string[]>> = {
  oauth2: ['oauth'],
  client_credentials: ['oauth'],
  api_key: ['api_key'],
  basic: ['username', 'password'],
}

const isTokenMethod = (method: AuthenticationMethod): method is 'oauth2' | 'client_credentials' =>
  method === 'oauth2' || method === 'client_credentials'

const tokenAnswer = ({ oauth }: Members): Members => {
  const token = typeof oauth === 'object' && oauth !== null && 'token' in oauth ? oauth.token : undefined
  return typeof token === 'object' && token !== null ? { ...token } : {}
}

/** The values of the account in a whole token answer besides the tokens: its address, its user. */
const readTokenAnswer = (
  { authentication: { oauth2 } }: ImportAdapter,
  answer: Members,
  method: 'oauth2' | 'client_credentials',
): { readonly variables: Variables; readonly principal: string | undefined } => ({
  variables: oauth2?.account?.(answer, {}) ?? {},
  principal: method === 'oauth2' ? oauth2?.principal?.(answer) : undefined,
})

type IsNeeded = (name: string, rule: ImportAdapter['account'][string]) => boolean

/** The variables that a login by this method needs. */
export const neededBy =
  (method: AuthenticationMethod): IsNeeded =>
  (_name, rule) =>
    isNeededFor(rule, method)

/** The description of a variable within a sentence: without a capital and a full stop. */
const meaningOf = ({ description }: ImportAdapter['account'][string]): string =>
  `${description.slice(0, 1).toLowerCase()}${description.slice(1).replace(/\.$/, '')}`

/** A name in the context replaces the same one in the token answer. */
const readVariables = (
  reader: Reader,
  adapter: ImportAdapter,
  members: Members,
  reported: Variables,
  isNeeded: IsNeeded,
): Variables => {
  const variables: Record<string, string> = {}
  for (const [name, rule] of Object.entries(adapter.account)) {
    const pointer = `/context/${name}`
    const given = members[name] ?? reported[name]
    const value = typeof given === 'string' ? (rule.canonical?.(given) ?? given.trim()) : given
    if (value === undefined) {
      if (isNeeded(name, rule))
        reader.fault(pointer, `is required, for example ${shownExample(rule.example)}: ${meaningOf(rule)}`)
    } else if (typeof value !== 'string') {
      reader.fault(pointer, `must be a text, but ${kindOf(value)} was sent`)
    } else if (!fitsVariable(rule, value)) {
      reader.fault(pointer, `must have the form of ${shownExample(rule.example)}: ${meaningOf(rule)}`)
    } else {
      variables[name] = value
    }
  }
  return withDefaults(adapter.account, variables)
}

const readPlainCredential = (
  reader: Reader,
  members: Members,
  method: AuthenticationMethod,
): StoredCredential | undefined => {
  if (method === 'api_key') {
    const apiKey = reader.secret(members, 'api_key', '/context', 'header')
    return apiKey === undefined ? undefined : { kind: 'api_key', apiKey }
  }
  if (method !== 'basic') return undefined
  const username = reader.secret(members, 'username', '/context')
  const password = reader.secret(members, 'password', '/context', 'password')
  return username === undefined || password === undefined ? undefined : { kind: 'basic', username, password }
}

const readOAuth = (
  reader: Reader,
  members: Members,
  method: 'oauth2' | 'client_credentials',
  options: { readonly nowMs: number; readonly environmentHasClient?: boolean },
): { readonly credential: StoredToken; readonly client: OAuthClient | undefined } | undefined => {
  const pointer = '/context/oauth'
  const oauth = reader.object(members.oauth ?? {}, pointer)
  if (oauth === undefined) return undefined
  reader.refuseOthers(oauth, pointer, ['token', 'client'], 'a field of context.oauth')

  const given = oauth.client === undefined ? undefined : reader.object(oauth.client, `${pointer}/client`)
  const client = given === undefined ? undefined : readClient(reader, given, `${pointer}/client`)
  if (method === 'client_credentials' && oauth.client === undefined && options.environmentHasClient !== true) {
    reader.fault(`${pointer}/client`, 'is required: client credentials need an OAuth app with id and secret')
  }

  if (method === 'client_credentials' && oauth.token === undefined) return { credential: { kind: 'token' }, client }
  const token = reader.object(oauth.token ?? {}, `${pointer}/token`)
  if (token === undefined) return undefined
  return { credential: readToken(reader, token, `${pointer}/token`, options.nowMs), client }
}

const readClient = (reader: Reader, given: Members, pointer: string): OAuthClient | undefined => {
  reader.refuseOthers(given, pointer, ['id', 'secret'], 'a field of context.oauth.client')
  const id = reader.secret(given, 'id', pointer)
  const secret = reader.secret(given, 'secret', pointer)
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

const readToken = (reader: Reader, token: Members, pointer: string, nowMs: number): StoredToken => {
  // The context may have a whole token answer: its other members (token_type, scope) are passed to the adapter and not
  // stored.
  const accessToken = reader.secret(token, 'access_token', pointer, 'header')
  const hasRefreshToken =
    token.refresh_token !== undefined && token.refresh_token !== null && token.refresh_token !== ''
  const refreshToken = hasRefreshToken ? reader.secret(token, 'refresh_token', pointer) : undefined
  const given = token.expires_in ?? undefined
  const expiresIn = typeof given === 'string' && /^\s*-?\d{1,15}(?:\.\d{1,6})?\s*$/.test(given) ? Number(given) : given
  if (expiresIn !== undefined && (typeof expiresIn !== 'number' || !Number.isFinite(expiresIn))) {
    reader.fault(`${pointer}/expires_in`, 'must be a number of seconds from now, such as 3600')
  }
  const lifetimeSeconds = typeof expiresIn === 'number' ? Math.min(expiresIn, maximumLifetimeSeconds) : undefined
  return {
    kind: 'token',
    accessToken,
    refreshToken,
    expiresAtMs: lifetimeSeconds === undefined ? undefined : nowMs + Math.max(0, Math.floor(lifetimeSeconds * 1000)),
  }
}

/** Where a secret is sent: in a header, as a password (which may be empty), or in the body of a token call. */
type SecretPlace = 'header' | 'password' | 'body'

/** Reads members and collects faults; returns `undefined` for a member with a fault. */
class Reader {
  readonly faults: Fault[] = []

  fault(pointer: string, detail: string): void {
    this.faults.push({ pointer, detail })
  }

  object(value: unknown, pointer: string): Members | undefined {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
    this.fault(pointer, `must be an object, but ${kindOf(value)} was sent`)
    return undefined
  }

  /** `is`: the description of a known name, such as `a field of this body`. */
  refuseOthers(members: Members, pointer: string, known: readonly string[], is: string, advice = ''): void {
    for (const name of Object.keys(members)) {
      if (known.includes(name)) continue
      const names = this.faults.length < maximumFaults ? known : []
      const detail = `${unknownName(name, names, { is, those: 'fields' })}${advice}`
      this.fault(`${pointer}/${name.slice(0, 200).replaceAll('~', '~0').replaceAll('/', '~1')}`, detail)
    }
  }

  /** A text without control characters, and of ASCII only where it is sent in a header; no sentence repeats it. */
  secret(members: Members, name: string, pointer: string, kind: SecretPlace = 'body'): string | undefined {
    const given = members[name]
    const value = typeof given === 'string' ? pasted(given, kind) : given
    const place = `${pointer}/${name}`
    if (value === undefined) this.fault(place, 'is required')
    else if (typeof value !== 'string') this.fault(place, `must be a text, but ${kindOf(value)} was sent`)
    else if (value === '' && kind !== 'password') this.fault(place, 'must not be empty')
    else if (value.length > maximumLength) this.fault(place, `must not be longer than ${maximumLength} characters`)
    else if (hasControlCharacter(value)) this.fault(place, 'must not have a line break or another control character')
    else if (kind === 'header' && /[^ -~]/.test(value))
      this.fault(place, 'must have ASCII characters only, because it is sent in a header')
    else return value
    return undefined
  }
}

/**
 * The header, and the scheme in it, from which a key or token is copied: `Bearer x`, `Token token=x`, `Acme-oauthtoken x`.
 */
const headerBefore =
  /^(?:authorization\s?:\s{0,9})?(?:bearer|token|oauth|[a-z]{1,20}-oauthtoken)\s{1,9}(?:token=)?(?=\S{1,16384}$)/i

/** The secret in what people paste: without the white space around it, and without the header of a key or token. */
const pasted = (text: string, place: SecretPlace): string => {
  // A person's password may begin or end with a blank, but not with the line break that was copied along.
  if (place === 'password') return text.replace(/^[\r\n]{1,9}/, '').replace(/[\r\n]{1,9}$/, '')
  return place === 'header' ? text.trim().replace(headerBefore, '') : text.trim()
}

const hasControlCharacter = (text: string): boolean => /\p{Cc}/u.test(text)
