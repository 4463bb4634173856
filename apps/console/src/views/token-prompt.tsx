import { Alert, Button, Paper, PasswordInput, Title } from '@mantine/core'
import { isProblem } from '@rollcall/client'
import { type FormEvent, useState } from 'react'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { session } from '../session.ts'

/** Asks the server whether the token is one. @throws the problem, or what the network failed with */
const verify = async (token: string): Promise<void> => {
  const response = await fetch('/ping', { headers: { Authorization: `Bearer ${token}` } })
  if (response.ok) return
  const problem: unknown = await response.json().catch(() => undefined)
  throw isProblem(problem) ? problem : new Error(`The server answered ${response.status}.`)
}

/** Asks for the token that everything else is done with. */
export const TokenPrompt = ({ reason }: { readonly reason: string | undefined }) => {
  const [token, setToken] = useState('')
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      const given = token.trim()
      await verify(given)
      session.begin(given)
    } catch (thrown) {
      setError(thrown)
      setBusy(false)
    }
  }
  return (
    <main className="prompt">
      <Paper withBorder p="xl" component="form" onSubmit={submit} aria-labelledby="prompt-title">
        <Title order={1} size="h2" id="prompt-title">
          Rollcall console
        </Title>
        <p className="lead">
          Every view needs an API token. It stays in the memory of this tab: a reload or the end of the tab forgets it.
        </p>
        {reason !== undefined && error === undefined && (
          <Alert color="yellow" role="alert" title="The token is no longer valid">
            {reason}
          </Alert>
        )}
        {error !== undefined && <ProblemAlert error={error} />}
        <PasswordInput
          label="API token"
          description="Made by npm run bootstrap, or under API tokens by a user with the scope admin."
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          required
          autoFocus
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
        />
        <Button type="submit" fullWidth loading={isBusy}>
          Open the console
        </Button>
      </Paper>
    </main>
  )
}
