/** A workspace member: https://docs.attio.com/rest-api/endpoint-reference/workspace-members/list-workspace-members */
export interface AttioMember {
  readonly id?: { readonly workspace_member_id: string }
  readonly first_name?: string | null
  readonly last_name?: string | null
  readonly email_address?: string | null
  /** `admin`, `member` or `suspended`. */
  readonly access_level?: string | null
  readonly avatar_url?: string | null
  readonly created_at?: string | null
}
