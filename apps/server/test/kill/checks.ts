import type { KeyRing } from '@rollcall/store'
import { inspectKeys, openBeside } from '@rollcall/store/commands'
import type { Arrival } from './kill-vendor.ts'
import { addEntry, type Entry, isHeld, type Ledger, settle, type Unanswered } from './ledger.ts'
import { attempt, type Caller, expected, memberOf, refresh, replaceCredential, userPath } from './work.ts'

/** What must be true of a store after a kill, checked with the server that opened it again. */

/** The result of a check. */
export interface Found {
  /** Changes that had an answer and were checked. */
  checked: number
  /** Changes without an answer that were made, and those that were not. */
  madeUnanswered: number
  unmadeUnanswered: number
  /** The vendor had issued new tokens, and the process was killed before it stored them. */
  lostToWindow: number
  /** The longest time between such an answer of the vendor and the kill. */
  longestWindowMs: number
  /** Connected accounts whose link token was still open. */
  openLinks: number
}

export const nothingFound = (): Found => ({
  checked: 0,
  madeUnanswered: 0,
  unmadeUnanswered: 0,
  lostToWindow: 0,
  longestWindowMs: 0,
  openLinks: 0,
})

interface Listed {
  readonly id: string
  readonly tenant: string
  readonly status: string
}

/** All rows of an admin list. */
const listAll = async (caller: Caller, path: string): Promise<readonly unknown[]> => {
  const rows: unknown[] = []
  let cursor = ''
  do {
    const query = new URLSearchParams({ limit: '1000', ...(cursor === '' ? {} : { next_cursor: cursor }) })
    const answer = await expected(caller, [200], 'GET', `${path}${path.includes('?') ? '&' : '?'}${query}`)
    const result = memberOf(answer?.json, 'result')
    if (Array.isArray(result)) rows.push(...result)
    cursor = String(memberOf(answer?.json, 'next_cursor') ?? '')
  } while (cursor !== '')
  return rows
}

const listAccounts = async (caller: Caller): Promise<readonly Listed[]> =>
  (await listAll(caller, '/integrated-account')).map((row) => ({
    id: String(memberOf(row, 'id')),
    tenant: String(memberOf(row, 'tenant_id')),
    status: String(memberOf(row, 'status')),
  }))

/** The serial of the account's present credential. */
const storedSerial = async (caller: Caller, id: string): Promise<string | undefined> => {
  const answer = await expected(caller, [200], 'GET', userPath(id, '1'))
  const name = memberOf(answer?.json, 'name') ?? memberOf(answer?.json, 'result', 'name')
  return typeof name === 'string' ? name.replace('Serial ', '') : undefined
}

const eachOf = async <T>(items: readonly T[], check: (item: T) => Promise<void>): Promise<void> => {
  const waiting = [...items]
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await check(item)
  }
  await Promise.all(Array.from({ length: 6 }, lane))
}

/** Requests to connect or import without an answer: they made one complete account, or none. */
const checkUnanswered = async (
  caller: Caller,
  accounts: readonly Listed[],
  links: ReadonlyMap<string, string>,
  found: Found,
): Promise<readonly Unanswered[]> => {
  const { ledger } = caller
  const left: Unanswered[] = []
  for (const unanswered of ledger.unanswered.splice(0)) {
    const { tenant, serial, method, link } = unanswered
    const made = accounts.filter((account) => account.tenant === tenant)
    const [account] = made
    const linkState = link === undefined ? undefined : links.get(link.id)
    if (made.length > 1) caller.violate(`One request made ${made.length} accounts of ${tenant}.`)
    if (account !== undefined && account.status === 'active' && (linkState ?? 'used') === 'used') {
      addEntry(ledger, account.id, { tenant, serial, method })
      found.madeUnanswered += 1
    } else if (link === undefined && account === undefined) {
      found.unmadeUnanswered += 1
    } else if (linkState === 'open') {
      if (account?.status === 'active') found.openLinks += 1
      left.push(unanswered)
    } else {
      caller.violate(`${tenant} is ${account?.status ?? 'not there'}, and its link token is ${linkState ?? 'none'}.`)
    }
  }
  return left
}

const checkListed = (caller: Caller, entry: Entry, listed: Listed | undefined, found: Found): void => {
  const { fate, open } = entry
  found.checked += 1
  if (open !== undefined) {
    const isDeleted = listed === undefined
    if (open.fate === 'deleted') {
      found[isDeleted ? 'madeUnanswered' : 'unmadeUnanswered'] += 1
      settle(entry, isDeleted)
    } else if (fate !== 'deleted' && open.fate.tenant !== fate.tenant && listed !== undefined) {
      const isMade = listed.tenant === open.fate.tenant
      found[isMade ? 'madeUnanswered' : 'unmadeUnanswered'] += 1
      settle(entry, isMade)
    }
  }
  if (entry.fate === 'deleted') {
    if (listed !== undefined) caller.violate(`The deleted account ${entry.id} is there again.`)
  } else if (listed === undefined) {
    caller.violate(`The account ${entry.id} is gone.`)
  } else if (listed.tenant !== entry.fate.tenant) {
    caller.violate(`The account ${entry.id} is of ${listed.tenant}, and ${entry.fate.tenant} was acknowledged.`)
  } else if (listed.status !== 'active') {
    caller.violate(`The account ${entry.id} is ${listed.status}.`)
  }
}

/** The killed process, and when; for several processes, which have one number, the times of all kills. */
export interface Killed {
  readonly process: number
  readonly atMs: readonly number[]
}

/** Longer than the write of a token takes on a busy machine. */
const longestWriteMs = 2000

/**
 * The vendor has refused the stored refresh token. It must be the one before the newest, whose successor was issued to the
 * killed process right before the kill, and that successor must not have been used in a call or an answer. @returns how long
 * before the kill the successor was issued; `undefined` where a token was lost in another way
 */
const windowOf = ({ vendor }: Caller, serial: string, killed: Killed): number | undefined => {
  const chain = vendor.chains.get(serial)
  const refusals = vendor.takeRefused(serial)
  if (chain === undefined || refusals.length === 0 || chain.issuedIn !== killed.process) return undefined
  const previous = chain.issued - 1
  const windowMs = Math.min(...killed.atMs.map((atMs) => Math.abs(atMs - chain.issuedAtMs)))
  const isExcused = previous >= chain.durable && refusals.every((presented) => presented === previous)
  return isExcused && windowMs < longestWriteMs ? windowMs : undefined
}

/** Checks that the acknowledged credential is the one in use, and can be refreshed. */
const checkCredential = async (
  caller: Caller,
  entry: Entry,
  { killed, held }: Pick<CheckOptions, 'killed' | 'held'>,
  found: Found,
): Promise<void> => {
  if (!isHeld(entry)) return
  const holder = entry.heldBy ?? killed
  entry.heldBy = held.has(entry.id) ? holder : undefined
  if (entry.heldBy !== undefined) return
  found.checked += 1
  if (entry.fate.method === 'oauth2') {
    const answer = await refresh(caller, entry)
    if (answer?.status === 401) {
      const serials = [
        entry.fate.serial,
        ...(entry.open === undefined || entry.open.fate === 'deleted' ? [] : [entry.open.fate.serial]),
      ]
      const [windowMs] = serials.flatMap((serial) => windowOf(caller, serial, holder) ?? [])
      if (windowMs !== undefined) {
        found.lostToWindow += 1
        found.longestWindowMs = Math.max(found.longestWindowMs, windowMs)
      } else caller.violate(`The newest token of ${entry.id} is lost: ${answer.text.slice(0, 300)}`)
      settle(entry, false)
      return replaceCredential(caller, entry, 'reactivated')
    }
    if (answer?.status !== 200)
      caller.violate(`The token of ${entry.id} is not refreshed: ${answer?.text.slice(0, 300)}`)
  }
  const serial = await storedSerial(caller, entry.id)
  if (entry.open !== undefined && entry.open.fate !== 'deleted') {
    const isMade = serial === entry.open.fate.serial
    found[isMade ? 'madeUnanswered' : 'unmadeUnanswered'] += 1
    settle(entry, isMade)
  }
  if (serial !== entry.fate.serial) {
    caller.violate(`The account ${entry.id} has the credential ${serial}, and ${entry.fate.serial} was acknowledged.`)
  }
}

/** Shorter than an account's token lives. */
const tokenAgeMs = 12 * 60_000

const checkAccountToken = async (caller: Caller, entry: Entry): Promise<void> => {
  if (entry.token === undefined || performance.now() - entry.token.atMs > tokenAgeMs) return
  const answer = await attempt(caller, 'GET', '/integrated-account/me', { token: entry.token.text })
  const wanted = isHeld(entry) ? 200 : 401
  if (answer?.status !== wanted) {
    caller.violate(`The token of the account ${entry.id} is answered with ${answer?.status}, not with ${wanted}.`)
  }
}

const checkTokens = (caller: Caller, found: Found): Promise<void> =>
  eachOf(caller.ledger.tokens.slice(-40), async (held) => {
    found.checked += 1
    const answer = await attempt(caller, 'GET', '/ping', { token: held.token })
    const isRevoked = answer?.status === 401
    if (held.isDoubtful) held.isRevoked = isRevoked
    held.isDoubtful = false
    if (answer?.status !== (held.isRevoked ? 401 : 200)) {
      caller.violate(`The API token ${held.id} is answered with ${answer?.status}.`)
    }
  })

const checkLinks = ({ ledger, violate }: Caller, links: ReadonlyMap<string, string>, found: Found): void => {
  const states = [
    ...ledger.revokedLinks.map((id) => [id, 'revoked'] as const),
    ...ledger.usedLinks.map((id) => [id, 'used'] as const),
  ]
  found.checked += states.length
  for (const [id, wanted] of states) {
    if (links.get(id) !== wanted) violate(`The link token ${id} is ${links.get(id)}, and ${wanted} was acknowledged.`)
  }
}

const checkWebhooks = async (caller: Caller, found: Found): Promise<void> => {
  const names = new Map(
    (await listAll(caller, '/webhook')).map((row) => [String(memberOf(row, 'id')), memberOf(row, 'name')]),
  )
  for (const held of caller.ledger.webhooks) {
    found.checked += 1
    const isThere = names.get(held.id) === held.name
    if (held.fate === 'doubtful') held.fate = isThere ? 'kept' : 'deleted'
    if (isThere !== (held.fate === 'kept')) caller.violate(`The webhook ${held.id} is not ${held.fate}.`)
  }
}

/** A repeat with its idempotency key gets the same bytes, and makes no second user. */
const checkAnswers = (caller: Caller, found: Found): Promise<void> =>
  eachOf(caller.ledger.answers.splice(0), async ({ accountId, key, email, text }) => {
    const entry = caller.ledger.entries.get(accountId)
    if (entry === undefined || !isHeld(entry)) return
    found.checked += 1
    const repeat = await attempt(caller, 'POST', `/unified/crm/users?integrated_account_id=${accountId}`, {
      body: { email },
      headers: { 'idempotency-key': key },
    })
    const times = caller.vendor.created.filter((made) => made === email).length
    if (repeat?.text !== text || times !== 1) {
      caller.violate(`A repeat of ${key} was answered with ${repeat?.text.slice(0, 200)}; it was made ${times} times.`)
    }
  })

/** Every write that the vendor got has an entry in the log, and every change with an answer has one with its end. */
const checkLog = async (caller: Caller, sinceMs: number, found: Found): Promise<void> => {
  const since = new Date(sinceMs - 1000).toISOString()
  const entries = await listAll(caller, `/log?created_at[gte]=${since}`)
  const users = new Set(entries.map((entry) => memberOf(entry, 'user_id')))
  const outcomes = new Map(entries.map((entry) => [memberOf(entry, 'request_id'), memberOf(entry, 'outcome')]))
  for (const { userId, serial } of caller.vendor.takeWritten()) {
    found.checked += 1
    if (!users.has(userId)) caller.violate(`The write of the user ${userId} by ${serial} is in no entry of the log.`)
  }
  for (const id of caller.ledger.requestIds.splice(0)) {
    found.checked += 1
    const outcome = outcomes.get(id)
    if (outcome !== 'succeeded') caller.violate(`The request ${id} was answered, and the log has it as ${outcome}.`)
  }
}

/** The place of the checked store. */
type StorePlace = Parameters<typeof openBeside>[0]

/** Accounts whose token a process was refreshing when it was killed: others wait until its lease has ended. */
export const heldAccounts = async (place: StorePlace): Promise<ReadonlySet<string>> => {
  const beside = await openBeside(place)
  try {
    const held = beside.kysely.selectFrom('accounts').select('id').where('lease_until', '>', Date.now())
    return new Set((await beside.run(() => held.execute())).map(({ id }) => id))
  } finally {
    await beside.close()
  }
}

/** That a server on a copy of the store has what was acknowledged. Nothing is asked that would change what the vendor knows. */
export const checkCopy = async (caller: Caller): Promise<number> => {
  const { ledger } = caller
  const found = nothingFound()
  const byId = new Map((await listAccounts(caller)).map((account) => [account.id, account]))
  const known = [...ledger.entries.values()].filter(({ open }) => open === undefined)
  for (const entry of known) checkListed(caller, entry, byId.get(entry.id), found)
  await eachOf(
    known.filter(({ id }) => ledger.touched.has(id)),
    async (entry) => {
      if (!isHeld(entry) || entry.fate.method !== 'api_key') return
      found.checked += 1
      const serial = await storedSerial(caller, entry.id)
      if (serial !== entry.fate.serial) caller.violate(`The copy has the credential ${serial} of ${entry.id}.`)
    },
  )
  await checkTokens(caller, found)
  return found.checked
}

/** Everything that is sealed opens with the keys. */
export const checkSealed = async (caller: Pick<Caller, 'violate'>, place: StorePlace, keys: KeyRing): Promise<void> => {
  const beside = await openBeside(place)
  try {
    const { unopened } = await inspectKeys(beside.kysely, keys, beside.run)
    for (const { table, id, keyId } of unopened) caller.violate(`${table} ${id} does not open with the key ${keyId}.`)
  } finally {
    await beside.close()
  }
}

export interface CheckOptions {
  readonly killed: Killed
  /** Accounts that cannot be used yet. */
  readonly held: ReadonlySet<string>
  /** The start of the work that was killed. */
  readonly sinceMs: number
  /** Every account is used once; else those that the work used, and some others. */
  readonly isWhole: boolean
}

/** Compares a store with the record of changes. @returns attempts to connect whose link tokens are still open */
export const checkStore = async (
  caller: Caller,
  options: CheckOptions,
): Promise<{ readonly found: Found; readonly left: readonly Unanswered[] }> => {
  const { ledger, vendor, random } = caller
  const { sinceMs, isWhole } = options
  const found = nothingFound()
  const accounts = await listAccounts(caller)
  const links = new Map(
    (await listAll(caller, '/link-token')).map((row) => [String(memberOf(row, 'id')), String(memberOf(row, 'state'))]),
  )
  const left = await checkUnanswered(caller, accounts, links, found)
  const byId = new Map(accounts.map((account) => [account.id, account]))
  for (const entry of ledger.entries.values()) checkListed(caller, entry, byId.get(entry.id), found)
  checkLinks(caller, links, found)
  const used = [...ledger.entries.values()].filter(
    ({ id, open, heldBy }) =>
      isWhole || open !== undefined || heldBy !== undefined || ledger.touched.has(id) || random.happens(0.03),
  )
  await eachOf(used, (entry) => checkCredential(caller, entry, options, found))
  await eachOf(used, (entry) => checkAccountToken(caller, entry))
  await checkTokens(caller, found)
  await checkWebhooks(caller, found)
  await checkAnswers(caller, found)
  await checkLog(caller, sinceMs, found)
  for (const { serial, presented } of vendor.takeAllRefused()) {
    caller.violate(`The refresh token ${presented} of ${serial} was presented after its successor was given.`)
  }
  ledger.touched.clear()
  return { found, left }
}

/** Accounts that no request has made, by the record of changes and the open attempts. */
export const checkStrangers = async (caller: Caller, left: readonly Unanswered[]): Promise<void> => {
  const tenants = new Set(left.map(({ tenant }) => tenant))
  for (const { id, tenant } of await listAccounts(caller)) {
    if (!caller.ledger.entries.has(id) && !tenants.has(tenant)) caller.violate(`Nobody has made ${id} of ${tenant}.`)
  }
}

/** Checks that every event of an acknowledged change arrived, and those of one account in order. */
export const checkEvents = (
  { entries }: Ledger,
  arrivals: readonly Arrival[],
  violate: Caller['violate'],
): { readonly events: number; readonly repeats: number } => {
  const seen = new Set<string>()
  const firsts = new Map<string, string[]>()
  for (const { id, event, accountId, tenant } of arrivals) {
    if (seen.has(id)) continue
    seen.add(id)
    const labels = firsts.get(accountId) ?? []
    firsts.set(accountId, labels)
    labels.push(`${event} ${tenant}`)
  }
  let events = 0
  for (const { id, events: wanted } of entries.values()) {
    const arrived = [...(firsts.get(id) ?? [])]
    events += wanted.length
    for (const label of wanted) {
      const index = arrived.indexOf(label)
      if (index < 0)
        violate(`The event "${label}" of ${id} did not arrive, or not in order: ${firsts.get(id)?.join(', ')}.`)
      else arrived.splice(0, index + 1)
    }
  }
  return { events, repeats: arrivals.length - seen.size }
}
