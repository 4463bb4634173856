import { type ListWalk, ProblemError } from '@rollcall/client'
import type { AccountStatus, IntegratedAccount, ProviderSlug } from '@rollcall/contract'
import { type Admin, type AdminOptions, answerOf, unreachable, withAdmin } from './admin.ts'
import { type CommandIo, show, toFailure, toTable } from './command-io.ts'

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
    throw error instanceof ProblemError ? toFailure(error.problem) : unreachable(admin, error)
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
    show(io, options.json, accounts, toTable(['ID', 'PROVIDER', 'TENANT', 'METHOD', 'STATUS', 'CREATED'], rows))
  })

const lineOf = ([name, value]: readonly [string, unknown]): string =>
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
