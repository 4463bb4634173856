import { isProblem, ProblemError, unwrap } from '@rollcall/client'
import type { DeactivationOutcome, PersonAccount } from '@rollcall/contract'
import { useEffect, useRef, useState } from 'react'
import { client, queryClient } from './api.ts'
import { workThrough } from './work-through.ts'

/** A preview or the deactivation itself, account by account. */
export interface Run {
  readonly isDryRun: boolean
  /** How many accounts it goes through. */
  readonly total: number
  /** Of the accounts that are done. */
  readonly outcomes: readonly DeactivationOutcome[]
  readonly isRunning: boolean
  readonly error?: unknown
}

/** Accounts that are worked on at the same time. */
const accountsAtOnce = 4

/** What the API says of one account; one that is gone meanwhile is a failure of its own, all else ends the run. */
const deactivateIn = async (
  account: PersonAccount,
  email: string,
  isDryRun: boolean,
): Promise<DeactivationOutcome[]> => {
  try {
    const body = { email, dry_run: isDryRun, accounts: [account.id] }
    const params = { query: { truto_ignore_remote_data: true } }
    return unwrap(await client.POST('/unified/crm/people/deactivate', { params, body })).result
  } catch (error) {
    const problem = error instanceof ProblemError ? error.problem : undefined
    if (!isProblem(problem, '/errors/account-not-found')) throw error
    return [{ account, outcome: 'failed', users: [], problem }]
  }
}

/** Deactivates a person by one call for each account, so that each outcome is shown when it is there. */
export const useDeactivation = (email: string) => {
  const [run, setRun] = useState<Run>()
  const stopping = useRef<AbortController>(null)
  const stop = () => stopping.current?.abort()
  useEffect(() => () => stopping.current?.abort(), [])
  const begin = async (isDryRun: boolean, accounts: readonly PersonAccount[]): Promise<void> => {
    const controller = new AbortController()
    stopping.current = controller
    const started: Run = { isDryRun, total: accounts.length, outcomes: [], isRunning: true }
    setRun(started)
    const outcomes: DeactivationOutcome[] = []
    const shown = (): Run => ({ ...started, outcomes: [...outcomes] })
    try {
      await workThrough(accounts, accountsAtOnce, controller.signal, async (account) => {
        outcomes.push(...(await deactivateIn(account, email, isDryRun)))
        setRun(shown())
      })
      setRun({ ...shown(), isRunning: false })
    } catch (error) {
      setRun({ ...shown(), isRunning: false, error })
    }
    if (!isDryRun) await queryClient.invalidateQueries()
  }
  return { run, begin, stop }
}
