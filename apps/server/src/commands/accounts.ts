import type { ListWalk } from '@rollcall/client'
import { type AccountStatus, type IntegratedAccount, type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { type Admin, type AdminOptions, answerOf, walkFailure, withAdmin } from './admin.ts'
import { CommandFailure, type CommandIo, exitCodes, show } from './command-io.ts'
import { showTable } from './table.ts'

interface Options extends AdminOptions {
  readonly json?: boolean
}

export interface AccountFilters {
  readonly tenant?: string
  readonly provider?: ProviderSlug
  readonly status?: AccountStatus
}

const pageSize = 1000

type AccountQuery = NonNullable<NonNullable<ListWalk<'/integrated-account'>['params']>['query']>

/** All accounts of the environment, or those of a filter. @throws CommandFailure */
export const allAccounts = async (admin: Admin, query: AccountQuery = {}): Promise<readonly IntegratedAccount[]> => {
  const accounts: IntegratedAccount[] = []
  try {
    for await (const account of admin.client.accounts({ params: { query: { limit: pageSize, ...query } } })) {
      accounts.push(account)
    }
  } catch (error) {
    throw walkFailure(admin, error)
  }
  return accounts
}

export const listAccounts = (io: CommandIo, options: Options & AccountFilters): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const { tenant, provider, status } = options
    const query = {
      ...(tenant === undefined ? {} : { tenant_id: tenant }),
      ...(provider === undefined ? {} : { integration: { name: provider } }),
      ...(status === undefined ? {} : { status }),
    }
    const accounts = await allAccounts(admin, query)
    const rows = accounts.map(({ id, tenant_id, integration, authentication_method, status: state, created_at }) => [
      id,
      integration.name,
      tenant_id,
      authentication_method,
      state,
      created_at,
    ])
    showTable(io, options.json, accounts, ['ID', 'PROVIDER', 'TENANT', 'METHOD', 'STATUS', 'CREATED'], rows)
  })

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/**
 * The id of the account that the caller names by its id, or by a provider or tenant with a single account. @throws
 * CommandFailure
 */
export const accountIdOf = async (admin: Admin, meant: string): Promise<string> => {
  if (uuid.test(meant)) return meant
  const provider = providerSlugs.find((slug) => slug === meant)
  const accounts = await allAccounts(
    admin,
    provider === undefined ? { tenant_id: meant } : { integration: { name: provider } },
  )
  const [account] = accounts
  const owner = provider === undefined ? `of the tenant "${meant}"` : `at ${provider}`
  if (account === undefined) {
    throw new CommandFailure(
      `There is no account ${owner}; \`rollcall accounts list\` shows the accounts, and --account accepts an id, a provider or a tenant_id.`,
      exitCodes.notFound,
    )
  }
  if (accounts.length === 1) return account.id
  const some = accounts.slice(0, 5).map(({ id, tenant_id, integration }) => `${id} (${integration.name}, ${tenant_id})`)
  const more = accounts.length > some.length ? ' and others' : ''
  throw new CommandFailure(
    `There are ${accounts.length} accounts ${owner}; name one by --account and its id: ${some.join(', ')}${more}.`,
    exitCodes.usage,
  )
}

/** A member of an object on its own line. */
export const lineOf = ([name, value]: readonly [string, unknown]): string =>
  `${name.padEnd(22)}${typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '-')}`

export const showAccount = (io: CommandIo, id: string, options: Options): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const path = { path: { id } }
    const account = await answerOf<IntegratedAccount>(
      admin,
      admin.client.GET('/integrated-account/{id}', { params: path }),
    )
    show(io, options.json, account, Object.entries(account).map(lineOf).join('\n'))
  })

export const deleteAccount = (io: CommandIo, id: string, options: Options): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    const params = { path: { id } }
    const deleted = await answerOf(admin, admin.client.DELETE('/integrated-account/{id}', { params }))
    show(io, options.json, deleted, `The account ${deleted.id} is deleted.`)
  })
