import { Button, Progress, TextInput } from '@mantine/core'
import type { PersonHit } from '@rollcall/contract'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, client } from '../api.ts'
import { PersonTable } from '../parts/person-table.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { SwitchOff } from '../parts/switch-off.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { useProviders } from '../providers.ts'
import { counted } from '../words.ts'

interface Search {
  readonly email: string
  readonly hits: readonly PersonHit[]
  readonly isRunning: boolean
  readonly error?: unknown
}

/** One person in every account at once. */
export const People = () => {
  const [email, setEmail] = useState('')
  const [search, setSearch] = useState<Search>()
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])
  const accounts = api.useQuery('get', '/integrated-account', { params: { query: { limit: 1000 } } })

  const run = async (event: FormEvent) => {
    event.preventDefault()
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const { signal } = controller
    const asked = email.trim()
    const hits: PersonHit[] = []
    setSearch({ email: asked, hits, isRunning: true })
    try {
      const query = { email: asked, truto_ignore_remote_data: true }
      for await (const hit of client.personLines({ params: { query }, signal })) {
        hits.push(hit)
        setSearch({ email: asked, hits: [...hits], isRunning: true })
      }
      setSearch({ email: asked, hits, isRunning: false })
    } catch (error) {
      if (!signal.aborted) setSearch({ email: asked, hits, isRunning: false, error })
    }
  }
  return (
    <>
      <ViewHead title="People" lead="One e-mail address, looked up in every connected account at once." />
      <form className="filters" onSubmit={run}>
        <TextInput
          label="E-mail address"
          type="email"
          required
          maxLength={512}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          className="wide-field"
        />
        <Button type="submit" loading={search?.isRunning === true}>
          Look up
        </Button>
        {search?.isRunning === true && (
          <Button
            variant="default"
            onClick={() => {
              running.current?.abort()
              setSearch({ ...search, isRunning: false })
            }}
          >
            Stop
          </Button>
        )}
      </form>
      {search === undefined ? (
        <div className="table-box">
          <div className="empty">
            Every account answers for itself: where the person has a seat, where not, and where that could not be read.
          </div>
        </div>
      ) : (
        <Found search={search} total={accounts.data?.result.length} />
      )}
    </>
  )
}

const Found = ({ search, total }: { readonly search: Search; readonly total: number | undefined }) => {
  const { labelOf } = useProviders()
  const { hits, isRunning, email, error } = search
  const found = hits.filter(({ outcome }) => outcome === 'found')
  const unknown = hits.filter(({ outcome }) => outcome === 'failed' || outcome === 'unfinished')
  const absent = hits.filter(({ outcome }) => outcome === 'not-there')
  const of = Math.max(total ?? 0, hits.length)
  return (
    <>
      {isRunning && (
        <Progress value={of === 0 ? 0 : (100 * hits.length) / of} aria-label="Accounts that have answered" />
      )}
      <p role="status" className="lead">
        {`${hits.length} of ${counted(of, 'account')} answered. ${email} is in ${found.length}, not in ${absent.length}${unknown.length > 0 ? `, and ${unknown.length} could not be read` : ''}.`}
      </p>
      {error !== undefined && <ProblemAlert error={error} />}
      {found.length + unknown.length > 0 && (
        <div className="table-box">
          <PersonTable label="Accounts with the person" results={[...found, ...unknown]} />
        </div>
      )}
      {!isRunning && absent.length > 0 && (
        <details className="quiet-details">
          <summary>{`Not in ${counted(absent.length, 'account')}`}</summary>
          <p>{absent.map(({ account }) => `${labelOf(account.provider)} (${account.tenant_id})`).join(', ')}</p>
        </details>
      )}
      {!isRunning && found.length > 0 && (
        <SwitchOff key={email} email={email} accounts={[...found, ...unknown].map(({ account }) => account)} />
      )}
    </>
  )
}
