import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgresServer } from '../../../../packages/store/src/testing/postgres-server.ts'
import { newPostgresPlace, newSqlitePlace } from './places.ts'
import { kindsOnPostgres, kindsOnSqlite, openSite, type RoundKind, type Site } from './site.ts'

/**
 * Kills servers with SIGKILL in the middle of their work, on a SQLite and on a PostgreSQL store that stay, and checks after
 * each kill for every change that had an answer. Prints its counts; ends with status 1 when a change was lost.
 *
 * `KILL_ROUNDS`: rounds on each database, 200 by default. `KILL_SEED`: repeats the choices of a run. `KILL_KINDS`: kinds
 * of rounds, between commas; all by default. A database leaves out the kinds that it does not have.
 */

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const whole = (name: string, fallback: number): number => {
  const text = process.env[name] ?? ''
  const number = text === '' ? fallback : Number(text)
  if (Number.isInteger(number) && number > 0) return number
  say(`${name} must be a whole number above 0, not "${text}".`)
  process.exit(2)
}

const names = (process.env.KILL_KINDS ?? '').split(',').filter((name) => name !== '')
const known = new Set<string>([...kindsOnSqlite, ...kindsOnPostgres])
for (const name of names) {
  if (known.has(name)) continue
  say(`KILL_KINDS names "${name}"; the kinds are ${[...known].join(', ')}.`)
  process.exit(2)
}

/** The kinds of a database that were asked for; all where none was. */
const chosenOf = (kinds: readonly RoundKind[]): readonly RoundKind[] =>
  names.length === 0 ? kinds : kinds.filter((kind) => names.includes(kind))

const rounds = whole('KILL_ROUNDS', 200)
const seed = whole('KILL_SEED', 1 + Math.floor(Math.random() * 2 ** 31))
say(`seed ${seed}: ${rounds} rounds on each database`)

const textOf = (numbers: ReadonlyMap<string, number>): string =>
  [...numbers].map(([name, number]) => `${name} ${number}`).join(', ')

const report = ({ name, counts }: Site): void => {
  const { rounds: byKind, violations } = counts
  say(`\n${name}`)
  say(`  rounds                                      ${textOf(byKind)}`)
  say(`  processes killed                            ${counts.kills}`)
  say(`    in the middle of work                     ${counts.midway}`)
  say(`    servers before they listened              ${counts.startKills}`)
  say(`  commands killed before their end            ${textOf(counts.commandKills)}`)
  say(`  rows of copies, compared one by one         ${counts.comparedRows}`)
  say(`  changes answered                            ${counts.acknowledged}`)
  if (counts.answeredByOthers > 0) say(`    by others, after one or two were killed   ${counts.answeredByOthers}`)
  say(`  answered changes looked at after kills      ${counts.checked}`)
  say(
    `  changes without an answer                   ${counts.madeUnanswered} made, ${counts.unmadeUnanswered} not made`,
  )
  say(
    `  vendor answered, process died before its    ${counts.lostToWindow} tokens, ${counts.longestWindowMs.toFixed(0)} ms at most before the kill;`,
  )
  say(`    write of the new token                    nothing was done or answered with them`)
  say(`  accounts active, link token still open      ${counts.openLinks}`)
  say(`  events of answered changes, all delivered   ${counts.events}, ${counts.repeatedEvents} messages twice`)
  say(`  violations                                  ${violations.length}`)
  for (const violation of violations.slice(0, 30)) say(`    ${violation}`)
}

const compileCache = mkdtempSync(join(tmpdir(), 'rollcall-kill-cache-'))
const postgres = await startPostgresServer()
const sites: Site[] = []
let failure: unknown
try {
  const newCopy = () => newPostgresPlace(postgres)
  const common = { seed, compileCache, newCopy, say }
  sites.push(await openSite({ ...common, name: 'SQLite', newPlace: newSqlitePlace, kinds: chosenOf(kindsOnSqlite) }))
  sites.push(await openSite({ ...common, name: 'PostgreSQL', newPlace: newCopy, kinds: chosenOf(kindsOnPostgres) }))
  for (let round = 1; round <= rounds; round += 1) {
    for (const site of sites) await site.runRound(round)
    if (round % 10 === 0) {
      const lost = sites.reduce((sum, { counts }) => sum + counts.violations.length, 0)
      say(`${round} rounds, ${lost} violations`)
    }
  }
  for (const site of sites) await site.finish()
} catch (error) {
  failure = error
} finally {
  for (const site of sites) report(site)
  for (const site of sites) await site.close()
  await postgres.remove()
  rmSync(compileCache, { recursive: true, force: true })
}
if (failure !== undefined) throw failure
const lost = sites.reduce((sum, { counts }) => sum + counts.violations.length, 0)
say(lost === 0 ? '\nNothing was lost.' : `\nKILL_SEED=${seed} repeats the choices of this run.`)
process.exit(lost === 0 ? 0 : 1)
