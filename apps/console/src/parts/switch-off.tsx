import { Button, Group, Paper, Stack, Title } from '@mantine/core'
import type { DeactivationOutcome } from '@rollcall/contract'
import { useEffect, useRef } from 'react'
import { api, queryClient } from '../api.ts'
import { shownProblem } from '../problem.ts'
import { useProviders } from '../providers.ts'
import { counted } from '../words.ts'
import { DataTable } from './data-table.tsx'
import { PersonUsers } from './person-users.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { StatusBadge } from './status-badge.tsx'

const params = { query: { truto_ignore_remote_data: true } }

/** Switches a person off everywhere, after a preview that changes nothing. */
export const SwitchOff = ({ email }: { readonly email: string }) => {
  const preview = api.useMutation('post', '/unified/crm/people/deactivate')
  const change = api.useMutation('post', '/unified/crm/people/deactivate', {
    onSettled: () => queryClient.invalidateQueries(),
  })
  const accounts = (preview.data?.result ?? [])
    .filter(({ outcome }) => outcome === 'would-be-switched-off')
    .map(({ account }) => account.id)
  const title = useRef<HTMLHeadingElement>(null)
  const stage = change.data !== undefined ? 'done' : preview.data !== undefined ? 'preview' : 'begin'
  useEffect(() => {
    if (stage !== 'begin') title.current?.focus()
  }, [stage])
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="switch-off">
      <Stack gap="sm">
        <Title order={2} size="h4" id="switch-off" tabIndex={-1} ref={title}>
          {stage === 'done' ? 'What was done' : stage === 'preview' ? 'What would be done' : 'Switch off everywhere'}
        </Title>
        {stage === 'begin' && (
          <p className="lead">
            The preview changes nothing: it says for each account what would be done, and what cannot.
          </p>
        )}
        {preview.error !== null && <ProblemAlert error={preview.error} />}
        {change.error !== null && <ProblemAlert error={change.error} />}
        {stage !== 'begin' && <Outcomes outcomes={(change.data ?? preview.data)?.result ?? []} />}
        {stage === 'preview' && accounts.length === 0 && <p className="lead">There is nothing to switch off.</p>}
        <Group>
          {stage !== 'done' && (
            <Button
              variant={stage === 'begin' ? 'filled' : 'default'}
              loading={preview.isPending}
              onClick={() => preview.mutate({ params, body: { email, dry_run: true } })}
            >
              {stage === 'begin' ? 'Preview' : 'Preview again'}
            </Button>
          )}
          {stage === 'preview' && accounts.length > 0 && (
            <Button
              color="red"
              loading={change.isPending}
              onClick={() => change.mutate({ params, body: { email, dry_run: false, accounts } })}
            >
              Switch off in {counted(accounts.length, 'account')}
            </Button>
          )}
          {stage === 'done' && (
            <Button
              variant="default"
              onClick={() => {
                change.reset()
                preview.mutate({ params, body: { email, dry_run: true } })
              }}
            >
              Preview what is left
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}

/** What happens where; accounts without the person are counted alone. */
const Outcomes = ({ outcomes }: { readonly outcomes: readonly DeactivationOutcome[] }) => {
  const { labelOf } = useProviders()
  const shown = outcomes.filter(({ outcome }) => outcome !== 'not-there')
  return (
    <>
      <DataTable
        label="Outcome in each account"
        idOf={({ account }) => account.id}
        rows={shown}
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
          {
            name: 'Remarks',
            cell: ({ detail, problem, warnings }) =>
              [
                detail,
                ...(problem === undefined ? [] : [shownProblem(problem).title, shownProblem(problem).detail]),
                ...(warnings ?? []).map((warning) => warning.detail),
              ]
                .filter((part) => part !== undefined)
                .join(' '),
          },
        ]}
      />
      {outcomes.length > shown.length && (
        <p className="sub">{`Not in ${counted(outcomes.length - shown.length, 'account')}.`}</p>
      )}
    </>
  )
}
