/** The `User` of version 2026-10; everything except the id may be missing if the version changes. */
export interface MondayUser {
  readonly id: string
  readonly name?: string | null
  readonly email?: string | null
  readonly status?: string | null
  readonly is_deleted?: boolean | null
  readonly created_at?: string | null
  readonly url?: string | null
  readonly photo_url?: { readonly original?: string | null } | null
}
