import { Anchor, Badge, Group } from '@mantine/core'
import type { User } from '@rollcall/contract'
import { hrefOf } from '../route.ts'

/** The users that a person has in one account. */
export const PersonUsers = ({ accountId, users }: { readonly accountId: string; readonly users: readonly User[] }) =>
  users.map((user) => (
    <Group key={user.id} gap="xs">
      <Anchor href={hrefOf('accounts', accountId, 'users', user.id)}>{user.name ?? user.email ?? user.id}</Anchor>
      {typeof user.is_active === 'boolean' && (
        <Badge size="sm" variant="light" color={user.is_active ? 'green' : 'gray'} tt="none">
          {user.is_active ? 'Active' : 'Inactive'}
        </Badge>
      )}
    </Group>
  ))
