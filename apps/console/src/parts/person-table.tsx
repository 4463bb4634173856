import type { PersonHit, Problem } from '@rollcall/contract'
import { shownProblem } from '../problem.ts'
import { useProviders } from '../providers.ts'
import { DataTable } from './data-table.tsx'
import { PersonUsers } from './person-users.tsx'
import { StatusBadge } from './status-badge.tsx'

/** What is known of a person in one account: the result of a search, or of a deactivation. */
interface PersonResult extends Pick<PersonHit, 'account' | 'users' | 'warnings'> {
  readonly outcome: string
  readonly detail?: string
  readonly problem?: Problem
}

const remarksOf = ({ detail, problem, warnings = [] }: PersonResult): string => {
  const shown = problem && shownProblem(problem)
  const failure = shown && [shown.title, shown.detail].filter((part) => part !== undefined).join(': ')
  return [detail, failure, ...warnings.map((warning) => warning.detail)].filter((part) => part !== undefined).join(' ')
}

/** A person in many accounts. */
export const PersonTable = ({
  label,
  results,
}: {
  readonly label: string
  readonly results: readonly PersonResult[]
}) => {
  const { labelOf } = useProviders()
  return (
    <DataTable
      label={label}
      idOf={({ account }) => account.id}
      rows={results}
      columns={[
        {
          name: 'Account',
          isLead: true,
          cell: ({ account }) => (
            <>
              <strong>{labelOf(account.provider)}</strong>
              <div className="sub">{account.tenant_id}</div>
            </>
          ),
        },
        { name: 'Outcome', cell: ({ outcome }) => <StatusBadge name={outcome} /> },
        { name: 'User', cell: ({ account, users }) => <PersonUsers accountId={account.id} users={users} /> },
        { name: 'Remarks', cell: remarksOf },
      ]}
    />
  )
}
