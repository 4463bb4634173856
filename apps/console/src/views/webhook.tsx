import { Alert, Anchor, Button, Group, SegmentedControl } from '@mantine/core'
import type { components } from '@rollcall/contract'
import { useState } from 'react'
import { api, endless, queryClient } from '../api.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { type Column, EndlessTable, Loading } from '../parts/data-table.tsx'
import { ProblemAlert } from '../parts/problem-alert.tsx'
import { SecretOnce } from '../parts/secret-once.tsx'
import { StatusBadge } from '../parts/status-badge.tsx'
import { ViewHead } from '../parts/view-head.tsx'
import { hrefOf } from '../route.ts'
import { counted, timeText, words } from '../words.ts'

type Webhook = components['schemas']['Webhook']
type Delivery = components['schemas']['Delivery']

const states = ['dead', 'pending', 'delivered'] as const
const again = () => queryClient.invalidateQueries({ queryKey: ['get', '/webhook/{id}/delivery'] })

/** One webhook and what was sent to it. */
export const WebhookView = ({ id }: { readonly id: string }) => {
  const webhook = api.useQuery('get', '/webhook/{id}', { params: { path: { id } } })
  return (
    <>
      <Anchor href={hrefOf('webhooks')} size="sm" className="back">
        All webhooks
      </Anchor>
      {webhook.isPending && <Loading label="Loading the webhook" />}
      {webhook.error !== null && (
        <>
          <ViewHead title="Webhook" />
          <ProblemAlert error={webhook.error} onRetry={webhook.refetch} />
        </>
      )}
      {webhook.data !== undefined && <Head webhook={webhook.data} />}
      {webhook.data !== undefined && <Deliveries id={id} />}
    </>
  )
}

const Head = ({ webhook: { id, name, target_url: url } }: { readonly webhook: Webhook }) => {
  const title = name ?? url
  const path = { params: { path: { id } } }
  const trial = api.useMutation('post', '/webhook/{id}/test')
  const rotation = api.useMutation('post', '/webhook/{id}/rotate-secret')
  const removal = api.useMutation('delete', '/webhook/{id}')
  return (
    <>
      <ViewHead title={title} lead={url}>
        <Button size="compact-sm" variant="default" loading={trial.isPending} onClick={() => trial.mutate(path)}>
          Send a test
        </Button>
        <ConfirmButton
          label="New secret"
          subject={`for ${title}`}
          error={rotation.error}
          isPending={rotation.isPending}
          act={(done) => rotation.mutate(path, { onSuccess: done })}
        >
          Messages are signed with the new secret and, for a while, with the former one too.
        </ConfirmButton>
        <ConfirmButton
          label="Delete"
          subject={title}
          error={removal.error}
          isPending={removal.isPending}
          act={() =>
            removal.mutate(path, {
              onSuccess: () => {
                location.hash = hrefOf('webhooks')
                return queryClient.invalidateQueries({ queryKey: ['get', '/webhook'] })
              },
            })
          }
        >
          Events that wait for it are dropped.
        </ConfirmButton>
      </ViewHead>
      {trial.error !== null && <ProblemAlert error={trial.error} />}
      {trial.data !== undefined && (
        <Alert
          role="status"
          variant="light"
          color={trial.data.success ? 'green' : 'red'}
          title={trial.data.success ? 'The test was delivered' : 'The test was not delivered'}
        >
          {trial.data.status === null ? words(trial.data.error ?? 'no answer') : `Status ${trial.data.status}`} after{' '}
          {trial.data.duration_ms} ms.
        </Alert>
      )}
      {rotation.data !== undefined && (
        <SecretOnce name="Signing secret" secret={rotation.data.secret} onClose={rotation.reset} />
      )}
    </>
  )
}

const Deliveries = ({ id }: { readonly id: string }) => {
  const [state, setState] = useState<(typeof states)[number]>('dead')
  const params = { path: { id }, query: { limit: 50, state } }
  const pages = api.useInfiniteQuery('get', '/webhook/{id}/delivery', { params }, { ...endless, staleTime: 0 })
  const all = api.useMutation('post', '/webhook/{id}/delivery/retry', { onSuccess: again })
  const columns: readonly Column<Delivery>[] = [
    {
      name: 'Event',
      isLead: true,
      cell: ({ event, integrated_account_id: account }) => (
        <>
          <strong>{event}</strong>
          <div className="sub">{account}</div>
        </>
      ),
    },
    { name: 'State', cell: (delivery) => <StatusBadge name={delivery.state} /> },
    { name: 'Happened', cell: ({ created_at: time }) => timeText(time) },
    {
      name: 'Tries',
      cell: ({ attempts, last_status: status, last_error: fault }) => (
        <>
          {attempts}
          {fault !== null && <div className="sub">{fault === 'status' ? `Answered ${status}` : words(fault)}</div>}
        </>
      ),
    },
    { name: 'Next try', cell: ({ next_attempt_at: time }) => timeText(time) },
    ...(state === 'dead' ? [{ name: 'Actions', cell: (delivery: Delivery) => <Resend delivery={delivery} /> }] : []),
  ]
  const isEmpty = pages.data?.pages.every(({ result }) => result.length === 0) !== false
  return (
    <>
      <Group justify="space-between">
        <SegmentedControl
          aria-label="Deliveries"
          value={state}
          onChange={setState}
          data={[
            { value: 'dead', label: 'Dead letters' },
            { value: 'pending', label: 'Pending' },
            { value: 'delivered', label: 'Delivered' },
          ]}
        />
        {state === 'dead' && !isEmpty && (
          <Button variant="default" loading={all.isPending} onClick={() => all.mutate({ params: { path: { id } } })}>
            Send all again
          </Button>
        )}
      </Group>
      {all.error !== null && <ProblemAlert error={all.error} />}
      <p role="status" className="lead">
        {all.data === undefined ? '' : `${counted(all.data.retried, 'event')} will be sent again.`}
      </p>
      <EndlessTable
        label="Deliveries"
        noun="event"
        columns={columns}
        idOf={(delivery) => delivery.id}
        pages={pages}
        empty={state === 'dead' ? 'No event was given up.' : 'There is no such event.'}
      />
    </>
  )
}

const Resend = ({ delivery: { id, webhook_id, event } }: { readonly delivery: Delivery }) => {
  const { mutate, error, isPending } = api.useMutation('post', '/webhook/{id}/delivery/{delivery_id}/retry', {
    onSuccess: again,
  })
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={isPending}
        aria-label={`Send again: ${event}`}
        onClick={() => mutate({ params: { path: { id: webhook_id, delivery_id: id } } })}
      >
        Send again
      </Button>
      {error !== null && <ProblemAlert error={error} />}
    </>
  )
}
