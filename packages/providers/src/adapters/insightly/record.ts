/** `APIUser` of the API's Swagger document */
export interface InsightlyUser {
  /** Not `CONTACT_ID`, the user's contact card. */
  readonly USER_ID: number
  readonly FIRST_NAME?: string | null
  readonly LAST_NAME?: string | null
  readonly EMAIL_ADDRESS?: string | null
  readonly ACTIVE?: boolean | null
  readonly DATE_CREATED_UTC?: string | null
  readonly DATE_UPDATED_UTC?: string | null
}
