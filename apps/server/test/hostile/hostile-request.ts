/** A request that no honest program sends, and its expected problem. */
export interface HostileRequest {
  readonly title: string
  readonly method: string
  readonly path: string
  readonly query?: string
  readonly rawBody?: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly status: number
  readonly slug: string
  /** Every parameter, header or place of the body with a fault, in any order; absent: the fault has no place. */
  readonly faults?: readonly string[]
}

/** The placeholder in queries for the account. */
export const accountMark = '{account}'

export const users = '/unified/crm/users'
const asJson = { 'content-type': 'application/json' }

/** A list with this query. */
export const list = (title: string, query: string, faults: readonly string[]): HostileRequest => ({
  title,
  method: 'GET',
  path: users,
  query: `${accountMark}&${query}`,
  status: 400,
  slug: 'invalid-request',
  faults,
})

/** A creation with this body. */
export const body = (
  title: string,
  rawBody: string | Uint8Array,
  wanted: Pick<HostileRequest, 'faults' | 'headers'> & Partial<Pick<HostileRequest, 'status' | 'slug'>>,
): HostileRequest => ({
  title,
  method: 'POST',
  path: users,
  query: accountMark,
  rawBody,
  headers: asJson,
  status: 400,
  slug: 'invalid-request',
  ...wanted,
})
