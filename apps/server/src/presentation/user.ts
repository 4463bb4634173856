import type { NormalizedUser, User, UserField } from '@rollcall/contract'
import type { MappedUser } from '@rollcall/providers'

/** The form of one user. */
export interface UserView {
  readonly format: 'unified' | 'normalized'
  /** Fields to leave out; `remote_data` too. */
  readonly excluded: readonly UserField[]
}

type PresentedUser = Partial<User> | Partial<NormalizedUser>

/** A user in the requested format, without the excluded fields. */
export const presentUser = (found: MappedUser, view: UserView): PresentedUser => {
  const presented: PresentedUser = view.format === 'normalized' ? normalized(found) : unified(found)
  for (const field of view.excluded) Reflect.deleteProperty(presented, field)
  return presented
}

const unified = ({ user, remote }: MappedUser): User => ({ ...user, remote_data: remote })

/** White space folded and trimmed; an empty result is `null`. */
const folded = (text: string | null | undefined): string | null => text?.trim().replaceAll(/\s+/g, ' ') || null

const normalized = ({ user }: MappedUser): NormalizedUser => ({
  id: user.id,
  name: folded(user.name),
  first_name: folded(user.first_name),
  last_name: folded(user.last_name),
  email: user.email?.trim().toLowerCase() || null,
  is_active: user.is_active ?? null,
  created_at: user.created_at ?? null,
  updated_at: user.updated_at ?? null,
  urls: user.urls ?? null,
})
