import { Button, CopyButton, Group, MultiSelect, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { IntegratedAccount, ProviderSlug } from '@rollcall/contract'
import { type FormEvent, useState } from 'react'
import { api, queryClient } from '../api.ts'
import { useProviders } from '../providers.ts'
import { timeText } from '../words.ts'
import { Dialog } from './dialog.tsx'
import { ProblemAlert } from './problem-alert.tsx'

/** Makes a link token and leads to the page where the account is connected, the first time or again. */
export const ConnectButton = ({
  account,
  name,
}: {
  readonly account?: IntegratedAccount
  /** Of the account, for those who hear the button alone. */
  readonly name?: string
}) => {
  const [isOpen, { open, close }] = useDisclosure()
  const end = () => {
    close()
    // The account may have been connected at the page meanwhile.
    return queryClient.invalidateQueries()
  }
  const title = account === undefined ? 'Connect an account' : 'Connect again'
  return (
    <>
      {account === undefined ? (
        <Button onClick={open}>Connect an account</Button>
      ) : (
        <Button
          size="compact-sm"
          variant={account.status === 'active' ? 'default' : 'filled'}
          onClick={open}
          aria-label={`Reconnect ${name}`}
        >
          Reconnect
        </Button>
      )}
      <Dialog title={title} isOpen={isOpen} close={end}>
        <ConnectForm account={account} />
      </Dialog>
    </>
  )
}

const ConnectForm = ({ account }: { readonly account: IntegratedAccount | undefined }) => {
  const { all, labelOf } = useProviders()
  const [tenant, setTenant] = useState('')
  const [chosen, setChosen] = useState<string[]>([])
  const { mutate, data, error, isPending } = api.useMutation('post', '/link-token')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const integrations: ProviderSlug[] = all.map(({ name }) => name).filter((slug) => chosen.includes(slug))
    mutate({
      body:
        account !== undefined
          ? { integrated_account_id: account.id }
          : { tenant_id: tenant, ...(integrations.length > 0 ? { integrations } : {}) },
    })
  }
  if (data !== undefined) {
    return (
      <Stack>
        <p className="lead">
          The page connects one account. Open it here, or send the link to your customer; it works until{' '}
          {timeText(data.expires_at)}.
        </p>
        <Group>
          <Button component="a" href={data.url} target="_blank" rel="noreferrer" data-autofocus>
            Open the page
          </Button>
          <CopyButton value={data.url}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the link'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    )
  }
  return (
    <Stack component="form" onSubmit={submit}>
      {account !== undefined ? (
        <p className="lead">
          {labelOf(account.integration.name)} of {account.tenant_id} gets new credentials and keeps its id, {account.id}
          .
        </p>
      ) : (
        <>
          <TextInput
            label="Tenant"
            description="Your own name for the customer."
            required
            maxLength={255}
            value={tenant}
            onChange={(event) => setTenant(event.currentTarget.value)}
            data-autofocus
          />
          <MultiSelect
            label="Providers"
            description="What the customer chooses from; none for all."
            data={all.map(({ name, label }) => ({ value: name, label }))}
            value={chosen}
            onChange={setChosen}
            searchable
            comboboxProps={{ withinPortal: false }}
          />
        </>
      )}
      {error !== null && <ProblemAlert error={error} />}
      <Button type="submit" loading={isPending}>
        Make the link
      </Button>
    </Stack>
  )
}
