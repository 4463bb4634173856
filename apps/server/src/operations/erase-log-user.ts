import { Refusal } from '@rollcall/providers'
import { loggedUserId } from '../audit/subject.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `DELETE /log` */
export const eraseLogUser: Operation<'eraseLogUser'> = {
  access: 'environment',
  audit: 'change',
  async handle({ query, token }, { store }) {
    const accountId = query.account.toLowerCase()
    const userId = loggedUserId(query.user_id)
    const erased = await store.audit.eraseUser(token.environmentId, { accountId, userId })
    if (erased === undefined) {
      throw new Refusal('account-not-found', `This environment has no account ${accountId}.`)
    }
    return json({ erased_entries: erased.entries, erased_answers: erased.answers })
  },
}
