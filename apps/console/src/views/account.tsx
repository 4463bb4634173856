import { Alert, Anchor } from '@mantine/core'
import type { Meta, User, UserField } from '@rollcall/contract'
import { useState } from 'react'
import { api, endless } from '../api.ts'
import { useOwnAccount } from '../own-account.ts'
import { AccountHead } from '../parts/account-head.tsx'
import { ActiveSwitch } from '../parts/active-switch.tsx'
import { type Column, EndlessTable, Loading } from '../parts/data-table.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { queryOf, UserFilterForm, type UserFilters } from '../parts/user-filters.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { useProviders } from '../providers.ts'
import { hrefOf } from '../route.ts'
import { writesActive } from '../user-changes.ts'
import { useMeta } from '../users.ts'
import { timeText, words } from '../words.ts'

/** One account and its users. */
export const AccountView = ({ id }: { readonly id: string }) => {
  const asked = api.useQuery('get', '/integrated-account/{id}', { params: { path: { id } } })
  const own = useOwnAccount(asked.error)
  const account = own.data?.id === id ? own : asked
  const list = useMeta(id, 'list')
  const update = useMeta(id, 'update')
  if (own.isFetching) return <Loading label="Loading the account" />
  if (account.error !== null) {
    return (
      <>
        <ViewHead title="Account" />
        <ProblemAlert error={account.error} onRetry={account.refetch} />
      </>
    )
  }
  if (account.data === undefined) return <Loading label="Loading the account" />
  return (
    <>
      <AccountHead account={account.data} />
      {list.error !== null && <ProblemAlert error={list.error} onRetry={list.refetch} />}
      {list.data !== undefined && <Users accountId={id} meta={list.data} update={update.data} />}
    </>
  )
}

const Users = ({
  accountId,
  meta,
  update,
}: {
  readonly accountId: string
  readonly meta: Meta
  readonly update: Meta | undefined
}) => {
  const { labelOf } = useProviders()
  const [filters, setFilters] = useState<UserFilters>({})
  const query = {
    integrated_account_id: accountId,
    limit: 25,
    truto_ignore_remote_data: true,
    ...queryOf(filters, meta.sorts),
  }
  const pages = api.useInfiniteQuery('get', '/unified/crm/users', { params: { query } }, endless)
  const has = (field: UserField): boolean => meta.response_fields.some(({ name }) => name === field)
  const isWritable = writesActive(update)
  const columns: readonly Column<User>[] = [
    {
      name: 'User',
      isLead: true,
      cell: (user) => (
        <>
          <Anchor href={hrefOf('accounts', accountId, 'users', user.id)} fw={600}>
            {user.name ?? user.email ?? user.id}
          </Anchor>
          <div className="sub">{user.email}</div>
        </>
      ),
    },
    ...(has('is_active')
      ? [
          {
            name: 'Active',
            cell: (user: User) => <ActiveSwitch accountId={accountId} user={user} isWritable={isWritable} />,
          },
        ]
      : []),
    ...(['created_at', 'updated_at'] as const)
      .filter(has)
      .map((field) => ({ name: words(field.replace('_at', '')), cell: (user: User) => timeText(user[field]) })),
    { name: 'Id', cell: ({ id }) => <code>{id}</code> },
  ]
  return (
    <>
      {update !== undefined && has('is_active') && !isWritable && (
        <Alert variant="light" color="gray" title={`${labelOf(meta.provider)} does not switch users on or off`}>
          {update.reason ?? update.notes[0] ?? 'The provider has no such field to write.'}
        </Alert>
      )}
      <UserFilterForm meta={meta} onSearch={setFilters} />
      <EndlessTable
        label="Users"
        noun="user"
        columns={columns}
        idOf={({ id }) => id}
        pages={pages}
        empty="No user is like this. Filters compare the whole value, without regard to case."
      />
    </>
  )
}
