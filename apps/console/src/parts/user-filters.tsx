import { Button, NativeSelect, TextInput } from '@mantine/core'
import type { Meta, MetaQuery, UserField } from '@rollcall/contract'
import { type FormEvent, useState } from 'react'
import { rangeOf } from '../day.ts'
import { words } from '../words.ts'
import { DayInput } from './day-input.tsx'

/** What of the list's query a person has chosen, by the API's own names. */
export type UserFilters = Readonly<Partial<Record<string, string>>>

const isTime = (name: string): boolean => name.endsWith('_at')

const noteOf = ({ mode, note }: MetaQuery): string | undefined =>
  note ?? (mode === 'emulated' ? 'Rollcall reads the list for it.' : undefined)

/** Exactly the filters and orders that the provider's meta names. */
export const UserFilterForm = ({
  meta,
  onSearch,
}: {
  readonly meta: Meta
  readonly onSearch: (filters: UserFilters) => void
}) => {
  const [filters, setFilters] = useState<UserFilters>({})
  const fieldOf = (key: string) => ({
    value: filters[key] ?? '',
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) => {
      setFilters({ ...filters, [key]: value })
    },
  })
  const search = (event: FormEvent) => {
    event.preventDefault()
    onSearch(filters)
  }
  const reset = () => {
    setFilters({})
    onSearch({})
  }
  return (
    <form className="filters" onSubmit={search} aria-label="Filters">
      {meta.filters.map((filter) =>
        isTime(filter.name) ? (
          <DateFields key={filter.name} filter={filter} fieldOf={fieldOf} />
        ) : filter.name === 'is_active' ? (
          <NativeSelect
            key={filter.name}
            label="Active"
            title={noteOf(filter)}
            data={[
              { value: '', label: 'Any' },
              { value: 'true', label: 'Active' },
              { value: 'false', label: 'Inactive' },
            ]}
            {...fieldOf(filter.name)}
          />
        ) : (
          <TextInput
            key={filter.name}
            label={`${words(filter.name)} is`}
            title={noteOf(filter)}
            type={filter.name === 'email' ? 'email' : 'text'}
            maxLength={512}
            {...fieldOf(filter.name)}
          />
        ),
      )}
      <NativeSelect
        label="Order"
        data={[
          { value: '', label: "The vendor's" },
          ...meta.sorts.flatMap(({ name }) => [
            { value: `${name} asc`, label: `${words(name)}, up` },
            { value: `${name} desc`, label: `${words(name)}, down` },
          ]),
        ]}
        {...fieldOf('order')}
      />
      <Button type="submit" variant="light">
        Search
      </Button>
      <Button variant="subtle" onClick={reset}>
        Reset
      </Button>
    </form>
  )
}

const DateFields = ({
  filter,
  fieldOf,
}: {
  readonly filter: MetaQuery
  readonly fieldOf: (key: string) => { value: string; onChange: (event: { currentTarget: { value: string } }) => void }
}) => (
  <>
    <DayInput
      label={`${words(filter.name.replace('_at', ''))} since`}
      title={noteOf(filter)}
      {...fieldOf(`${filter.name} gte`)}
    />
    <DayInput
      label={`${words(filter.name.replace('_at', ''))} before`}
      title={noteOf(filter)}
      {...fieldOf(`${filter.name} lt`)}
    />
  </>
)

const directions = { asc: 'asc', desc: 'desc' } as const

/** The query of the API for what was chosen. */
export const queryOf = (filters: UserFilters, sorts: readonly MetaQuery[]) => {
  const [field, direction] = (filters.order ?? '').split(' ')
  const sort = sorts.find(({ name }) => name === field)
  const created_at = rangeOf(filters['created_at gte'], filters['created_at lt'])
  const updated_at = rangeOf(filters['updated_at gte'], filters['updated_at lt'])
  const sort_by: Partial<Record<UserField | string, 'asc' | 'desc'>> | undefined =
    sort === undefined ? undefined : { [sort.name]: direction === 'desc' ? directions.desc : directions.asc }
  return {
    ...(filters.email && { email: filters.email }),
    ...(filters.name && { name: filters.name }),
    ...(filters.is_active && { is_active: filters.is_active === 'true' }),
    ...(created_at && { created_at }),
    ...(updated_at && { updated_at }),
    ...(sort_by && { sort_by }),
  }
}
