import { Anchor, Button, Group, NativeSelect, TextInput } from '@mantine/core'
import type { IntegratedAccount } from '@rollcall/contract'
import { type FormEvent, useState } from 'react'
import { api, endless } from '../api.ts'
import { useOwnAccount } from '../own-account.ts'
import { ConnectButton } from '../parts/connect.tsx'
import { type Column, EndlessTable, Loading } from '../parts/data-table.tsx'
import { Health } from '../parts/health.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { useProviders } from '../providers.ts'
import { hrefOf } from '../route.ts'
import { timeText, words } from '../words.ts'
import { AccountView } from './account.tsx'

const statuses = ['active', 'connecting', 'needs_reauth', 'validation_error', 'post_install_error'] as const
type Status = (typeof statuses)[number]
const isStatus = (value: string): value is Status => statuses.some((status) => status === value)

/** Every account of the token, with what is wrong with it. */
export const Accounts = () => {
  const { labelOf } = useProviders()
  const [tenant, setTenant] = useState('')
  const [filters, setFilters] = useState<{ tenant_id?: string; status?: Status }>({})
  const [checkedAt, setCheckedAt] = useState(0)
  const pages = api.useInfiniteQuery(
    'get',
    '/integrated-account',
    { params: { query: { limit: 50, ...filters } } },
    endless,
  )
  const own = useOwnAccount(pages.error)
  if (own.isFetching) return <Loading label="Loading the account" />
  if (own.data !== undefined) return <AccountView id={own.data.id} />
  const search = (event: FormEvent) => {
    event.preventDefault()
    const { tenant_id: _former, ...others } = filters
    setFilters(tenant === '' ? others : { ...others, tenant_id: tenant })
  }
  const columns: readonly Column<IntegratedAccount>[] = [
    {
      name: 'Account',
      isLead: true,
      cell: ({ id, integration, tenant_id }) => (
        <>
          <Anchor href={hrefOf('accounts', id)} fw={600}>
            {labelOf(integration.name)}
          </Anchor>
          <div className="sub">{tenant_id}</div>
        </>
      ),
    },
    {
      name: 'Status',
      cell: ({ status, last_error }) => (
        <>
          <StatusBadge name={status} />
          {last_error !== null && <div className="sub">{last_error}</div>}
        </>
      ),
    },
    { name: 'Health', cell: (account) => <Health key={checkedAt} id={account.id} isAsked={checkedAt > 0} /> },
    { name: 'Signs in by', cell: ({ authentication_method: method }) => words(method) },
    { name: 'Changed', cell: ({ updated_at }) => timeText(updated_at) },
    {
      name: 'Actions',
      cell: (account) => (
        <ConnectButton account={account} name={`${labelOf(account.integration.name)}, ${account.tenant_id}`} />
      ),
    },
  ]
  return (
    <>
      <ViewHead title="Accounts" lead="The customers' CRMs that are connected, and whether they answer.">
        <Button variant="default" onClick={() => setCheckedAt(Date.now())}>
          Check health
        </Button>
        <ConnectButton />
      </ViewHead>
      <form className="filters" onSubmit={search}>
        <TextInput label="Tenant" value={tenant} onChange={(event) => setTenant(event.currentTarget.value)} />
        <NativeSelect
          label="Status"
          value={filters.status ?? ''}
          data={[{ value: '', label: 'Any' }, ...statuses.map((value) => ({ value, label: words(value) }))]}
          onChange={({ currentTarget: { value } }) => {
            const { status: _former, ...others } = filters
            setFilters(isStatus(value) ? { ...others, status: value } : others)
          }}
        />
        <Group>
          <Button type="submit" variant="light">
            Search
          </Button>
        </Group>
      </form>
      <EndlessTable
        label="Accounts"
        noun="account"
        columns={columns}
        idOf={({ id }) => id}
        pages={pages}
        empty="No account is like this. Connect one, or take a filter out."
      />
    </>
  )
}
