import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openBeside } from '@rollcall/store/commands'
import { watchWrites } from '../../../../packages/store/src/testing/postgres-server.ts'
import { type Command, type CommandRound, runAndKill, runToEnd } from './command-kills.ts'
import type { Place } from './places.ts'
import { countOf, differenceOf, type Rows, rowsOf, rowsOfFile } from './rows.ts'

/** `migrate`, `backup` and `restore`, killed on their way: there is a whole copy, or none, and the store is as it was. */

const assertSame = ({ violate }: CommandRound, wanted: Rows, found: Rows, sentence: string): void => {
  const difference = differenceOf(wanted, found)
  if (difference !== '') violate(`${sentence}: ${difference}.`)
}

const times = async (count: number, work: () => Promise<void>): Promise<void> => {
  for (let time = 0; time < count; time += 1) await work()
}

/** Whether a folder for the work of a command is in this one. */
const hasFolder = (folder: string, prefix: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => name.startsWith(prefix))

/**
 * Copies a SQLite store, which no server uses, to a new PostgreSQL database; the command is killed once or twice before.
 * @returns rows that were compared
 */
export const copyAndKill = async (round: CommandRound, copy: Place): Promise<number> => {
  const { place, random } = round
  const { databaseUrl = '' } = copy
  const command = (hasBegun: Command['hasBegun']): Command => ({
    name: 'migrate',
    environment: { ...round.environment, DATABASE_URL: databaseUrl },
    rest: [],
    hasBegun,
  })
  const watched = async <T>(run: (line: Command) => Promise<T>): Promise<T> => {
    const writes = await watchWrites(databaseUrl)
    return run(command(writes.areSeen)).finally(writes.end)
  }
  const wanted = await rowsOf(place)
  await times(random.between(1, 2), async () => {
    await watched((line) => runAndKill(round, line))
    assertSame(round, wanted, await rowsOf(place), 'A `migrate` that was killed changed the store that it copies')
    // Else the repeat comes before PostgreSQL has noticed that the first one is gone.
    if (random.happens(0.5)) return
    const found = await rowsOf(copy)
    if (countOf(found) > 0) assertSame(round, wanted, found, 'A `migrate` that was killed left a part of the copy')
  })
  await watched((line) => runToEnd(round, line))
  assertSame(round, wanted, await rowsOf(place), 'A `migrate` changed the store that it copies')
  assertSame(round, wanted, await rowsOf(copy), 'The copy of a `migrate` is not what the store holds')
  return countOf(wanted)
}

/** Until PostgreSQL has no process that was seen lately: a restore is refused before. */
const unserved = async (place: Place): Promise<void> => {
  const beside = await openBeside(place)
  try {
    while ((await beside.servedBy()) !== undefined) await pause(200)
  } finally {
    await beside.close()
  }
}

export interface Restoring {
  /** Backs up beside a server, and is killed at a moment by chance. */
  backUpAndKill(): Promise<void>
  /** Backs up the store, which no server uses now, and restores: killed once or twice, then to its end. */
  finish(): Promise<number>
}

export const startRestoring = (round: CommandRound): Restoring => {
  const { place, environment, random } = round
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-kill-backup-'))
  const [early, late] = [join(folder, 'early'), join(folder, 'late')]
  const { dataDirectory, databaseUrl } = place
  const needsPause = databaseUrl !== undefined
  const backup = (file: string): Command => ({
    name: 'backup',
    environment,
    rest: [file],
    hasBegun: () => hasFolder(folder, '.rollcall-backup-'),
  })
  const watched = async <T>(file: string, run: (line: Command) => Promise<T>): Promise<T> => {
    const line = { name: 'restore', environment, rest: [file, '--force'] } as const
    if (databaseUrl === undefined) return run({ ...line, hasBegun: () => hasFolder(dataDirectory, '.restore-') })
    const writes = await watchWrites(databaseUrl)
    return run({ ...line, hasBegun: writes.areSeen }).finally(writes.end)
  }

  /** A restore of a backup that was taken earlier leaves the store as it was, or has put all of it in its place. */
  const restoreAndKill = async (file: string, wanted: Rows): Promise<void> => {
    const restored = await rowsOfFile(file)
    await times(needsPause ? 1 : random.between(1, 2), async () => {
      const former = await rowsOf(place)
      await watched(file, (line) => runAndKill(round, line))
      if (needsPause) await unserved(place)
      const found = await rowsOf(place)
      if (differenceOf(restored, found) !== '') {
        assertSame(round, former, found, 'A `restore` that was killed left something else than the store or the backup')
      }
    })
    await watched(late, (line) => runToEnd(round, line))
    assertSame(round, wanted, await rowsOf(place), 'A restored store is not what its backup holds')
    if (hasFolder(dataDirectory, '.restore-')) round.violate('A restore has left a copy of the backup.')
  }

  return {
    async backUpAndKill() {
      const { wasKilled, output } = await runAndKill(round, backup(early))
      if (!wasKilled && !existsSync(early)) round.violate(`A backup beside a server failed: ${output.slice(0, 500)}`)
    },
    async finish() {
      try {
        const wanted = await rowsOf(place)
        await runToEnd(round, backup(late))
        assertSame(round, wanted, await rowsOfFile(late), 'A backup is not what the store holds')
        if (needsPause) await unserved(place)
        await restoreAndKill(existsSync(early) ? early : late, wanted)
        return countOf(wanted)
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}
