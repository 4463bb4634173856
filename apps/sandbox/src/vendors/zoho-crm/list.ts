import { empty, json, type VendorReply } from '../../reply.ts'
import type { VendorRequest } from '../../request.ts'
import { badParameter } from './refusals.ts'
import { isAdministrator, type ZohoUser } from './users.ts'

const pageSizeMaximum = 200

type Test = (user: ZohoUser, callerId: string) => boolean

const isActive: Test = (user) => user.status === 'active'
const never: Test = () => false

/** `type` of the list. The content of the newest three is not described, so they are accepted and read by their names. */
const types: Readonly<Record<string, Test>> = {
  AllUsers: (user) => user.status !== 'deleted',
  ActiveUsers: isActive,
  AllActiveUsers: isActive,
  DeactiveUsers: (user) => user.status === 'inactive' || user.status === 'disabled',
  ConfirmedUsers: (user) => user.status !== 'deleted' && user.confirm,
  NotConfirmedUsers: (user) => user.status !== 'deleted' && !user.confirm,
  DeletedUsers: (user) => user.status === 'deleted',
  ActiveConfirmedUsers: (user) => user.status === 'active' && user.confirm,
  AdminUsers: (user) => user.status !== 'deleted' && isAdministrator(user),
  ActiveConfirmedAdmins: (user) => user.status === 'active' && user.confirm && isAdministrator(user),
  CurrentUser: (user, callerId) => user.id === callerId,
  DeveloperUsers: never,
  ActiveLiteUser: never,
}

/** `GET /users`: a page, 204 for an empty result, 304 when nothing changed since. */
export const listUsers = (
  request: VendorRequest,
  users: readonly ZohoUser[],
  callerId: string,
  seen: (user: ZohoUser) => unknown = (user) => user,
): VendorReply => {
  const { query } = request
  const test = types[query.get('type') ?? 'AllUsers']
  if (!test) return badParameter('type')
  const page = positive(query.get('page'), 1)
  if (page === undefined) return badParameter('page')
  const perPage = positive(query.get('per_page'), pageSizeMaximum)
  // It is not published what happens above the maximum; a refusal shows the mistake.
  if (perPage === undefined || perPage > pageSizeMaximum) return badParameter('per_page')
  const since = changedSince(request.header('if-modified-since'))
  if (since === 'malformed') return badParameter('If-Modified-Since')

  const ids = query.get('ids')?.split(',')
  const kind = query.get('type__s')
  const matching = users
    .filter((user) => test(user, callerId))
    .filter((user) => ids?.includes(user.id) ?? true)
    .filter((user) => kind === null || user.type__s === kind)
  const found = matching.filter((user) => since === undefined || changedMs(user) > since)
  if (matching.length > 0 && found.length === 0) return empty(304)

  const start = (page - 1) * perPage
  const shown = found.slice(start, start + perPage)
  if (shown.length === 0) return empty(204)
  const more = start + perPage < found.length
  return json(200, {
    users: shown.map(seen),
    info: { per_page: perPage, count: shown.length, page, more_records: more },
  })
}

const positive = (text: string | null, usual: number): number | undefined => {
  if (text === null) return usual
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined
}

/** Milliseconds since the epoch. The only documented form is ISO 8601 with seconds and an offset. */
const changedSince = (text: string | undefined): number | 'malformed' | undefined => {
  if (text === undefined) return undefined
  const timeMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(timeMs) ? 'malformed' : timeMs
}

const changedMs = (user: ZohoUser): number => Date.parse(user.Modified_Time ?? user.created_time)
