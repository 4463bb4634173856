import { Badge, Switch } from '@mantine/core'
import type { User } from '@rollcall/contract'
import { api, queryClient } from '../api.ts'
import { putUser } from '../users.ts'
import { ProblemAlert } from './problem-alert.tsx'

/** Whether a user is active, and the switch where the provider has one. */
export const ActiveSwitch = ({
  accountId,
  user,
  isWritable,
}: {
  readonly accountId: string
  readonly user: User
  readonly isWritable: boolean
}) => {
  const { mutate, error, isPending } = api.useMutation('patch', '/unified/crm/users/{id}', {
    onSuccess: (written) => {
      putUser(accountId, written)
      return queryClient.invalidateQueries({ queryKey: ['get', '/unified/crm/users/{id}'] })
    },
  })
  const { is_active: isActive } = user
  if (isActive === undefined || isActive === null) return '–'
  if (!isWritable) {
    return (
      <Badge variant="light" color={isActive ? 'green' : 'gray'} tt="none">
        {isActive ? 'Active' : 'Inactive'}
      </Badge>
    )
  }
  return (
    <>
      <Switch
        checked={isActive}
        disabled={isPending}
        label={isActive ? 'Active' : 'Inactive'}
        aria-label={`${user.name ?? user.email ?? user.id} is active`}
        onChange={() =>
          mutate({
            params: {
              path: { id: user.id },
              query: { integrated_account_id: accountId, truto_ignore_remote_data: true },
              header: { Prefer: 'handling=strict' },
            },
            body: { is_active: !isActive },
          })
        }
      />
      {error !== null && <ProblemAlert error={error} />}
    </>
  )
}
