/** https://developers.pipedrive.com/docs/api/v1/Users */
export interface PipedriveUser {
  readonly id: number
  readonly name?: string | null
  readonly email?: string | null
  readonly active_flag?: boolean | number | string | null
  readonly is_deleted?: boolean | number | string | null
  readonly created?: string | null
  readonly modified?: string | null
  readonly icon_url?: string | null
}
