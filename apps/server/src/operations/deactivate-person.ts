import { recordAccountChange } from '../audit/record-account-change.ts'
import { json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { accountsNamed, accountsOf } from '../people/accounts.ts'
import { asTheyEnd } from '../people/as-they-end.ts'
import { deactivatePersonIn } from '../people/deactivate.ts'
import { accountsAtOnce } from '../people/in-account.ts'
import { sharedTurn } from '../people/turn.ts'
import { viewOf } from '../presentation/one-user.ts'
import { deadlineOf, refuseConditions } from '../users/account-call.ts'
import { startDeadline } from '../users/deadline.ts'
import { preferenceApplied, readPreferences } from '../users/preferences.ts'
import type { Operation } from './operation.ts'

const taken = async <Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> => {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** `POST /unified/crm/people/deactivate` */
export const deactivatePerson: Operation<'deactivatePerson'> = {
  access: 'token',
  audit: 'change',
  async handle({ query, body, token, path, headers, response }, services) {
    refuseConditions(headers)
    const { store, clock } = services
    const preferences = readPreferences(headers.prefer)
    const { deadline, context } = startDeadline({
      clock,
      milliseconds: deadlineOf(services, preferences),
      observer: stateOf(response).vendor,
    })
    try {
      // All of them before the first change, so that only the work in the accounts can fail afterwards.
      const accounts =
        body.accounts === undefined
          ? await taken(accountsOf(store, token, body.tenant_id))
          : await accountsNamed(store, token, body.accounts, body.tenant_id)
      const deactivation = {
        token,
        path,
        body,
        view: viewOf(query),
        runChange: recordAccountChange(response, services),
      }
      const result: Awaited<ReturnType<typeof deactivatePersonIn>>[] = []
      const outcomes = asTheyEnd(accounts, accountsAtOnce, (account) =>
        deactivatePersonIn(services, deactivation, account, sharedTurn(services, context)),
      )
      for await (const [place, outcome] of outcomes) result[place] = outcome
      return json({ result }, { headers: preferenceApplied(preferences, ['wait']) })
    } finally {
      deadline.end()
    }
  },
}
