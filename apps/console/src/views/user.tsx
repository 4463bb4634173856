import { Alert, Anchor, Button, Group, List, Paper, Stack, TextInput, Title } from '@mantine/core'
import type { Meta, User } from '@rollcall/contract'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, client, queryClient } from '../api.ts'
import { indented } from '../json-text.ts'
import { ActiveSwitch } from '../parts/active-switch.tsx'
import { Loading } from '../parts/data-table.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { RawText } from '../parts/raw-text.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { useProviders } from '../providers.ts'
import { hrefOf } from '../route.ts'
import { changesOf, type Draft, writableFields, writesActive } from '../user-changes.ts'
import { putUser, useMeta } from '../users.ts'
import { timeText, words } from '../words.ts'

interface Place {
  readonly accountId: string
  readonly userId: string
}

/** One user: unified, with what can be edited, beside what the vendor says. */
export const UserView = ({ accountId, userId }: Place) => {
  const query = { integrated_account_id: accountId, truto_ignore_remote_data: true }
  const user = api.useQuery('get', '/unified/crm/users/{id}', { params: { path: { id: userId }, query } })
  const update = useMeta(accountId, 'update')
  return (
    <>
      <Anchor href={hrefOf('accounts', accountId)} size="sm" className="back">
        All users of the account
      </Anchor>
      <ViewHead title={user.data?.name ?? user.data?.email ?? userId} lead={user.data && (user.data.email ?? '')} />
      <div className="beside">
        <Paper withBorder p="md" component="section" aria-labelledby="unified">
          <Title order={2} size="h4" id="unified" mb="sm">
            Unified
          </Title>
          {user.isPending && <Loading label="Loading the user" />}
          {user.error !== null && <ProblemAlert error={user.error} onRetry={user.refetch} />}
          {update.error !== null && <ProblemAlert error={update.error} onRetry={update.refetch} />}
          {user.data !== undefined && update.data !== undefined && (
            <Unified accountId={accountId} user={user.data} meta={update.data} />
          )}
        </Paper>
        <Paper withBorder p="md" component="section" aria-labelledby="raw">
          <Title order={2} size="h4" id="raw" mb="sm">
            Raw
          </Title>
          <Raw accountId={accountId} userId={userId} />
        </Paper>
      </div>
    </>
  )
}

const Unified = ({
  accountId,
  user,
  meta,
}: {
  readonly accountId: string
  readonly user: User
  readonly meta: Meta
}) => {
  const { labelOf } = useProviders()
  const fields = writableFields(meta)
  return (
    <Stack gap="md">
      {!meta.supported && (
        <Alert variant="light" color="gray" title={`${labelOf(meta.provider)} does not change users`}>
          {meta.reason}
        </Alert>
      )}
      <div>
        <ActiveSwitch accountId={accountId} user={user} isWritable={writesActive(meta)} />
      </div>
      {fields.length > 0 && <EditForm accountId={accountId} user={user} meta={meta} />}
      <dl className="facts">
        {(['id', 'name', 'first_name', 'last_name', 'email'] as const)
          .filter((name) => user[name] !== undefined && !fields.some((field) => field.name === name))
          .map((name) => (
            <div key={name}>
              <dt>{words(name)}</dt>
              <dd>{user[name] ?? '–'}</dd>
            </div>
          ))}
        {(['created_at', 'updated_at'] as const)
          .filter((name) => user[name] !== undefined)
          .map((name) => (
            <div key={name}>
              <dt>{words(name.replace('_at', ''))}</dt>
              <dd>{timeText(user[name])}</dd>
            </div>
          ))}
        {user.urls?.map(({ url, type }) => (
          <div key={url}>
            <dt>{words(type ?? 'page')}</dt>
            <dd>
              <Anchor href={url} target="_blank" rel="noreferrer">
                {url}
              </Anchor>
            </dd>
          </div>
        ))}
      </dl>
      {meta.supported && meta.notes.length > 0 && (
        <List size="sm" className="sub">
          {meta.notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
    </Stack>
  )
}

const EditForm = ({
  accountId,
  user,
  meta,
}: {
  readonly accountId: string
  readonly user: User
  readonly meta: Meta
}) => {
  const [draft, setDraft] = useState<Draft>({})
  const { mutate, data, error, isPending } = api.useMutation('patch', '/unified/crm/users/{id}', {
    onSuccess: async (written) => {
      putUser(accountId, written)
      await Promise.all(
        ['raw-user', 'get'].map((key) =>
          queryClient.invalidateQueries({
            predicate: ({ queryKey: [kind, path] }) =>
              kind === key && (key === 'raw-user' || path === '/unified/crm/users/{id}'),
          }),
        ),
      )
      setDraft({})
    },
  })
  const changes = changesOf(user, draft)
  const isChanged = Object.keys(changes).length > 0
  const save = (event: FormEvent) => {
    event.preventDefault()
    mutate({
      params: {
        path: { id: user.id },
        query: { integrated_account_id: accountId, truto_ignore_remote_data: true },
        header: { Prefer: 'handling=strict' },
      },
      body: changes,
    })
  }
  return (
    <Stack component="form" gap="sm" onSubmit={save} aria-label="Edit the user">
      {writableFields(meta).map(({ name, note }) => (
        <TextInput
          key={name}
          label={words(name)}
          description={note}
          value={draft[name] ?? user[name] ?? ''}
          onChange={({ currentTarget: { value } }) => setDraft({ ...draft, [name]: value })}
        />
      ))}
      {error !== null && <ProblemAlert error={error} />}
      {data?.warnings?.map(({ detail }) => (
        <Alert key={detail} color="yellow" variant="light" title="Warning">
          {detail}
        </Alert>
      ))}
      <Group>
        <Button type="submit" loading={isPending} disabled={!isChanged}>
          Save
        </Button>
        <span role="status">{data !== undefined && !isChanged ? 'Saved at the vendor.' : ''}</span>
      </Group>
    </Stack>
  )
}

const Raw = ({ accountId, userId }: Place) => {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['raw-user', accountId, userId],
    queryFn: async ({ signal }) => {
      const params = { path: { id: userId }, query: { integrated_account_id: accountId } }
      const response = await client.raw('/unified/crm/users/{id}', { params, signal })
      return { text: await response.text(), removed: response.headers.get('Rollcall-Removed') }
    },
  })
  if (isPending) return <Loading label="Asking the vendor" />
  if (error !== null) return <ProblemAlert error={error} onRetry={refetch} />
  return (
    <>
      <RawText label="What the vendor answered" text={indented(data.text)} />
      {data.removed !== null && <p className="sub">Removed as secret: {data.removed}</p>}
    </>
  )
}
