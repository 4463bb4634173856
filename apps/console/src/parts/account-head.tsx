import { Alert, Anchor, Button, Group } from '@mantine/core'
import type { IntegratedAccount } from '@rollcall/contract'
import { api, queryClient } from '../api.ts'
import { useProviders } from '../providers.ts'
import { hrefOf } from '../route.ts'
import { words } from '../words.ts'
import { ConfirmButton } from './confirm-button.tsx'
import { ConnectButton } from './connect.tsx'
import { Health } from './health.tsx'
import { ProblemAlert } from './problem-alert.tsx'
import { StatusBadge } from './status-badge.tsx'
import { ViewHead } from './view-head.tsx'

/** Which account it is, how it is, and what can be done with it as a whole. */
export const AccountHead = ({ account }: { readonly account: IntegratedAccount }) => {
  const { id, integration, tenant_id: tenant, status, last_error: lastError, authentication_method: method } = account
  const { labelOf } = useProviders()
  const label = labelOf(integration.name)
  const refreshCredentials = api.useMutation('post', '/integrated-account/refresh-credentials', {
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['get', '/integrated-account/{id}'] }),
  })
  const remove = api.useMutation('delete', '/integrated-account/{id}')
  return (
    <>
      <Anchor href={hrefOf('accounts')} size="sm" className="back">
        All accounts
      </Anchor>
      <ViewHead
        title={`${label}, ${tenant}`}
        lead={
          <Group component="span" gap="xs">
            <StatusBadge name={status} /> {words(method)} · {id}
          </Group>
        }
      >
        {(method === 'oauth2' || method === 'client_credentials') && (
          <Button
            size="compact-sm"
            variant="default"
            loading={refreshCredentials.isPending}
            onClick={() => refreshCredentials.mutate({ body: { id } })}
          >
            Refresh token
          </Button>
        )}
        <ConnectButton account={account} name={`${label}, ${tenant}`} />
        <ConfirmButton
          label="Delete"
          subject={`${label}, ${tenant}`}
          error={remove.error}
          isPending={remove.isPending}
          act={() =>
            remove.mutate(
              { params: { path: { id } } },
              {
                onSuccess: () => {
                  location.hash = hrefOf('accounts')
                  return queryClient.invalidateQueries()
                },
              },
            )
          }
        >
          Rollcall forgets the account and its credentials. The users at {label} stay as they are.
        </ConfirmButton>
      </ViewHead>
      {lastError !== null && (
        <Alert color="red" variant="light" title="Why the account does not work">
          {lastError} Connect it again to go on.
        </Alert>
      )}
      {refreshCredentials.error !== null && <ProblemAlert error={refreshCredentials.error} />}
      {refreshCredentials.isSuccess && <p role="status">The account has a new token.</p>}
      <Group gap="xs" className="health">
        <span className="sub">Health</span>
        <Health id={id} isAsked={false} />
      </Group>
    </>
  )
}
