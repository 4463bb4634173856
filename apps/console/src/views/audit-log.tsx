import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { components } from '@rollcall/contract'
import { type FormEvent, useState } from 'react'
import { api, endless } from '../api.ts'
import { rangeOf } from '../day.ts'
import { type Column, EndlessTable } from '../parts/data-table.tsx'
import { DayInput } from '../parts/day-input.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { useProviders } from '../providers.ts'
import { timeText, words } from '../words.ts'

type Entry = components['schemas']['LogEntry']

const outcomes = ['succeeded', 'refused', 'failed', 'outcome-unknown', 'running', 'unfinished'] as const
const outcomeOf = (value: string) => outcomes.find((outcome) => outcome === value)

/** Who changed what, and who tried to. */
export const AuditLog = () => {
  const { labelOf } = useProviders()
  const [fields, setFields] = useState({
    operation: '',
    tenant_id: '',
    user_id: '',
    outcome: '',
    since: '',
    before: '',
  })
  const [asked, setAsked] = useState(fields)
  const outcome = outcomeOf(asked.outcome)
  const created_at = rangeOf(asked.since, asked.before)
  const query = {
    limit: 50,
    ...(asked.operation && { operation: asked.operation }),
    ...(asked.tenant_id && { tenant_id: asked.tenant_id }),
    ...(asked.user_id && { user_id: asked.user_id }),
    ...(outcome && { outcome }),
    ...(created_at && { created_at }),
  }
  const pages = api.useInfiniteQuery('get', '/log', { params: { query } }, { ...endless, staleTime: 0 })
  const columns: readonly Column<Entry>[] = [
    { name: 'Time', cell: ({ timestamp }) => timeText(timestamp) },
    {
      name: 'What',
      cell: ({ operation, fields: changed, count }) => (
        <>
          <strong>{operation}</strong>
          {count > 1 && ` × ${count}`}
          {changed.length > 0 && <div className="sub">{changed.join(', ')}</div>}
        </>
      ),
    },
    {
      name: 'Where',
      cell: ({ integration, tenant_id, user_id, object_id }) => (
        <>
          {[integration && labelOf(integration), tenant_id].filter(Boolean).join(', ') || '–'}
          {(user_id ?? object_id) !== null && <div className="sub">{user_id ?? object_id}</div>}
        </>
      ),
    },
    {
      name: 'Who',
      cell: ({ actor, token_name }) => (
        <>
          {token_name ?? (actor === null ? '–' : words(actor))}
          {token_name !== null && actor !== null && <div className="sub">{words(actor)}</div>}
        </>
      ),
    },
    {
      name: 'Outcome',
      cell: (entry) => (
        <>
          <StatusBadge name={entry.outcome} />
          <div className="sub">{[entry.http_status_code, entry.problem].filter((part) => part !== null).join(' ')}</div>
        </>
      ),
    },
  ]
  const search = (event: FormEvent) => {
    event.preventDefault()
    setAsked(fields)
  }
  const fieldOf = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [name]: value }),
  })
  return (
    <>
      <ViewHead title="Audit log" lead="Who changed what, and who tried to. It holds names of fields, never values." />
      <form className="filters" onSubmit={search}>
        <TextInput label="Operation" placeholder="updateUser" maxLength={100} {...fieldOf('operation')} />
        <TextInput label="Tenant" maxLength={255} {...fieldOf('tenant_id')} />
        <TextInput label="User id" maxLength={512} {...fieldOf('user_id')} />
        <NativeSelect
          label="Outcome"
          data={[{ value: '', label: 'Any' }, ...outcomes.map((value) => ({ value, label: words(value) }))]}
          {...fieldOf('outcome')}
        />
        <DayInput label="Since" {...fieldOf('since')} />
        <DayInput label="Before" {...fieldOf('before')} />
        <Button type="submit" variant="light">
          Search
        </Button>
      </form>
      <EndlessTable
        label="Audit log"
        noun="entry"
        columns={columns}
        idOf={({ id }) => id}
        pages={pages}
        empty="Nothing was changed, or nothing that fits the filters."
      />
    </>
  )
}
