import { Button, Group, Paper, Progress, Stack, Title } from '@mantine/core'
import type { PersonAccount } from '@rollcall/contract'
import { useEffect, useRef } from 'react'
import { type Run, useDeactivation } from '../deactivation.ts'
import { counted } from '../words.ts'
import { PersonTable } from './person-table.tsx'
import { ProblemAlert } from './problem-alert.tsx'

/** How far a run is, or where it ended. */
const progressOf = ({ outcomes, total, isRunning }: Run): string => {
  const done = `${outcomes.length} of ${counted(total, 'account')} done.`
  const left = total - outcomes.length
  return isRunning || left === 0 ? done : `${done} Stopped: nothing was done in the other ${left}.`
}

/** Switches a person off in these accounts, after a preview that changes nothing. */
export const SwitchOff = ({
  email,
  accounts,
}: {
  readonly email: string
  readonly accounts: readonly PersonAccount[]
}) => {
  const { run, begin, stop } = useDeactivation(email)
  const title = useRef<HTMLHeadingElement>(null)
  const stage = run === undefined ? 'begin' : run.isDryRun ? 'preview' : 'change'
  useEffect(() => {
    if (stage !== 'begin') title.current?.focus()
  }, [stage])
  const ready = (run?.outcomes ?? [])
    .filter(({ outcome }) => outcome === 'would-be-switched-off')
    .map(({ account }) => account)
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="switch-off">
      <Stack gap="sm">
        <Title order={2} size="h4" id="switch-off" tabIndex={-1} ref={title}>
          {stage === 'change' ? 'What was done' : stage === 'preview' ? 'What would be done' : 'Switch off everywhere'}
        </Title>
        {run === undefined ? (
          <p className="lead">
            The preview changes nothing: it says for each account what would be done, and what cannot.
          </p>
        ) : (
          <Progression run={run} />
        )}
        {stage === 'preview' && run?.isRunning === false && ready.length === 0 && (
          <p className="lead">There is nothing to switch off.</p>
        )}
        <Group>
          <Button
            variant={stage === 'begin' ? 'filled' : 'default'}
            loading={run?.isRunning === true}
            onClick={() => begin(true, accounts)}
          >
            {stage === 'begin' ? 'Preview' : stage === 'preview' ? 'Preview again' : 'Preview what is left'}
          </Button>
          {run?.isRunning === true && (
            <Button variant="default" onClick={stop}>
              Stop
            </Button>
          )}
          {run?.isRunning === false && ready.length > 0 && (
            <Button color="red" onClick={() => begin(false, ready)}>
              Switch off in {counted(ready.length, 'account')}
            </Button>
          )}
        </Group>
      </Stack>
    </Paper>
  )
}

/** What became of the accounts so far. */
const Progression = ({ run }: { readonly run: Run }) => {
  const { outcomes, total, isRunning, error } = run
  const shown = outcomes.filter(({ outcome }) => outcome !== 'not-there')
  const absent = outcomes.length - shown.length
  return (
    <>
      {isRunning && <Progress value={(100 * outcomes.length) / total} aria-label="Accounts that are done" />}
      <p role="status" className="lead">
        {progressOf(run)}
      </p>
      {error !== undefined && <ProblemAlert error={error} />}
      {shown.length > 0 && <PersonTable label="Outcome in each account" results={shown} />}
      {absent > 0 && <p className="sub">{`Not in ${counted(absent, 'account')}.`}</p>}
    </>
  )
}
