import { Refusal } from '@rollcall/providers'
import { toAccountWithCredential } from '../accounts/integrated-account.ts'
import { parseImport } from '../accounts/parse-import.ts'
import { json } from '../http/answer.ts'
import { requestFaults } from '../problems/request-faults.ts'
import type { Operation } from './operation.ts'

/** `PATCH /integrated-account/{id}/credentials` */
export const replaceCredentials: Operation<'replaceCredentials'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, adapters, clock }) {
    const environmentId = request.token.environmentId
    const id = request.params.id.toLowerCase()
    const unknown = () => new Refusal('account-not-found', `This environment has no account ${id}.`)
    const account = await store.accounts.get(environmentId, id)
    if (account === undefined) throw unknown()
    const client = await store.oauthApps.client(environmentId, account.provider)
    const imported = parseImport(adapters[account.provider], account.method, request.body.context, {
      nowMs: clock.now(),
      current: account.variables,
      environmentHasClient: client !== undefined,
    })
    if ('faults' in imported) throw requestFaults(imported.faults)
    const { credential, client: own, variables, principal } = imported.account
    const changed = await store.accounts.update(environmentId, id, {
      credential,
      variables,
      principal,
      isActive: true,
      ...(own === undefined ? {} : { client: own }),
    })
    if (changed === undefined) throw unknown()
    const hasClient = client !== undefined || (await store.accounts.open(environmentId, id))?.hasClient === true
    return json(toAccountWithCredential(changed, credential, hasClient))
  },
}
