import { ProblemError } from '@rollcall/client'
import type { DeactivationOutcome, PersonHit } from '@rollcall/contract'
import { allAccounts } from './accounts.ts'
import { type Admin, type AdminOptions, answerOf, walkFailure, withAdmin } from './admin.ts'
import { CommandFailure, type CommandIo, exitCodes, problemSentence } from './command-io.ts'
import { isConfirmed } from './confirm.ts'
import { openProgress } from './progress.ts'
import { type Cell, showTable } from './table.ts'

/** One person in every account that the token reaches. */

interface Options extends AdminOptions {
  readonly json?: boolean
  /** Only the accounts of this customer. */
  readonly tenant?: string
}

const accountIdsOf = async (admin: Admin, tenant: string | undefined): Promise<readonly string[]> => {
  const accounts = await allAccounts(admin, tenant === undefined ? {} : { tenant_id: tenant })
  return accounts.map(({ id }) => id)
}

type Result = PersonHit | DeactivationOutcome

const noteOf = (result: Result): string | undefined => {
  if (result.problem !== undefined) return problemSentence(result.problem)
  return 'detail' in result ? result.detail : undefined
}

const head = ['PROVIDER', 'TENANT', 'ACCOUNT', 'OUTCOME', 'USER', 'ACTIVE', 'NOTE']

/** One row for each user, and one for an account without users. */
const rowsOf = (result: Result): readonly (readonly Cell[])[] => {
  const { account, outcome, users } = result
  const place = [account.provider, account.tenant_id, account.id, outcome]
  const note = noteOf(result) ?? ''
  if (users.length === 0) return [[...place, '', '', note]]
  return users.map(({ id, is_active }) => [...place, id, is_active, note])
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** Where an account was not read to its end, it is not known whether it has the person. */
const assertAllRead = (results: readonly Result[], lacking: readonly string[]): void => {
  const open = results.filter(({ outcome }) => lacking.includes(outcome))
  if (open.length === 0) return
  throw new CommandFailure(
    `${open.length} of ${counted(results.length, 'account')} were not done; each line has the reason, and the command can be repeated.`,
  )
}

const assertSomewhere = (results: readonly Result[], whom: string): void => {
  if (results.some(({ outcome }) => outcome !== 'not-there')) return
  throw new CommandFailure(
    `There is no ${whom} in ${counted(results.length, 'account')}; names and addresses are compared as a whole.`,
    exitCodes.notFound,
  )
}

export interface FindOptions extends Options {
  readonly ndjson?: boolean
  readonly name?: string
}

/** @param email `undefined`: only the name identifies the person */
export const findPeople = async (io: CommandIo, email: string | undefined, options: FindOptions): Promise<void> => {
  const { name, tenant, json, ndjson } = options
  if (email === undefined && name === undefined) {
    throw new CommandFailure('No person is named; give an e-mail address, --name or both.', exitCodes.usage)
  }
  await withAdmin(io, options, async (admin) => {
    const order = await accountIdsOf(admin, tenant)
    const query = {
      truto_ignore_remote_data: true,
      ...(email === undefined ? {} : { email }),
      ...(name === undefined ? {} : { name }),
      ...(tenant === undefined ? {} : { tenant_id: tenant }),
    }
    const progress = await openProgress(io, 'accounts', { total: order.length, isForProgram: json || ndjson })
    const hits: PersonHit[] = []
    try {
      for await (const hit of admin.client.personLines({ params: { query }, signal: io.signal })) {
        hits.push(hit)
        progress.reached(hits.length)
        if (ndjson === true) io.output(`${JSON.stringify(hit)}\n`)
      }
    } catch (error) {
      if (ndjson === true && error instanceof ProblemError) io.output(`${JSON.stringify({ error: error.problem })}\n`)
      throw walkFailure(admin, error)
    } finally {
      progress.end()
    }
    const ordered = hits.toSorted((one, other) => order.indexOf(one.account.id) - order.indexOf(other.account.id))
    if (ndjson !== true) showTable(io, json, ordered, head, ordered.flatMap(rowsOf))
    assertAllRead(hits, ['failed', 'unfinished'])
    assertSomewhere(hits, [email, name].filter((given) => given !== undefined).join(', '))
  })
}

export interface DeactivateOptions extends Options {
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly includeSelf?: boolean
}

/** Accounts of one request, which has one deadline for all of them. */
const accountsAtOnce = 16

const deactivateIn = async (
  io: CommandIo,
  admin: Admin,
  accounts: readonly string[],
  body: { readonly email: string; readonly dry_run: boolean; readonly include_self: boolean },
  isForProgram: boolean | undefined,
): Promise<readonly DeactivationOutcome[]> => {
  const progress = await openProgress(io, 'accounts', { total: accounts.length, isForProgram })
  const outcomes: DeactivationOutcome[] = []
  try {
    for (let start = 0; start < accounts.length; start += accountsAtOnce) {
      const call = admin.client.POST('/unified/crm/people/deactivate', {
        params: { query: { truto_ignore_remote_data: true } },
        body: { ...body, accounts: accounts.slice(start, start + accountsAtOnce) },
        signal: io.signal,
      })
      const { result } = await answerOf(admin, call)
      outcomes.push(...result)
      progress.reached(outcomes.length)
    }
  } finally {
    progress.end()
  }
  return outcomes
}

/** Results that a person has to check, although nothing failed. */
const unsettled = ['failed', 'unfinished', 'cannot', 'ambiguous', 'refused-self']

/** Shows what would be done and asks before it, where a person can be asked. */
export const deactivatePerson = async (io: CommandIo, email: string, options: DeactivateOptions): Promise<void> => {
  const { dryRun, yes, json, tenant, includeSelf } = options
  const asks = dryRun !== true && yes !== true
  if (asks && (!io.isInteractive || json === true)) {
    throw new CommandFailure(
      'There is no terminal to ask whether to deactivate the person; --dry-run shows what would be done, and --yes deactivates without a question.',
      exitCodes.usage,
    )
  }
  await withAdmin(io, options, async (admin) => {
    const accounts = await accountIdsOf(admin, tenant)
    const run = async (those: readonly string[], dry_run: boolean): Promise<readonly DeactivationOutcome[]> => {
      const outcomes = await deactivateIn(
        io,
        admin,
        those,
        { email, dry_run, include_self: includeSelf === true },
        json,
      )
      showTable(io, json, outcomes, head, outcomes.flatMap(rowsOf))
      return outcomes
    }
    if (!asks) {
      const outcomes = await run(accounts, dryRun === true)
      assertAllRead(outcomes, unsettled)
      assertSomewhere(outcomes, email)
      return
    }
    const preview = await run(accounts, true)
    const meant = preview.filter(({ outcome }) => outcome === 'would-be-switched-off').map(({ account }) => account.id)
    if (meant.length > 0) {
      if (!(await isConfirmed(io, `Deactivate ${email} in ${counted(meant.length, 'account')}?`))) {
        throw new CommandFailure('Nothing was changed.')
      }
      assertAllRead(await run(meant, false), unsettled)
    }
    assertAllRead(preview, unsettled)
    assertSomewhere(preview, email)
  })
}
