import { Refusal } from '@rollcall/providers'
import type { ApiToken, OpenedAccount, Store } from '@rollcall/store'

const unknown = (id: string): Refusal => new Refusal('account-not-found', `This environment has no account ${id}.`)

/**
 * The account that a caller names. One of another environment, or one that the token does not reach, does not exist.
 * @throws Refusal `account-not-found`
 */
export const resolveAccount = (
  store: Pick<Store, 'accounts'>,
  token: Pick<ApiToken, 'environmentId' | 'accountId'>,
  accountId: string,
): OpenedAccount | Promise<OpenedAccount> => {
  const id = accountId.toLowerCase()
  if (token.accountId !== undefined && token.accountId !== id) throw unknown(id)
  const known = (account: OpenedAccount | undefined): OpenedAccount => {
    if (account === undefined) throw unknown(id)
    return account
  }
  const opened = store.accounts.open(token.environmentId, id)
  return opened instanceof Promise ? opened.then(known) : opened
}

/**
 * Refuses accounts that are not active, without any vendor call.
 * @throws Refusal `account-not-ready`; ProviderFailure `account-needs-reauth` with the vendor's refusal
 */
export const assertReady = (account: OpenedAccount): void => {
  if (account.status === 'active') return
  if (account.refusal !== undefined) throw account.refusal
  throw new Refusal(
    'account-not-ready',
    account.status === 'connecting'
      ? 'The account is connecting; try again when its status is active.'
      : `The account has the status ${account.status}, so it cannot be used; connect it again.`,
  )
}
