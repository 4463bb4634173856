import { fullName, type Person } from '../../people.ts'

/** The account's id, a string of digits in data and a number beside errors. */
export const accountId = 15_043_420

/** The fields of a user that the account stores. */
export interface MondayUser {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly status: 'ACTIVE' | 'INACTIVE' | 'PENDING'
  readonly kind: 'admin' | 'member' | 'guest' | 'view_only'
  readonly createdAt: Date
  /** Null until the invitation is accepted. */
  readonly becameActiveAt: Date | null
  readonly lastSeenAt: Date | null
  readonly deleted: boolean
  readonly title: string | null
  readonly phone: string
  readonly mobile_phone: string | null
  readonly location: string | null
  readonly birthday: string | null
  readonly language: string
  readonly timezone: string
  readonly invitedBy: 'USER' | 'FIRST_USER' | 'SCIM'
  readonly serial: number
}

/** The id of a person's user: digits. */
export const userId = (person: Person): string => String(4_012_000 + person.number)

/** Makes users of the people; an account has no user without an e-mail. Number 399 was deleted in the user interface. */
export const seed = (people: readonly Person[]): ReadonlyMap<string, MondayUser> =>
  new Map(
    people.flatMap((person): [string, MondayUser][] => {
      if (person.email === null) return []
      const deleted = person.number === 399
      const user: MondayUser = {
        id: userId(person),
        // A user without a name is shown by the address.
        name: fullName(person) || person.email,
        email: person.email,
        status: deleted || person.state === 'inactive' ? 'INACTIVE' : person.state === 'invited' ? 'PENDING' : 'ACTIVE',
        kind: kindOf(person),
        createdAt: person.createdAt,
        becameActiveAt: person.state === 'invited' ? null : new Date(person.createdAt.getTime() + 3_600_000),
        lastSeenAt: person.lastSeenAt,
        deleted,
        title: person.title,
        phone: person.phone ?? '',
        mobile_phone: null,
        location: null,
        birthday: null,
        language: person.locale.slice(0, 2),
        timezone: person.timezone,
        invitedBy: person.self ? 'FIRST_USER' : 'USER',
        serial: person.number,
      }
      return [[user.id, user]]
    }),
  )

const kindOf = (person: Person): MondayUser['kind'] => {
  if (person.admin) return 'admin'
  if (person.number > 12 && person.number % 20 === 7) return 'guest'
  return person.number > 12 && person.number % 20 === 9 ? 'view_only' : 'member'
}

/** A user with every field of every version; graphql-js selects the requested ones. */
export const shown = (user: MondayUser): Record<string, unknown> => {
  const { id, name, email, status, kind, title, phone, mobile_phone, location, birthday } = user
  const joined = user.becameActiveAt === null ? null : vendorTime(user.becameActiveAt)
  const photo = `https://files.monday.com/sandbox/${id}/original/photo.png`
  return {
    ...{ id, name, email, status, kind, title: title ?? '', phone, mobile_phone, location, birthday },
    url: `https://acme.monday.com/users/${id}`,
    created_at: vendorTime(user.createdAt),
    became_active_at: joined,
    last_activity: user.lastSeenAt === null ? null : vendorTime(user.lastSeenAt),
    is_deleted: user.deleted,
    is_email_confirmed: status !== 'PENDING',
    account_id: String(accountId),
    account: { id: String(accountId), name: 'Acme', slug: 'acme' },
    invitation_method: user.invitedBy,
    serial_number: user.serial,
    country_code: null,
    current_language: user.language,
    time_zone_identifier: user.timezone,
    utc_hours_diff: 0,
    photo_url: { original: photo, small: photo, thumb: photo, thumb_small: photo, tiny: photo },
    department: null,
    teams: [],
    user_config: { kind, role_id: '1', visibility: [], behaviors: [], group: 'basic' },
    // Until 2026-07.
    enabled: status !== 'INACTIVE',
    is_pending: status === 'PENDING',
    is_admin: kind === 'admin',
    is_guest: kind === 'guest',
    is_view_only: kind === 'view_only',
    is_verified: status !== 'PENDING',
    join_date: joined?.slice(0, 10) ?? null,
    ...{ photo_original: photo, photo_small: photo, photo_thumb: photo, photo_thumb_small: photo, photo_tiny: photo },
  }
}

/** The arguments of `users`, after graphql-js has checked them. */
export interface UsersArguments {
  readonly ids?: readonly string[] | null
  readonly name?: string | null
  readonly emails?: readonly string[] | null
  readonly status?: readonly string[] | null
  readonly user_kind?: { readonly in?: readonly string[] | null; readonly not_in?: readonly string[] | null } | null
  readonly kind?: string | null
  readonly non_active?: boolean | null
  readonly newest_first?: boolean | null
  readonly sort?: readonly { readonly direction: string }[] | null
  readonly limit?: number | null
  readonly page?: number | null
}

const maximumLimit = 1000

/** Answers `users`: active and pending ones by default, also when `ids` are given (UNVERIFIED: strict). */
export const list = (users: Iterable<MondayUser>, asked: UsersArguments): readonly MondayUser[] => {
  const emails = asked.emails?.map((email) => email.toLowerCase())
  const found = [...users].filter(
    (user) =>
      (asked.ids?.includes(user.id) ?? true) &&
      (emails?.includes(user.email.toLowerCase()) ?? true) &&
      inStatus(user, asked) &&
      inKind(user, asked) &&
      isNamed(user, asked),
  )
  const direction = asked.sort?.[0]?.direction ?? (asked.newest_first ? 'DESC' : undefined)
  const sign = direction === 'DESC' ? -1 : 1
  const sorted =
    direction === undefined
      ? found
      : found.toSorted((one, other) => sign * (one.createdAt.getTime() - other.createdAt.getTime()))
  // Without a limit the old versions returned all users; it is UNVERIFIED that more than 1000 are cut and not refused.
  const limit = Math.max(1, Math.min(asked.limit ?? found.length, maximumLimit))
  const page = Math.max(1, asked.page ?? 1)
  return sorted.slice((page - 1) * limit, page * limit)
}

const inStatus = (user: MondayUser, { status, non_active }: UsersArguments): boolean => {
  if (status) return status.includes(user.status)
  return non_active ? user.status === 'INACTIVE' : user.status !== 'INACTIVE'
}

const inKind = (user: MondayUser, { kind, user_kind }: UsersArguments): boolean => {
  const kinds = [user.kind.toUpperCase(), 'BASIC']
  if (user_kind?.in && !user_kind.in.some((one) => kinds.includes(one))) return false
  if (user_kind?.not_in?.some((one) => kinds.includes(one))) return false
  if (kind === 'guests') return user.kind === 'guest'
  if (kind === 'non_guests') return user.kind !== 'guest'
  return kind !== 'non_pending' || user.status !== 'PENDING'
}

/** Fuzzy alone, exact together with `emails`, `kind` or `user_kind`. */
const isNamed = (user: MondayUser, { name, emails, kind, user_kind }: UsersArguments): boolean => {
  if (name === undefined || name === null) return true
  if (emails || kind || user_kind) return user.name === name
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return letters(user.name).includes(letters(name))
}

/** ISO 8601 in UTC, to the second. */
const vendorTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
