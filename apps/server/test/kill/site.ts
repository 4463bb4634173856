import { setTimeout as pause } from 'node:timers/promises'
import { generateKey, parseKeyRing } from '@rollcall/store'
import { ask } from '../promises/ask.ts'
import {
  checkCopy,
  checkEvents,
  checkSealed,
  checkStore,
  checkStrangers,
  type Found,
  heldAccounts,
  type Killed,
  nothingFound,
} from './checks.ts'
import type { CommandName, CommandRound } from './command-kills.ts'
import { copyAndKill, startRestoring } from './copies.ts'
import { startImporting } from './importing.ts'
import { type KillVendor, startKillVendor } from './kill-vendor.ts'
import { addEntry, createLedger, type OpenLink, type Unanswered } from './ledger.ts'
import { createOldStores, type OldStores, runMigration } from './migrating.ts'
import type { Place } from './places.ts'
import { seededRandom } from './random.ts'
import {
  type Environment,
  errorLines,
  type Listening,
  listening,
  runCommand,
  type Started,
  spawnServer,
} from './served-store.ts'
import { app, attempt, type Caller, expected, type Kind, memberOf, startWithKey, visit, work } from './work.ts'

/** One store that is used in all rounds, with the servers that are killed on it. */

export type RoundKind = Kind | 'migrating'

const common: readonly RoundKind[] = [
  'connecting',
  'refreshing',
  'rotating keys',
  'deleting',
  'delivering',
  'migrating',
  'importing',
  'restoring',
]

/** A SQLite store can be copied to PostgreSQL; several processes can share a PostgreSQL store. */
export const kindsOnSqlite: readonly RoundKind[] = [...common, 'copying']
export const kindsOnPostgres: readonly RoundKind[] = [...common, 'several processes']

export interface Counts extends Found {
  readonly rounds: Map<RoundKind, number>
  /** Processes that were killed. */
  kills: number
  /** Kills while requests were not answered, or before a first start ended. */
  midway: number
  /** Kills of a server before it listened. */
  startKills: number
  /** Commands that were killed before their end. */
  readonly commandKills: Map<CommandName, number>
  /** Changes that other processes answered while one or two had been killed. */
  answeredByOthers: number
  /** Rows of copies that were compared. */
  comparedRows: number
  acknowledged: number
  events: number
  repeatedEvents: number
  readonly violations: string[]
}

export interface Site {
  readonly name: string
  readonly counts: Counts
  runRound(round: number): Promise<void>
  /** Waits for later deliveries, and compares everything with the record of changes. */
  finish(): Promise<void>
  close(): Promise<void>
}

/** The leases of a killed process for deliveries and attempts end sooner than this, on a slow machine too. */
const patienceMs = 120_000

/** Work that does not progress is killed too. */
const longestWorkMs = 4000

/** Starts a store's first server, and makes what all rounds need. */
export const openSite = async (options: {
  readonly name: string
  readonly newPlace: () => Promise<Place>
  /** Where a SQLite store is copied to. */
  readonly newCopy: () => Promise<Place>
  /** Kinds of rounds, in turn. */
  readonly kinds: readonly RoundKind[]
  readonly seed: number
  /** Hears of each violation at once. */
  readonly say: (line: string) => void
  readonly compileCache: string
}): Promise<Site> => {
  const { name, seed } = options
  const place = await options.newPlace()
  const vendor: KillVendor = await startKillVendor()
  const oldStores: OldStores = createOldStores(options.newPlace)
  const ledger = createLedger()
  const counts: Counts = {
    ...nothingFound(),
    rounds: new Map(),
    kills: 0,
    midway: 0,
    startKills: 0,
    commandKills: new Map(),
    answeredByOthers: 0,
    comparedRows: 0,
    acknowledged: 0,
    events: 0,
    repeatedEvents: 0,
    violations: [],
  }
  let now = 'the first start'
  let random = seededRandom(seed)
  const violate = (sentence: string): void => {
    const violation = `${name}, ${now}: ${sentence}`
    counts.violations.push(violation)
    options.say(violation)
  }
  const environmentOf = ({ dataDirectory, databaseUrl }: Place, keys: string): Environment => ({
    DATA_DIR: dataDirectory,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    PORT: '0',
    LOG_LEVEL: 'error',
    NODE_COMPILE_CACHE: options.compileCache,
    ROLLCALL_KEYS: keys,
    ROLLCALL_VENDOR_ORIGIN: vendor.origin,
    ROLLCALL_ALLOW_VENDOR_ORIGIN: '1',
    ROLLCALL_ALLOW_PRIVATE_WEBHOOKS: '1',
    ROLLCALL_FAILED_AUTHENTICATION_LIMIT: '0',
    // A lost attempt to connect holds its link token for this and half a minute; a slow machine needs some of it.
    ROLLCALL_DEADLINE_MS: '15000',
  })

  let ring = [`k1:${generateKey()}`]
  let keysMade = 1
  const environment = (): Environment => environmentOf(place, ring.join(','))
  let processNumber = 0
  let left: readonly Unanswered[] = []
  let token = ''
  /** The servers that run. */
  const servers: Listening[] = []

  const start = async (): Promise<void> => {
    processNumber += 1
    vendor.enter(processNumber)
    servers.push(await listening(spawnServer(environment())))
  }

  const newCaller = (
    origins = () => servers.map(({ origin }) => origin),
  ): Caller & { end(): void; isHeldByTheLost: Caller['isHeldByTheLost'] } => {
    let isOver = false
    return {
      origins,
      isHeldByTheLost: async () => false,
      token,
      ledger,
      vendor,
      random,
      inFlight: 0,
      violate,
      isOver: () => isOver,
      end: () => {
        isOver = true
      },
    }
  }

  const kill = async (killed: Started, isExcused: (line: string) => boolean = () => false): Promise<void> => {
    counts.kills += 1
    for (const line of errorLines(killed.output())) {
      if (!isExcused(line)) violate(`The server logged ${line.slice(0, 500)}`)
    }
    await killed.kill()
  }

  const killServers = async (dying: readonly Listening[], isExcused?: (line: string) => boolean): Promise<void> => {
    for (const server of dying) servers.splice(servers.indexOf(server), 1)
    await Promise.all(dying.map((server) => kill(server, isExcused)))
  }

  /** After some answers, and a little later: on a slow machine as much has been done as on a fast one. */
  const untilSomeMoment = async (): Promise<void> => {
    const wanted = ledger.acknowledged + random.between(0, 25)
    const endMs = performance.now() + longestWorkMs
    while (ledger.acknowledged < wanted && performance.now() < endMs) await pause(5)
    await pause(random.next() * 40)
  }

  /** Works until a random moment, then kills the server. @returns the killed process */
  const workAndKill = async (kind: Kind, beside: () => Promise<void> = async () => undefined): Promise<Killed> => {
    const caller = newCaller()
    const working = work(caller, kind)
    await Promise.all([untilSomeMoment(), beside()])
    if (caller.inFlight > 0) counts.midway += 1
    const killed = killServers([...servers])
    const atMs = [performance.now()]
    caller.end()
    await Promise.all([killed, working])
    return { process: processNumber, atMs }
  }

  /** A call that waits for the refresh of a process that was killed is not answered before its deadline. */
  const isWaitForTheLost = (line: string): boolean => line.includes('"problem":"provider-timeout"')

  /** Three processes on one database: one or two are killed while the others go on, and then these; or all at once. */
  const workAndKillSeveral = async (): Promise<Killed> => {
    servers.push(...(await Promise.all([1, 2].map(() => listening(spawnServer(environment()))))))
    const caller = newCaller()
    const working = work(caller, 'several processes')
    await untilSomeMoment()
    const atMs: number[] = []
    if (random.happens(0.75)) {
      const dying = servers.slice(random.between(0, 1)).slice(0, random.between(1, 2))
      if (caller.inFlight > 0) counts.midway += 1
      caller.isHeldByTheLost = async (id) => (await heldAccounts(place)).has(id)
      const killed = killServers(dying)
      atMs.push(performance.now())
      await killed
      for (const id of await heldAccounts(place)) {
        const entry = ledger.entries.get(id)
        if (entry !== undefined) entry.heldBy = { process: processNumber, atMs }
      }
      const before = ledger.acknowledged
      await untilSomeMoment()
      counts.answeredByOthers += ledger.acknowledged - before
    }
    if (caller.inFlight > 0) counts.midway += 1
    const killed = killServers([...servers], isWaitForTheLost)
    atMs.push(performance.now())
    caller.end()
    await Promise.all([killed, working])
    return { process: processNumber, atMs }
  }

  /** Sometimes the server that opens the store again is killed before it listens. */
  const startAgain = async (): Promise<void> => {
    if (random.happens(0.15)) {
      const early = spawnServer(environment())
      await pause(random.between(50, 900))
      counts.startKills += 1
      await kill(early)
    }
    await start()
  }

  const add = (found: Found): void => {
    counts.checked += found.checked
    counts.madeUnanswered += found.madeUnanswered
    counts.unmadeUnanswered += found.unmadeUnanswered
    counts.lostToWindow += found.lostToWindow
    counts.longestWindowMs = Math.max(counts.longestWindowMs, found.longestWindowMs)
    counts.openLinks += found.openLinks
  }

  const check = async (killed: Killed, sinceMs: number, isWhole = false): Promise<void> => {
    const caller = newCaller()
    const { found, left: open } = await checkStore(caller, {
      killed,
      sinceMs,
      isWhole,
      held: await heldAccounts(place),
    })
    add(found)
    left = [...left, ...open]
    await checkStrangers(caller, left)
    await checkSealed(caller, place, parseKeyRing(ring.join(',')))
  }

  const countKill = (command: CommandName): void => {
    counts.commandKills.set(command, (counts.commandKills.get(command) ?? 0) + 1)
  }

  const rotation = (): Started => runCommand(environment(), 'keys', 'rotate', '--json')
  let rotationMs = 1000

  /** A new key seals from the next start on; the rotation is killed with the server, before it, or not at all. */
  const rotateAndKill = async (): Promise<Killed> => {
    keysMade += 1
    ring = [`k${keysMade}:${generateKey()}`, ...ring]
    await killServers([...servers])
    await startAgain()
    let running: Started | undefined
    const killed = await workAndKill('rotating keys', async () => {
      running = rotation()
      await pause(rotationMs * (0.4 + 0.7 * random.next()))
      if (random.happens(0.5)) await endRotation(running)
    })
    if (running !== undefined && random.happens(0.5)) await endRotation(running)
    await running?.ended
    return killed
  }

  const endRotation = async (running: Started): Promise<void> => {
    if (running.isAlive()) countKill('keys rotate')
    await running.kill()
  }

  /** A rotation that is not killed completes, and then the old keys open nothing. */
  const endKeys = async (): Promise<void> => {
    const startedMs = performance.now()
    const last = rotation()
    const status = await last.ended
    rotationMs = (rotationMs + performance.now() - startedMs) / 2
    if (status !== 0) return violate(`The rotation of keys ended with ${status}: ${last.output().slice(0, 500)}`)
    ring = ring.slice(0, 1)
  }

  const commandRound = (): CommandRound => ({
    place,
    environment: environment(),
    random,
    violate,
    onKill: countKill,
  })

  /** By a command that reaches the store over the server, which is killed afterwards, or without any server. */
  const importAndKill = async (): Promise<Killed> => {
    const importing = startImporting(commandRound(), ledger)
    const byServer = (): Environment => ({ ROLLCALL_URL: servers[0]?.origin ?? '', ROLLCALL_TOKEN: token })
    const isByServer = random.happens(0.5)
    const killed = await workAndKill('importing', async () => {
      if (isByServer) await importing.runAndKill(byServer())
    })
    if (!isByServer) await importing.runAndKill(environment())
    await startAgain()
    await importing.finish(byServer())
    return killed
  }

  const restoreAndKill = async (): Promise<Killed> => {
    const restoring = startRestoring(commandRound())
    const killed = await workAndKill('restoring', () => restoring.backUpAndKill())
    counts.comparedRows += await restoring.finish()
    await startAgain()
    return killed
  }

  /** The copy is compared, and served; the SQLite store is what the next rounds go on with. */
  const copyStore = async (): Promise<Killed> => {
    const killed = await workAndKill('copying')
    const copy = await options.newCopy()
    try {
      counts.comparedRows += await copyAndKill(commandRound(), copy)
      const server = await listening(spawnServer(environmentOf(copy, ring.join(','))))
      const caller = newCaller(() => [server.origin])
      counts.checked += await checkCopy(caller)
      await kill(server)
      await checkSealed(caller, copy, parseKeyRing(ring.join(',')))
    } finally {
      await copy.remove()
    }
    await startAgain()
    return killed
  }

  const migrate = async (): Promise<void> => {
    const { kills, midway, checked } = await runMigration(oldStores, { random, environmentOf, violate })
    counts.kills += kills
    counts.midway += midway
    counts.checked += checked
  }

  const workOf = (kind: Kind): Promise<Killed> => {
    if (kind === 'rotating keys') return rotateAndKill()
    if (kind === 'importing') return importAndKill()
    if (kind === 'restoring') return restoreAndKill()
    if (kind === 'copying') return copyStore()
    if (kind === 'several processes') return workAndKillSeveral()
    return workAndKill(kind)
  }

  const runRound: Site['runRound'] = async (round) => {
    const kind = options.kinds[(round - 1) % options.kinds.length]
    if (kind === undefined) return
    now = `round ${round} (${kind})`
    random = seededRandom(seed + round)
    counts.rounds.set(kind, (counts.rounds.get(kind) ?? 0) + 1)
    if (kind === 'migrating') return migrate()
    const sinceMs = Date.now()
    const killed = await workOf(kind)
    if (servers.length === 0) await startAgain()
    await check(killed, sinceMs)
    if (kind !== 'rotating keys') return
    await endKeys()
    await checkSealed({ violate }, place, parseKeyRing(ring.join(',')))
  }

  /** The only account of a tenant, and whether it is active. */
  const accountOf = async (caller: Caller, tenant: string) => {
    const listed = await expected(caller, [200], 'GET', `/integrated-account?tenant_id=${tenant}`)
    const accounts = memberOf(listed?.json, 'result')
    const [account, ...others]: readonly unknown[] = Array.isArray(accounts) ? accounts : []
    if (others.length > 0) violate(`A link token of ${tenant} has made ${others.length + 1} accounts.`)
    return { id: String(memberOf(account, 'id')), isActive: memberOf(account, 'status') === 'active' }
  }

  /** After the lease of the lost attempt has ended. */
  const connectAgain = async (
    caller: Caller,
    { token: linkToken, tenant }: OpenLink,
    serial: string,
  ): Promise<void> => {
    const endMs = Date.now() + patienceMs
    const context = { api_key: `key.${serial}.made-up`, company_domain: 'acme' }
    const cookie = (await visit(caller, linkToken)) ?? ''
    for (;;) {
      const answer = await startWithKey(caller, cookie, context)
      if (memberOf(answer?.json, 'result', 'result') === 'success') return
      if (Date.now() > endMs) return violate(`${tenant} cannot be connected again: ${answer?.text.slice(0, 300)}`)
      await pause(1000)
    }
  }

  /**
   * An account that a lost attempt has connected works; the link token of any other account is free again, and connects it.
   */
  const connectLeft = async (caller: Caller): Promise<void> => {
    for (const { link, serial, method } of left) {
      if (link === undefined) continue
      const { tenant } = link
      const found = await accountOf(caller, tenant)
      if (found.isActive) {
        addEntry(ledger, found.id, { tenant, serial, method })
        continue
      }
      await connectAgain(caller, link, `${serial}again`)
      const { id, isActive } = await accountOf(caller, tenant)
      if (!isActive) violate(`The account of ${tenant} is not active after a second attempt.`)
      addEntry(ledger, id, { tenant, serial: `${serial}again`, method: 'api_key' })
    }
    left = []
  }

  const waitForDeliveries = async (caller: Caller, webhookId: string): Promise<void> => {
    const endMs = Date.now() + patienceMs
    for (;;) {
      const answer = await attempt(caller, 'GET', `/webhook/${webhookId}/delivery?state=pending&limit=1`)
      const pending = memberOf(answer?.json, 'result')
      if (Array.isArray(pending) && pending.length === 0) return
      if (Date.now() > endMs) return violate('Events wait for their delivery without end.')
      await pause(500)
    }
  }

  const waitForHeldAccounts = async (): Promise<void> => {
    const endMs = Date.now() + patienceMs
    while ((await heldAccounts(place)).size > 0) {
      if (Date.now() > endMs) return violate('The right to refresh a token does not end.')
      await pause(500)
    }
  }

  const finish = async (): Promise<void> => {
    now = 'the end'
    const caller = newCaller()
    await waitForHeldAccounts()
    await waitForDeliveries(caller, webhookId)
    await connectLeft(caller)
    await check({ process: processNumber, atMs: [performance.now()] }, Date.now(), true)
    await waitForDeliveries(caller, webhookId)
    const { events, repeats } = checkEvents(ledger, vendor.arrivals, violate)
    counts.events = events
    counts.repeatedEvents = repeats
    counts.acknowledged = ledger.acknowledged
  }

  const bootstrap = runCommand(environment(), 'bootstrap')
  const status = await bootstrap.ended
  token = /^ {2}(rollcall_\S+)$/m.exec(bootstrap.output())?.[1] ?? ''
  if (status !== 0 || token === '') throw new Error(`There is no first token: ${bootstrap.output()}`)
  await start()
  const [origin = ''] = servers.map((server) => server.origin)
  const made = await ask(origin, 'POST', '/environment-integration', {
    token,
    body: { integration: 'pipedrive', client_id: app.id, client_secret: app.secret },
  })
  if (made.status !== 201) throw new Error(`There is no OAuth app: ${made.text}`)
  const hook = await ask(origin, 'POST', '/webhook', { token, body: { target_url: vendor.receiver } })
  if (hook.status !== 201) throw new Error(`There is no webhook: ${hook.text}`)
  const webhookId = String(memberOf(hook.json, 'id'))

  return {
    name,
    counts,
    runRound,
    finish,
    async close() {
      for (const server of servers) await server.kill()
      await oldStores.remove()
      await place.remove()
      await vendor.close()
    },
  }
}
