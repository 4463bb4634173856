import type { PersonAccount } from '@rollcall/contract'
import { Refusal } from '@rollcall/providers'
import type { AccountRecord, ApiToken, Store } from '@rollcall/store'

type Reach = Pick<ApiToken, 'environmentId' | 'accountId'>

/** Accounts that are read from the store at once. */
const pageSize = 100

/** The account in the form of a result. */
const toPersonAccount = ({ id, tenantId, provider }: AccountRecord): PersonAccount => ({
  id,
  tenant_id: tenantId,
  provider,
})

/** The account with an id, where the token reaches it and it belongs to the tenant. */
const reached = async (
  { accounts }: Pick<Store, 'accounts'>,
  token: Reach,
  id: string,
  tenantId: string | undefined,
): Promise<PersonAccount | undefined> => {
  if (token.accountId !== undefined && token.accountId !== id) return undefined
  const record = await accounts.get(token.environmentId, id)
  const isMeant = record !== undefined && (tenantId === undefined || record.tenantId === tenantId)
  return isMeant ? toPersonAccount(record) : undefined
}

/** Every account that a token reaches, or those of one tenant: the newest first, page by page as they are consumed. */
export async function* accountsOf(
  store: Pick<Store, 'accounts'>,
  token: Reach,
  tenantId: string | undefined,
): AsyncGenerator<PersonAccount> {
  if (token.accountId !== undefined) {
    const own = await reached(store, token, token.accountId, tenantId)
    if (own !== undefined) yield own
    return
  }
  let cursor: string | undefined
  do {
    const page = await store.accounts.list(token.environmentId, { limit: pageSize, cursor, tenantId })
    for (const record of page.result) yield toPersonAccount(record)
    cursor = page.nextCursor
  } while (cursor !== undefined)
}

/** Accounts that a message names; it counts the others. */
const namedInMessage = 5

/**
 * The accounts that a caller names, each once and in that order.
 * @throws Refusal `account-not-found` that names those that are not there, are beyond the token, or are not the tenant's
 */
export const accountsNamed = async (
  store: Pick<Store, 'accounts'>,
  token: Reach,
  ids: readonly string[],
  tenantId: string | undefined,
): Promise<readonly PersonAccount[]> => {
  const found: PersonAccount[] = []
  const missing: string[] = []
  for (const id of new Set(ids.map((given) => given.toLowerCase()))) {
    const account = await reached(store, token, id, tenantId)
    if (account === undefined) missing.push(id)
    else found.push(account)
  }
  if (missing.length === 0) return found
  const whose = tenantId === undefined ? 'This environment' : `The customer "${tenantId}"`
  const others = missing.length - namedInMessage
  const named = [...missing.slice(0, namedInMessage), ...(others > 0 ? [`${others} of the others`] : [])]
  throw new Refusal('account-not-found', `${whose} has no account ${listed(named)}. Nothing was changed.`)
}

/** `a`, `a or b`, `a, b or c`. */
const listed = (parts: readonly string[]): string =>
  [parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' or ')
