import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createStore, generateKey, parseKeyRing, type Store } from '@rollcall/store'
import { migrations } from '../../../../packages/store/src/migrate.ts'
import { oldAccountId, oldEnvironmentId, writeOldStore } from '../../../../packages/store/src/testing/first-form.ts'
import { runOn } from '../../../../packages/store/src/testing/postgres-server.ts'
import { checkSealed } from './checks.ts'
import type { Place } from './places.ts'
import type { Random } from './random.ts'
import { type Environment, listening, type Started, spawnServer } from './served-store.ts'

/** The first start of this version on the store of an earlier one, killed while it migrates. */

const sealing = { id: 'new', key: generateKey() }
const older = { id: 'old', key: generateKey() }
const keys = `${sealing.id}:${sealing.key},${older.id}:${older.key}`
const accounts = 300

/** Old stores, one for each version, which are copied. */
export interface OldStores {
  /** A store with this many steps. */
  copyOf(steps: number): Promise<Place>
  remove(): Promise<void>
}

export const createOldStores = (newPlace: () => Promise<Place>): OldStores => {
  const made = new Map<number, Promise<Place>>()
  const make = async (steps: number): Promise<Place> => {
    const place = await newPlace()
    await writeOldStore(await place.open(migrations.slice(0, steps)), Date.now(), { steps, accounts, sealing, older })
    return place
  }
  return {
    async copyOf(steps) {
      const template = made.get(steps) ?? make(steps)
      made.set(steps, template)
      return (await template).copy()
    },
    async remove() {
      for (const place of made.values()) await (await place).remove()
    },
  }
}

/** Waits until a server has opened its store, which is when it begins to migrate. */
const opened = async (server: Started, { dataDirectory, databaseUrl }: Place): Promise<void> => {
  const isOpen = async (): Promise<boolean> => {
    if (databaseUrl === undefined) return existsSync(join(dataDirectory, 'server.lock'))
    const others = `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    return (await runOn(databaseUrl, others)).length > 0
  }
  while (server.isAlive() && !(await isOpen())) await pause(4)
}

const checkOldAccounts = async (store: Store, violate: (sentence: string) => void): Promise<void> => {
  for (let index = 0; index < accounts; index += 1) {
    const account = await store.accounts.open(oldEnvironmentId, oldAccountId(index))
    const { credential } = (await account?.open(new AbortController().signal)) ?? {}
    const isWhole = credential?.kind === 'token' && credential.accessToken === `access-${index}`
    if (!isWhole) violate(`The account ${oldAccountId(index)} of the old store does not open.`)
  }
  const app = await store.oauthApps.client(oldEnvironmentId, 'hubspot')
  if (app?.secret !== 'app-secret') violate('The OAuth app of the old store is not as it was.')
  const request = {
    environmentId: oldEnvironmentId,
    accountId: oldAccountId(0),
    scope: 'scope-hash',
    request: 'request-hash',
  }
  const claim = await store.idempotency.claim(request)
  if (claim.kind !== 'done' || claim.response.body.toString() !== '{"id":"7"}') {
    violate('The answer that the old store keeps under an idempotency key is not as it was.')
  }
}

/** How long a first start takes from the opening of its store until it listens; measured on those that were not killed. */
let migrationMs = 400

/**
 * Kills one or two first starts on a copy of an old store, lets the next one end, and checks everything. @returns kills,
 * those before the server listened, and what was checked
 */
export const runMigration = async (
  oldStores: OldStores,
  options: {
    readonly random: Random
    readonly environmentOf: (place: Place, keys: string) => Environment
    readonly violate: (sentence: string) => void
  },
): Promise<{ readonly kills: number; readonly midway: number; readonly checked: number }> => {
  const { random, violate } = options
  const steps = random.between(1, migrations.length - 1)
  const place = await oldStores.copyOf(steps)
  const environment = options.environmentOf(place, keys)
  let [kills, midway] = [0, 0]
  try {
    for (let start = random.between(1, 2); start > 0; start -= 1) {
      const server = spawnServer(environment)
      await opened(server, place)
      await pause(random.next() * migrationMs)
      kills += 1
      if (!/Rollcall listens/.test(server.output())) midway += 1
      await server.kill()
    }
    const server = spawnServer(environment)
    await opened(server, place)
    const openedMs = performance.now()
    await listening(server)
    migrationMs = (migrationMs + performance.now() - openedMs) / 2
    await server.kill()
    await checkSealed({ violate }, place, parseKeyRing(keys))
    const store = await createStore({
      database: await place.open(),
      keys: parseKeyRing(keys),
      refresher: () => Promise.reject(new Error('Not asked.')),
    })
    try {
      await checkOldAccounts(store, violate)
    } finally {
      await store.close()
    }
  } catch (error) {
    violate(`A store as of step ${steps} does not open after a kill: ${error instanceof Error ? error.message : error}`)
  } finally {
    await place.remove()
  }
  return { kills, midway, checked: accounts + 2 }
}
