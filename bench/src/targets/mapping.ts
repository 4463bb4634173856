import process from 'node:process'
import { Pool } from 'undici'

/**
 * The work of the bare servers for a request: the same vendor calls as Rollcall makes, each answer parsed once and mapped to
 * the same bytes. `limit.ts` and `ceiling.ts` differ only in the HTTP server.
 */

interface VendorUser {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly active_flag: boolean
  readonly created: string
  readonly modified: string
  readonly icon_url: string
}

interface Page {
  readonly data: readonly VendorUser[]
  readonly additional_data: { readonly pagination: { readonly next_start?: number } }
}

/** The answer of a bare server: status and JSON. */
export interface Answered {
  readonly status: number
  readonly body: string
}

const vendor = new Pool(process.env.VENDOR_ORIGIN ?? '', { connections: 64 })

/** One vendor call by undici's `dispatch`, which takes less time than its `request`. */
const call = <T>(
  host: string,
  path: string,
  method: 'GET' | 'PUT' = 'GET',
  body?: string,
): Promise<{ readonly status: number; readonly value: T }> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let status = 0
    const headers = {
      authorization: 'Bearer made-up-key',
      accept: 'application/json',
      'x-forwarded-host': host,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    vendor.dispatch(
      { path, method, headers, ...(body === undefined ? {} : { body }) },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_controller, statusCode) => {
          status = statusCode
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk)
        },
        onResponseEnd: () => resolve({ status, value: JSON.parse(Buffer.concat(chunks).toString()) }),
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })

const unified = (data: VendorUser) => ({
  id: String(data.id),
  name: data.name,
  email: data.email,
  is_active: data.active_flag,
  created_at: `${data.created.replace(' ', 'T')}.000Z`,
  updated_at: `${data.modified.replace(' ', 'T')}.000Z`,
  urls: [{ type: 'photo', url: data.icon_url }],
  remote_data: data,
})

/** `GET /unified/crm/users/{id}` and, with a body, `PATCH`. */
export const oneUser = async (id: string, change?: { readonly is_active: boolean }): Promise<Answered> => {
  const path = `/pipedrive/api/v1/users/${id}`
  const { status, value } =
    change === undefined
      ? await call<{ data: VendorUser }>('list100.pipedrive.com', path)
      : await call<{ data: VendorUser }>(
          'list100.pipedrive.com',
          path,
          'PUT',
          JSON.stringify({ active_flag: change.is_active }),
        )
  if (status !== 200) return { status, body: JSON.stringify({ title: 'User not found', status, detail: id }) }
  return { status, body: JSON.stringify(unified(value.data)) }
}

type Unified = ReturnType<typeof unified>

const byName = (left: { readonly key: string }, right: { readonly key: string }): number =>
  left.key < right.key ? -1 : left.key > right.key ? 1 : 0

const sorted = (users: readonly Unified[]): Unified[] =>
  users
    .map((user) => ({ user, key: user.name.normalize('NFC').toLowerCase() }))
    .sort(byName)
    .map(({ user }) => user)

/** `GET /unified/crm/users`: all of 100 users, or the active ones of 1,000 by name. */
export const listUsers = async (query: URLSearchParams): Promise<Answered> => {
  const isSorted = query.has('sort_by[name]')
  const found: Unified[] = []
  for (let start: number | undefined = 0; start !== undefined; ) {
    const path: string = `/pipedrive/api/v1/users${start === 0 ? '' : `?start=${start}`}`
    const { value }: { readonly value: Page } = await call(
      isSorted ? 'list1000.pipedrive.com' : 'list100.pipedrive.com',
      path,
    )
    for (const data of value.data) if (!isSorted || data.active_flag) found.push(unified(data))
    start = value.additional_data.pagination.next_start
  }
  const result = isSorted ? sorted(found) : found
  return {
    status: 200,
    body: JSON.stringify({ result, next_cursor: null, prev_cursor: null, result_count: result.length }),
  }
}
