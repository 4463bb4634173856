import { type MondayUser, shown } from './users.ts'

/** A business error: it is in the data of an answer with 200. */
interface BusinessError {
  readonly message: string
  readonly code: string
  readonly user_id?: string
  readonly email?: string
}

interface UserUpdate {
  readonly user_id: string
  readonly user_attribute_updates: Readonly<Record<string, string | null>>
}

/** The state that mutations change. */
export interface MutationState {
  readonly users: Map<string, MondayUser>
  /** The caller's own id. */
  readonly self: string
  readonly now: Date
}

const batchLimit = 200
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** `activate_users` and `deactivate_users`: the possible changes are made, the others are reported by user. */
export const setActive = (
  { users, self }: MutationState,
  userIds: readonly string[],
  active: boolean,
): { readonly changed: readonly unknown[]; readonly errors: readonly BusinessError[] } => {
  if (userIds.length > batchLimit) {
    return { changed: [], errors: [{ message: `At most ${batchLimit} users at once`, code: 'EXCEEDS_BATCH_LIMIT' }] }
  }
  const changed: unknown[] = []
  const errors: BusinessError[] = []
  for (const user_id of userIds) {
    const user = users.get(user_id)
    if (!/^\d+$/.test(user_id)) errors.push({ message: 'Invalid user id', code: 'INVALID_INPUT', user_id })
    else if (!user) errors.push({ message: 'User not found', code: 'USER_NOT_FOUND', user_id })
    else if (user_id === self) errors.push({ message: 'Cannot update self', code: 'CANNOT_UPDATE_SELF', user_id })
    else {
      // A user that never accepted the invitation is pending again, not active.
      const status = active ? (user.becameActiveAt === null ? 'PENDING' : 'ACTIVE') : 'INACTIVE'
      const next: MondayUser = { ...user, status, deleted: user.deleted && !active }
      users.set(user_id, next)
      changed.push(shown(next))
    }
  }
  return { changed, errors }
}

/**
 * `update_multiple_users`. A new e-mail has to be confirmed by the user, unless the caller bypasses that and the domain is
 * the account's own; the sandbox's users confirm at once, so it is shown either way.
 */
export const updateUsers = (
  { users }: MutationState,
  updates: readonly UserUpdate[],
  options: { readonly async: boolean },
): { readonly updated_users: readonly unknown[]; readonly errors: readonly BusinessError[] } => {
  if (updates.length > batchLimit && !options.async) {
    return { updated_users: [], errors: [{ message: `At most ${batchLimit} users at once`, code: 'INVALID_FIELD' }] }
  }
  const updated_users: unknown[] = []
  const errors: BusinessError[] = []
  for (const { user_id, user_attribute_updates: changes } of updates) {
    const user = users.get(user_id)
    // The vendor's list of codes has only one, also for unknown users.
    const problem = user ? problemWith(changes, user, users) : 'User not found'
    if (!user || problem !== undefined) {
      errors.push({ message: problem ?? 'User not found', code: 'INVALID_FIELD', user_id })
      continue
    }
    const { email } = changes
    const next: MondayUser = {
      ...user,
      name: changes.name ?? user.name,
      email: email ?? user.email,
      title: changes.title ?? user.title,
      phone: changes.phone ?? user.phone,
      mobile_phone: changes.mobile_phone ?? user.mobile_phone,
      location: changes.location ?? user.location,
      birthday: changes.birthday ?? user.birthday,
    }
    users.set(user_id, next)
    updated_users.push(shown(next))
  }
  return { updated_users, errors }
}

const problemWith = (
  { name, email }: UserUpdate['user_attribute_updates'],
  user: MondayUser,
  users: ReadonlyMap<string, MondayUser>,
): string | undefined => {
  if (name?.trim() === '') return 'name is invalid'
  if (email === undefined || email === null) return undefined
  if (!address.test(email)) return 'email is invalid'
  return holderOf(email, users) === undefined || holderOf(email, users) === user.id ? undefined : 'email is taken'
}

const holderOf = (email: string, users: ReadonlyMap<string, MondayUser>): string | undefined =>
  [...users.values()].find((user) => user.email.toLowerCase() === email.toLowerCase())?.id

/** `invite_users`: by e-mail only; the new users are pending, with their address as the name. */
export const inviteUsers = (
  { users, now }: MutationState,
  emails: readonly string[],
  role: string | null | undefined,
): { readonly invited_users: readonly unknown[]; readonly errors: readonly BusinessError[] } => {
  const invited_users: unknown[] = []
  const errors: BusinessError[] = []
  for (const email of emails) {
    if (!address.test(email)) errors.push({ message: 'Invalid email', code: 'ERROR', email })
    else if (holderOf(email, users) !== undefined) {
      errors.push({ message: 'User already exists in the account', code: 'ERROR', email })
    } else {
      const user = invited(email, role ?? 'MEMBER', users, now)
      users.set(user.id, user)
      invited_users.push(shown(user))
    }
  }
  return { invited_users, errors }
}

const invited = (email: string, role: string, users: ReadonlyMap<string, MondayUser>, now: Date): MondayUser => {
  const kinds = { ADMIN: 'admin', GUEST: 'guest', VIEW_ONLY: 'view_only' } as const
  const kind = role === 'ADMIN' || role === 'GUEST' || role === 'VIEW_ONLY' ? kinds[role] : 'member'
  return {
    id: String(Math.max(...[...users.keys()].map(Number)) + 1),
    ...{ name: email, email, status: 'PENDING', kind, createdAt: now, becameActiveAt: null, lastSeenAt: null },
    ...{ deleted: false, title: null, phone: '', mobile_phone: null, location: null, birthday: null },
    ...{ language: 'en', timezone: 'Europe/Berlin', invitedBy: 'USER', serial: users.size + 1 },
  }
}
