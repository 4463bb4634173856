import type { Answer, Asked } from '../promises/ask.ts'
import { ask } from '../promises/ask.ts'
import type { KillVendor } from './kill-vendor.ts'
import {
  addEntry,
  type Entry,
  eventLabel,
  type Fate,
  type Held,
  type HeldEntry,
  isHeld,
  type Ledger,
  settle,
} from './ledger.ts'
import type { Random } from './random.ts'

/** The work of callers on a server that will be killed. A change without an answer stays open in the record. */

export interface Caller {
  /** The addresses of the running servers; each request is sent to one of them. */
  origins(): readonly string[]
  /** An API token that may do everything. */
  readonly token: string
  readonly ledger: Ledger
  readonly vendor: KillVendor
  readonly random: Random
  /** Requests that are not answered yet. */
  inFlight: number
  /** Reports a violation. */
  violate(sentence: string): void
  /** No further work is begun. */
  isOver(): boolean
  /** Whether a process that was killed may still have the right to refresh the account's token, which others then wait for. */
  isHeldByTheLost(id: string): Promise<boolean>
}

export const memberOf = (json: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => Reflect.get(Object(value), name), json)

export const app = { id: 'app', secret: 'app-secret' }

/** An answer, or `undefined` where the server was gone before it came whole; a server that lives must answer. */
export const attempt = async (
  caller: Caller,
  method: string,
  path: string,
  asked: Asked = {},
): Promise<Answer | undefined> => {
  const origin = caller.random.of(caller.origins())
  if (origin === undefined) return undefined
  caller.inFlight += 1
  try {
    return await ask(origin, method, path, { token: caller.token, ...asked })
  } catch (error) {
    if (caller.origins().includes(origin)) {
      caller.violate(
        `A server that lives did not answer ${method} ${path}: ${error instanceof Error ? error.message : error}`,
      )
    }
    return undefined
  } finally {
    caller.inFlight -= 1
  }
}

/** Like `attempt`; any other status than these is a violation, a missing answer is not. */
export const expected = async (
  caller: Caller,
  statuses: readonly number[],
  method: string,
  path: string,
  asked?: Asked,
): Promise<Answer | undefined> => {
  const answer = await attempt(caller, method, path, asked)
  if (answer === undefined || statuses.includes(answer.status)) return answer
  caller.violate(`${method} ${path} was answered with ${answer.status}: ${answer.text.slice(0, 300)}`)
  return undefined
}

/** Notes a change that was answered; its request must be in the audit log. */
const acknowledge = ({ ledger }: Caller, { headers }: Answer): void => {
  ledger.acknowledged += 1
  const id = headers['x-request-id']
  if (typeof id === 'string') ledger.requestIds.push(id)
}

const newKey = (ledger: Ledger) => {
  const serial = ledger.serial('k')
  return { serial, context: { api_key: `key.${serial}.made-up`, company_domain: 'acme' } }
}

/** Tokens of a new consent; the access token has expired, or is valid for a moment or for a long time. */
const newChain = ({ ledger, vendor, random }: Caller) => {
  const serial = ledger.serial('c')
  vendor.newChain(serial)
  const expires_in = random.of([0, 30, 3600])
  const token = { access_token: `access.${serial}.0`, refresh_token: `refresh.${serial}.0`, expires_in }
  return { serial, context: { company_domain: 'acme', oauth: { token, client: app } } }
}

const newCredential = (caller: Caller, method: Held['method']) =>
  method === 'api_key' ? newKey(caller.ledger) : newChain(caller)

export const importAccount = async (caller: Caller, method: Held['method']): Promise<Entry | undefined> => {
  const { ledger } = caller
  const tenant = ledger.serial('t')
  const { serial, context } = newCredential(caller, method)
  const unanswered = { tenant, serial, method, link: undefined }
  ledger.unanswered.push(unanswered)
  const answer = await expected(caller, [201], 'POST', '/integrated-account', {
    body: { integration: 'pipedrive', tenant_id: tenant, authentication_method: method, context },
  })
  if (answer === undefined) return undefined
  ledger.unanswered.splice(ledger.unanswered.indexOf(unanswered), 1)
  acknowledge(caller, answer)
  return addEntry(ledger, String(memberOf(answer.json, 'id')), { tenant, serial, method })
}

/** An existing account without a running change and, unless it is for another read, without a running read. */
const idleEntry = (
  { ledger, random }: Caller,
  { method, isForRead = false }: { readonly method?: Held['method']; readonly isForRead?: boolean } = {},
): HeldEntry | undefined => {
  const isIdle = ({ isBusy, open, refreshing, heldBy }: Entry): boolean =>
    !isBusy && open === undefined && heldBy === undefined && (isForRead || refreshing === 0)
  const found = [...ledger.entries.values()].slice(-60).filter(isHeld).filter(isIdle)
  return random.of(found.filter(({ fate }) => method === undefined || fate.method === method))
}

/** Makes one change of an account; it stays open in the record without an answer. */
const change = async (
  caller: Caller,
  entry: Entry,
  next: { readonly fate: Fate; readonly events: readonly string[] },
  send: () => Promise<Answer | undefined>,
): Promise<void> => {
  caller.ledger.touched.add(entry.id)
  entry.isBusy = true
  entry.open = next
  const answer = await send()
  entry.isBusy = false
  if (answer === undefined) return
  acknowledge(caller, answer)
  settle(entry, true)
}

const renameTenant = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller)
  if (entry === undefined) return void (await importAccount(caller, 'api_key'))
  const tenant = caller.ledger.serial('t')
  await change(caller, entry, { fate: { ...entry.fate, tenant }, events: [eventLabel('updated', tenant)] }, () =>
    expected(caller, [200], 'PATCH', `/integrated-account/${entry.id}`, { body: { tenant_id: tenant } }),
  )
}

export const replaceCredential = async (
  caller: Caller,
  entry: HeldEntry,
  event: 'updated' | 'reactivated' = 'updated',
): Promise<void> => {
  const { tenant, method } = entry.fate
  const { serial, context } = newCredential(caller, method)
  await change(caller, entry, { fate: { ...entry.fate, serial }, events: [eventLabel(event, tenant)] }, () =>
    expected(caller, [200], 'PATCH', `/integrated-account/${entry.id}/credentials`, { body: { context } }),
  )
}

const replaceSome = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller)
  await (entry === undefined ? importAccount(caller, 'api_key') : replaceCredential(caller, entry))
}

const deleteSome = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller)
  if (entry === undefined) return void (await importAccount(caller, 'api_key'))
  const { tenant } = entry.fate
  await change(caller, entry, { fate: 'deleted', events: [eventLabel('deleted', tenant)] }, () =>
    expected(caller, [200], 'DELETE', `/integrated-account/${entry.id}`),
  )
}

/** Makes an account's own token, which must end with the account. */
const makeAccountToken = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller)
  if (entry === undefined) return
  entry.isBusy = true
  const answer = await expected(caller, [201], 'POST', '/integrated-account/token', {
    body: { integrated_account_id: entry.id },
  })
  entry.isBusy = false
  if (answer === undefined) return
  acknowledge(caller, answer)
  caller.ledger.touched.add(entry.id)
  entry.token = { text: String(memberOf(answer.json, 'integrated_account_token')), atMs: performance.now() }
}

const makeToken = async (caller: Caller): Promise<void> => {
  const answer = await expected(caller, [201], 'POST', '/api-token', { body: { name: caller.ledger.serial('token') } })
  if (answer === undefined) return
  acknowledge(caller, answer)
  const [id, token] = [String(memberOf(answer.json, 'id')), String(memberOf(answer.json, 'token'))]
  caller.ledger.tokens.push({ id, token, isRevoked: false, isDoubtful: false })
}

const revokeToken = async (caller: Caller): Promise<void> => {
  const held = caller.random.of(caller.ledger.tokens.filter(({ isRevoked, isDoubtful }) => !isRevoked && !isDoubtful))
  if (held === undefined) return makeToken(caller)
  held.isDoubtful = true
  const answer = await expected(caller, [200], 'DELETE', `/api-token/${held.id}`)
  if (answer === undefined) return
  acknowledge(caller, answer)
  held.isRevoked = true
  held.isDoubtful = false
}

/** A call that needs a refresh of the vendor's token; the token of the answer must not be lost. */
export const refresh = async (caller: Caller, entry: HeldEntry): Promise<Answer | undefined> => {
  const { ledger, vendor } = caller
  ledger.touched.add(entry.id)
  const chain = vendor.chains.get(entry.fate.serial)
  const issuedBefore = chain?.issued ?? 0
  entry.refreshing += 1
  const wasAlone = entry.refreshing === 1
  const answer = await attempt(caller, 'POST', '/integrated-account/refresh-credentials', { body: { id: entry.id } })
  entry.refreshing -= 1
  if (answer?.status !== 200 || chain === undefined) return answer
  acknowledge(caller, answer)
  // Another call's refresh at the same time may have got tokens that are not stored yet.
  const isAlone = wasAlone && entry.refreshing === 0
  chain.durable = Math.max(chain.durable, isAlone ? chain.issued : issuedBefore)
  return answer
}

const refreshSome = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller, { method: 'oauth2', isForRead: true })
  if (entry === undefined || caller.random.happens(0.1)) return void (await importAccount(caller, 'oauth2'))
  const answer = await refresh(caller, entry)
  if (answer !== undefined && answer.status !== 200 && !(await caller.isHeldByTheLost(entry.id))) {
    caller.violate(`A refresh of ${entry.id} was answered with ${answer.status}: ${answer.text.slice(0, 300)}`)
  }
}

export const userPath = (id: string, userId: string): string =>
  `/unified/crm/users/${userId}?integrated_account_id=${id}`

/** Calls at once on one account, of which at most one may refresh its token. */
const readTogether = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller, { method: 'oauth2', isForRead: true })
  if (entry === undefined) return void (await importAccount(caller, 'oauth2'))
  caller.ledger.touched.add(entry.id)
  entry.refreshing += 1
  const answers = await Promise.all(
    Array.from({ length: 4 }, (_, index) => attempt(caller, 'GET', userPath(entry.id, String(index + 1)))),
  )
  entry.refreshing -= 1
  const failed = answers.find((answer) => answer !== undefined && answer.status !== 200)
  if (failed !== undefined && !(await caller.isHeldByTheLost(entry.id))) {
    caller.violate(`A read of ${entry.id} was answered with ${failed.status}: ${failed.text.slice(0, 300)}`)
  }
}

const makeLink = async (caller: Caller, body: object): Promise<{ id: string; token: string } | undefined> => {
  const answer = await expected(caller, [201], 'POST', '/link-token', { body })
  if (answer === undefined) return undefined
  acknowledge(caller, answer)
  return { id: String(memberOf(answer.json, 'id')), token: String(memberOf(answer.json, 'link_token')) }
}

/** Opens the page of a link token, as a browser does. @returns its cookie */
export const visit = async (caller: Caller, token: string): Promise<string | undefined> => {
  const answer = await expected(caller, [303], 'GET', `/connect?link_token=${token}`)
  return answer?.headers['set-cookie']?.[0]?.split(';')[0]
}

/** Sends a key by the page's own call. */
export const startWithKey = (caller: Caller, cookie: string, context: object): Promise<Answer | undefined> =>
  expected(caller, [200], 'POST', '/connect/session', {
    body: { integration: 'pipedrive', authentication_method: 'api_key', context },
    headers: { cookie },
  })

/** The vendor's consent, and the redirect to the page. */
const consent = async (caller: Caller, cookie: string, serial: string): Promise<Answer | undefined> => {
  const started = await expected(caller, [200], 'POST', '/connect/session', {
    body: { integration: 'pipedrive', authentication_method: 'oauth2', context: {} },
    headers: { cookie },
  })
  const url = memberOf(started?.json, 'consent_url')
  if (typeof url !== 'string') return undefined
  const query = new URLSearchParams({ code: `code.${serial}`, state: new URL(url).searchParams.get('state') ?? '' })
  const back = await expected(caller, [303], 'GET', `/connect/callback?${query}`, { headers: { cookie } })
  if (back === undefined) return undefined
  return expected(caller, [200], 'GET', '/connect/session', { headers: { cookie } })
}

/** A customer connects an account at the hosted page, by a key or by consent. */
const connect = async (caller: Caller, method: Held['method']): Promise<void> => {
  const { ledger } = caller
  const tenant = ledger.serial('t')
  const link = await makeLink(caller, { tenant_id: tenant, integrations: ['pipedrive'] })
  if (link === undefined) return
  const cookie = await visit(caller, link.token)
  if (cookie === undefined) return
  const { serial, context } = newCredential(caller, method)
  const unanswered = { tenant, serial, method, link: { ...link, tenant, cookie } }
  ledger.unanswered.push(unanswered)
  const answer =
    method === 'api_key' ? await startWithKey(caller, cookie, context) : await consent(caller, cookie, serial)
  if (answer === undefined) return
  ledger.unanswered.splice(ledger.unanswered.indexOf(unanswered), 1)
  if (memberOf(answer.json, 'result', 'result') !== 'success') {
    caller.violate(`Connecting ${tenant} was answered with ${answer.text.slice(0, 300)}`)
    return
  }
  ledger.acknowledged += 1
  ledger.usedLinks.push(link.id)
  addEntry(ledger, String(memberOf(answer.json, 'result', 'integrated_account_id')), { tenant, serial, method })
}

/** A customer replaces the key of an account. */
const reconnect = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller, { method: 'api_key' })
  if (entry === undefined) return connect(caller, 'api_key')
  entry.isBusy = true
  const link = await makeLink(caller, { integrated_account_id: entry.id })
  const cookie = link === undefined ? undefined : await visit(caller, link.token)
  entry.isBusy = false
  if (cookie === undefined) return
  const { serial, context } = newKey(caller.ledger)
  const events = [eventLabel('updated', entry.fate.tenant)]
  await change(caller, entry, { fate: { ...entry.fate, serial }, events }, () => startWithKey(caller, cookie, context))
}

const revokeLink = async (caller: Caller): Promise<void> => {
  const link = await makeLink(caller, { tenant_id: caller.ledger.serial('t') })
  if (link === undefined) return
  const answer = await expected(caller, [200], 'DELETE', `/link-token/${link.id}`)
  if (answer === undefined) return
  acknowledge(caller, answer)
  caller.ledger.revokedLinks.push(link.id)
}

/** A change of a user at the vendor; each has its own id. */
const writeUser = async (caller: Caller): Promise<void> => {
  const entry = idleEntry(caller)
  if (entry === undefined) return void (await importAccount(caller, 'api_key'))
  caller.ledger.touched.add(entry.id)
  entry.isBusy = true
  const userId = caller.ledger.serial('9')
  const answer = await expected(caller, [200], 'PATCH', userPath(entry.id, userId), { body: { is_active: false } })
  entry.isBusy = false
  if (answer !== undefined) acknowledge(caller, answer)
}

/** A user that must be made once, however often the request is repeated. */
const createUser = async (caller: Caller): Promise<void> => {
  const { ledger } = caller
  const entry = idleEntry(caller, { method: 'api_key' })
  if (entry === undefined) return void (await importAccount(caller, 'api_key'))
  const name = ledger.serial('user')
  const [key, email] = [`key-${name}`, `${name}@acme.example`]
  entry.isBusy = true
  const answer = await expected(caller, [201], 'POST', `/unified/crm/users?integrated_account_id=${entry.id}`, {
    body: { email },
    headers: { 'idempotency-key': key },
  })
  entry.isBusy = false
  if (answer === undefined) return
  acknowledge(caller, answer)
  ledger.answers.push({ accountId: entry.id, key, email, text: answer.text })
}

const makeWebhook = async (caller: Caller): Promise<void> => {
  const { ledger, vendor } = caller
  const name = ledger.serial('hook')
  const answer = await expected(caller, [201], 'POST', '/webhook', {
    body: { target_url: vendor.receiver, name, is_active: false },
  })
  if (answer === undefined) return
  acknowledge(caller, answer)
  ledger.webhooks.push({ id: String(memberOf(answer.json, 'id')), name, fate: 'kept' })
}

const deleteWebhook = async (caller: Caller): Promise<void> => {
  const held = caller.random.of(caller.ledger.webhooks.filter(({ fate }) => fate === 'kept'))
  if (held === undefined) return makeWebhook(caller)
  held.fate = 'doubtful'
  const answer = await expected(caller, [200], 'DELETE', `/webhook/${held.id}`)
  if (answer === undefined) return
  acknowledge(caller, answer)
  held.fate = 'deleted'
}

type Task = (caller: Caller) => Promise<unknown>
const importKey: Task = (caller) => importAccount(caller, 'api_key')

/** Something of everything that a store holds. */
const all: readonly Task[] = [
  importKey,
  (caller) => connect(caller, 'api_key'),
  (caller) => connect(caller, 'oauth2'),
  reconnect,
  refreshSome,
  refreshSome,
  readTogether,
  replaceSome,
  renameTenant,
  deleteSome,
  createUser,
  makeAccountToken,
  makeToken,
  revokeToken,
  revokeLink,
  makeWebhook,
]

/** The work of callers in a round, by its kind; an entry that is listed twice is done twice as often. */
export const tasks = {
  connecting: [
    importKey,
    (caller) => connect(caller, 'api_key'),
    (caller) => connect(caller, 'api_key'),
    (caller) => connect(caller, 'oauth2'),
    (caller) => connect(caller, 'oauth2'),
    reconnect,
    replaceSome,
    revokeLink,
  ],
  refreshing: [refreshSome, refreshSome, refreshSome, readTogether, readTogether, replaceSome],
  deleting: [importKey, deleteSome, deleteSome, renameTenant, makeAccountToken, makeToken, revokeToken],
  delivering: [importKey, renameTenant, renameTenant, deleteSome, makeWebhook, deleteWebhook, writeUser, createUser],
  'rotating keys': [importKey, renameTenant, refreshSome, readTogether, replaceSome, deleteSome, createUser],
  importing: [importKey, renameTenant, replaceSome, deleteSome],
  restoring: all,
  copying: all,
  'several processes': all,
} as const satisfies Readonly<Record<string, readonly Task[]>>

export type Kind = keyof typeof tasks

/** Works with several callers at once until the round ends. */
export const work = async (caller: Caller, kind: Kind): Promise<void> => {
  const loop = async (): Promise<void> => {
    while (!caller.isOver()) await caller.random.of<Task>(tasks[kind])?.(caller)
  }
  await Promise.all(Array.from({ length: 6 }, loop))
}
