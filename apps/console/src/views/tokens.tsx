import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core'
import { type components, tokenScopes } from '@rollcall/contract'
import { useState } from 'react'
import { api, endless, queryClient } from '../api.ts'
import { startOf } from '../day.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { type Column, EndlessTable } from '../parts/data-table.tsx'
import { DayInput } from '../parts/day-input.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { SecretOnce } from '../parts/secret-once.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { useProviders } from '../providers.ts'
import { timeText } from '../words.ts'

type Token = components['schemas']['ApiToken']

const again = () => queryClient.invalidateQueries({ queryKey: ['get', '/api-token'] })

/** The tokens that programs and people call the API with. */
export const Tokens = () => {
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string }>()
  const pages = api.useInfiniteQuery('get', '/api-token', { params: { query: { limit: 50 } } }, endless)
  const columns: readonly Column<Token>[] = [
    {
      name: 'Token',
      isLead: true,
      cell: ({ name, hint }) => (
        <>
          <strong>{name}</strong>
          <div className="sub">ends in {hint}</div>
        </>
      ),
    },
    { name: 'Scopes', cell: ({ scopes }) => scopes.join(', ') || 'none' },
    { name: 'Reaches', cell: ({ integrated_account_id: account }) => account ?? 'Every account' },
    { name: 'Last used', cell: ({ last_used_at: time }) => timeText(time) },
    { name: 'Ends', cell: ({ expires_at: time }) => (time === null ? 'Never' : timeText(time)) },
    { name: 'Actions', cell: (token) => <Revoke token={token} /> },
  ]
  return (
    <>
      <ViewHead title="API tokens" lead="Programs call the API with these, each with the scopes that it needs.">
        <NewToken onMade={setMade} />
      </ViewHead>
      {made !== undefined && <SecretOnce {...made} onClose={() => setMade(undefined)} />}
      <EndlessTable
        label="API tokens"
        noun="token"
        columns={columns}
        idOf={({ id }) => id}
        pages={pages}
        empty="There is no token."
      />
    </>
  )
}

const Revoke = ({ token }: { readonly token: Token }) => {
  const { mutate, error, isPending } = api.useMutation('delete', '/api-token/{id}', { onSuccess: again })
  return (
    <ConfirmButton
      label="Revoke"
      subject={token.name}
      error={error}
      isPending={isPending}
      act={(done) => mutate({ params: { path: { id: token.id } } }, { onSuccess: done })}
    >
      Programs that use it are refused at once. It cannot be taken back.
    </ConfirmButton>
  )
}

const NewToken = ({ onMade }: { readonly onMade: (made: { name: string; secret: string }) => void }) => {
  const { labelOf } = useProviders()
  const accounts = api.useQuery('get', '/integrated-account', { params: { query: { limit: 1000 } } })
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<string[]>(['read'])
  const [account, setAccount] = useState('')
  const [end, setEnd] = useState('')
  const { mutate, error, isPending } = api.useMutation('post', '/api-token', { onSuccess: again })
  const act = (done: () => void) =>
    mutate(
      {
        body: {
          name,
          scopes: tokenScopes.filter((scope) => scopes.includes(scope)),
          ...(account && { integrated_account_id: account }),
          ...(end && { expires_at: startOf(end) }),
        },
      },
      {
        onSuccess: (token) => {
          onMade({ name: token.name, secret: token.token })
          done()
        },
      },
    )
  return (
    <FormDialog
      label="Make a token"
      title="Make a token"
      submit="Make the token"
      act={act}
      error={error}
      isPending={isPending}
    >
      <TextInput
        label="Name"
        description="What it is for."
        required
        maxLength={255}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Checkbox.Group
        label="Scopes"
        description="raw is for the vendors' own answers."
        value={scopes}
        onChange={setScopes}
      >
        <Group mt="xs">
          {tokenScopes.map((scope) => (
            <Checkbox key={scope} value={scope} label={scope} />
          ))}
        </Group>
      </Checkbox.Group>
      <NativeSelect
        label="Reaches"
        value={account}
        onChange={(event) => setAccount(event.currentTarget.value)}
        data={[
          { value: '', label: 'Every account' },
          ...(accounts.data?.result ?? []).map(({ id, integration, tenant_id }) => ({
            value: id,
            label: `${labelOf(integration.name)}, ${tenant_id}`,
          })),
        ]}
      />
      <DayInput
        label="Ends on"
        description="Without a day it has no end."
        value={end}
        onChange={(event) => setEnd(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
