import { Anchor, Checkbox, Stack, Switch, TextInput } from '@mantine/core'
import { type components, webhookEvents } from '@rollcall/contract'
import { useState } from 'react'
import { api, endless, queryClient } from '../api.ts'
import { type Column, EndlessTable } from '../parts/data-table.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { SecretOnce } from '../parts/secret-once.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { hrefOf } from '../route.ts'
import { timeText } from '../words.ts'

type Webhook = components['schemas']['Webhook']

const again = () => queryClient.invalidateQueries({ queryKey: ['get', '/webhook'] })

/** The addresses that hear of changed accounts. */
export const Webhooks = () => {
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string }>()
  const pages = api.useInfiniteQuery('get', '/webhook', { params: { query: { limit: 50 } } }, endless)
  const columns: readonly Column<Webhook>[] = [
    {
      name: 'Webhook',
      isLead: true,
      cell: ({ id, name, target_url: url }) => (
        <>
          <Anchor href={hrefOf('webhooks', id)} fw={600}>
            {name ?? url}
          </Anchor>
          {name !== null && <div className="sub">{url}</div>}
        </>
      ),
    },
    {
      name: 'Events',
      cell: ({ event_types: events }) => (events.length === 0 ? 'All' : events.map(shortName).join(', ')),
    },
    { name: 'Gets events', cell: (webhook) => <Toggle webhook={webhook} /> },
    { name: 'Changed', cell: ({ updated_at: time }) => timeText(time) },
  ]
  return (
    <>
      <ViewHead title="Webhooks" lead="Addresses of yours that hear when an account is connected, breaks, or changes.">
        <NewWebhook onMade={setMade} />
      </ViewHead>
      {made !== undefined && <SecretOnce {...made} onClose={() => setMade(undefined)} />}
      <EndlessTable
        label="Webhooks"
        noun="webhook"
        columns={columns}
        idOf={({ id }) => id}
        pages={pages}
        empty="There is no webhook. Add one to hear of accounts that need a new sign-in."
      />
    </>
  )
}

/** `integrated_account:active` as `active`: all of them are about accounts. */
const shortName = (event: string): string => event.replace('integrated_account:', '').replaceAll('_', ' ')

const Toggle = ({ webhook: { id, name, target_url: url, is_active: isActive } }: { readonly webhook: Webhook }) => {
  const { mutate, error, isPending } = api.useMutation('patch', '/webhook/{id}', { onSuccess: again })
  return (
    <>
      <Switch
        checked={isActive}
        disabled={isPending}
        label={isActive ? 'On' : 'Off'}
        aria-label={`${name ?? url} gets events`}
        onChange={() => mutate({ params: { path: { id } }, body: { is_active: !isActive } })}
      />
      {error !== null && <ProblemAlert error={error} />}
    </>
  )
}

const NewWebhook = ({ onMade }: { readonly onMade: (made: { name: string; secret: string }) => void }) => {
  const [url, setUrl] = useState('')
  const [name, setName] = useState('')
  const [events, setEvents] = useState<string[]>([])
  const { mutate, error, isPending } = api.useMutation('post', '/webhook', { onSuccess: again })
  const act = (done: () => void) =>
    mutate(
      {
        body: {
          target_url: url,
          event_types: webhookEvents.filter((event) => events.includes(event)),
          ...(name && { name }),
        },
      },
      {
        onSuccess: (webhook) => {
          onMade({ name: 'Signing secret', secret: webhook.secret })
          done()
        },
      },
    )
  return (
    <FormDialog label="Add a webhook" title="Add a webhook" submit="Add" act={act} error={error} isPending={isPending}>
      <TextInput
        label="Address"
        type="url"
        required
        maxLength={2048}
        placeholder="https://hooks.example.com/rollcall"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput label="Name" maxLength={255} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Checkbox.Group label="Events" description="None for all." value={events} onChange={setEvents}>
        <Stack gap="xs" mt="xs">
          {webhookEvents.map((event) => (
            <Checkbox key={event} value={event} label={shortName(event)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormDialog>
  )
}
