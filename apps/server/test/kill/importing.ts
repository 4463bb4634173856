import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Command, type CommandRound, runAndKill, runToEnd } from './command-kills.ts'
import { addEntry, type Ledger } from './ledger.ts'
import type { Environment } from './served-store.ts'
import { memberOf } from './work.ts'

/** `accounts import` of a file, killed on its way and repeated: each line is one account at the end, whatever was killed. */

const lines = 40

interface Line {
  readonly tenant: string
  readonly serial: string
}

export interface Importing {
  /** Imports by a server or the store, and is killed at a moment by chance. */
  runAndKill(environment: Environment): Promise<void>
  /** Repeats the import until its end, and adds every line's account to the record. */
  finish(environment: Environment): Promise<void>
}

/** The reports of single lines in what the command has said, by the number of the line. */
const reportsIn = (output: string): ReadonlyMap<number, { readonly outcome: string; readonly id: string }> => {
  const reports = output.split('\n').flatMap((text) => {
    try {
      const report: unknown = JSON.parse(text)
      const line = memberOf(report, 'line')
      if (typeof line !== 'number') return []
      return [[line, { outcome: String(memberOf(report, 'outcome')), id: String(memberOf(report, 'id')) }] as const]
    } catch {
      // Not a report, or one that was cut off.
      return []
    }
  })
  return new Map(reports)
}

export const startImporting = (round: CommandRound, ledger: Ledger): Importing => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-kill-import-'))
  const file = join(folder, 'accounts.ndjson')
  const wanted: Line[] = Array.from({ length: lines }, () => ({
    tenant: ledger.serial('t'),
    serial: ledger.serial('k'),
  }))
  const textOf = ({ tenant, serial }: Line): string =>
    JSON.stringify({
      integration: 'pipedrive',
      tenant_id: tenant,
      authentication_method: 'api_key',
      context: { api_key: `key.${serial}.made-up`, company_domain: 'acme' },
    })
  writeFileSync(file, wanted.map((line) => `${textOf(line)}\n`).join(''))
  const commandIn = (environment: Environment): Command => ({
    name: 'accounts import',
    environment,
    rest: [file, '--json'],
    hasBegun: (running) => running.output().includes('\n'),
  })
  const acknowledged = new Map<number, string>()
  const note = (output: string): void => {
    for (const [line, { outcome, id }] of reportsIn(output)) {
      if (outcome === 'failed') continue
      const former = acknowledged.get(line)
      if (former !== undefined && former !== id) {
        round.violate(`The line ${line} of an import was reported as ${former}, and as ${id} by its repeat.`)
      }
      acknowledged.set(line, id)
    }
  }
  return {
    async runAndKill(environment) {
      note((await runAndKill(round, commandIn(environment))).output)
    },
    async finish(environment) {
      note(await runToEnd(round, commandIn(environment)))
      for (const [index, { tenant, serial }] of wanted.entries()) {
        const id = acknowledged.get(index + 1)
        if (id === undefined) round.violate(`The line ${index + 1} of an import was not reported.`)
        else addEntry(ledger, id, { tenant, serial, method: 'api_key' })
      }
      ledger.acknowledged += wanted.length
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
