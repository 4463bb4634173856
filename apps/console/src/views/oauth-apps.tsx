import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import type { components, ProviderSlug } from '@rollcall/contract'
import { useState } from 'react'
import { api, endless, queryClient } from '../api.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { type Column, EndlessTable } from '../parts/data-table.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { useProviders } from '../providers.ts'
import { timeText } from '../words.ts'

type App = components['schemas']['EnvironmentIntegration']

const again = () => queryClient.invalidateQueries({ queryKey: ['get', '/environment-integration'] })

/** The app that each provider's customers sign in through. */
export const OauthApps = () => {
  const { labelOf } = useProviders()
  const pages = api.useInfiniteQuery('get', '/environment-integration', { params: { query: { limit: 50 } } }, endless)
  const columns: readonly Column<App>[] = [
    { name: 'Provider', isLead: true, cell: ({ integration }) => <strong>{labelOf(integration.name)}</strong> },
    { name: 'Client id', cell: ({ client_id: id }) => <code>{id}</code> },
    { name: 'Changed', cell: ({ updated_at: time }) => timeText(time) },
    {
      name: 'Actions',
      cell: (app) => (
        <div className="actions">
          <Change app={app} label={labelOf(app.integration.name)} />
          <Remove app={app} label={labelOf(app.integration.name)} />
        </div>
      ),
    },
  ]
  return (
    <>
      <ViewHead
        title="OAuth apps"
        lead={`Customers sign in at a vendor through the app that you registered there, with the redirect URI ${location.origin}/connect/callback or that of ROLLCALL_PUBLIC_URL.`}
      >
        <NewApp />
      </ViewHead>
      <EndlessTable
        label="OAuth apps"
        noun="app"
        columns={columns}
        idOf={({ id }) => id}
        pages={pages}
        empty="No app is set. Customers of providers with OAuth cannot sign in until there is one."
      />
    </>
  )
}

const Secret = ({
  value,
  onChange,
  isRequired,
}: {
  value: string
  onChange: (value: string) => void
  isRequired: boolean
}) => (
  <PasswordInput
    label="Client secret"
    description="It goes in and never comes out."
    required={isRequired}
    maxLength={4096}
    autoComplete="off"
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }}
  />
)

const NewApp = () => {
  const { all } = useProviders()
  const choices = all.filter(({ authentication_methods: methods }) => methods.some(({ method }) => method === 'oauth2'))
  const [provider, setProvider] = useState<ProviderSlug>()
  const [id, setId] = useState('')
  const [secret, setSecret] = useState('')
  const { mutate, error, isPending } = api.useMutation('post', '/environment-integration', { onSuccess: again })
  const integration = provider ?? choices[0]?.name
  const act = (done: () => void) => {
    if (integration === undefined) return
    mutate(
      { body: { integration, client_id: id, client_secret: secret } },
      { onSuccess: done, onSettled: () => setSecret('') },
    )
  }
  return (
    <FormDialog
      label="Set an app"
      title="Set an OAuth app"
      submit="Set the app"
      act={act}
      error={error}
      isPending={isPending}
    >
      <NativeSelect
        label="Provider"
        description="An app that is set already is replaced."
        value={integration ?? ''}
        onChange={({ currentTarget: { value } }) => setProvider(choices.find(({ name }) => name === value)?.name)}
        data={choices.map(({ name, label }) => ({ value: name, label }))}
        data-autofocus
      />
      <TextInput
        label="Client id"
        required
        maxLength={1024}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <Secret isRequired value={secret} onChange={setSecret} />
    </FormDialog>
  )
}

const Change = ({ app, label }: { readonly app: App; readonly label: string }) => {
  const [id, setId] = useState(app.client_id)
  const [secret, setSecret] = useState('')
  const { mutate, error, isPending } = api.useMutation('patch', '/environment-integration/{id}', { onSuccess: again })
  const act = (done: () => void) =>
    mutate(
      { params: { path: { id: app.id } }, body: { client_id: id, ...(secret && { client_secret: secret }) } },
      { onSuccess: done, onSettled: () => setSecret('') },
    )
  return (
    <FormDialog
      label="Change"
      subject={label}
      title={`Change the app of ${label}`}
      submit="Save"
      size="compact-sm"
      variant="default"
      act={act}
      error={error}
      isPending={isPending}
    >
      <TextInput
        label="Client id"
        required
        maxLength={1024}
        value={id}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <Secret isRequired={false} value={secret} onChange={setSecret} />
    </FormDialog>
  )
}

const Remove = ({ app, label }: { readonly app: App; readonly label: string }) => {
  const { mutate, error, isPending } = api.useMutation('delete', '/environment-integration/{id}', { onSuccess: again })
  return (
    <ConfirmButton
      label="Delete"
      subject={label}
      error={error}
      isPending={isPending}
      act={(done) => mutate({ params: { path: { id: app.id } } }, { onSuccess: done })}
    >
      New customers of {label} cannot sign in, and accounts that use the app get no new tokens.
    </ConfirmButton>
  )
}
