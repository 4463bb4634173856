// Written from Insightly's published API v3.1 and recorded answers (api.insightly.com/v3.1/Help).
import { basicCredential } from '../credentials.ts'
import type { Person } from '../people.ts'
import { empty, json, text, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook, type TokenState } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const pod = 'na1'
const host = `api.${pod}.insightly.com`
const apiKey = 'sandbox-insightly-token'
const pageSizeUsual = 100
const pageSizeMaximum = 500

const create = ({ people, now }: VendorContext): Simulator => {
  // Every person with a seat has a login, which is an e-mail address.
  const users = people.filter((person) => person.email !== null).map(seed)
  const self = people.find((person) => person.self)?.number ?? 0
  // A key does not expire; there is no OAuth, so no token is issued.
  const tokens = new TokenBook({ prefix: 'sandbox-insightly', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  tokens.addKey(apiKey, String(userId(self)), ['Users'])
  // Not in any demo account: the key of a user whose profile excludes the object.
  tokens.addKey('sandbox-insightly-restricted', String(userId(1)))

  const caller = (request: VendorRequest): TokenState | undefined => {
    const basic = basicCredential(request)
    return basic?.password === '' ? tokens.valid(basic.username) : undefined
  }
  const check = (request: VendorRequest): VendorReply | undefined => {
    const state = caller(request)
    if (!state) return failure(401, 'Authorization has been denied for this request.')
    // Recorded for another object with 404 and plain text, and listed as 403 for the same.
    return state.scopes.includes('Users') ? undefined : text(403, 'API User does not have access to Users.')
  }

  const one = (id: number): VendorReply => {
    const user = users.find((candidate) => candidate.USER_ID === id)
    // The status is published, the body is not: the smallest possible one.
    return user ? json(200, user) : empty(404)
  }

  return {
    tokens,
    routes: {
      api: guarded(check, {
        'GET /v3.1/Users': (request) => page(request, users),
        'GET /v3.1/Users/Me': (request) => one(Number(caller(request)?.subject)),
        'GET /v3.1/Users/Search': search(users),
        'GET /v3.1/Users/{id}': (request) => {
          const id = request.param('id')
          return /^\d{1,15}$/.test(id) ? one(Number(id)) : failure(400, 'The request is invalid.')
        },
      }),
    },
    notFound: () => failure(404, 'No HTTP resource was found that matches the request URI.'),
    methodNotAllowed: (request) =>
      failure(405, `The requested resource does not support http method '${request.method}'.`),
    rateLimit: {
      // The daily quota of the Professional plan. The headers report this quota, not the 10 calls a second, since there is no
      // header of a reset.
      published: { limit: 60_000, windowMs: 86_400_000 },
      headers: (state) => ({
        'X-RateLimit-Limit': String(state.limit),
        'X-RateLimit-Remaining': String(state.remaining),
      }),
      exceeded: (state) =>
        json(
          429,
          { Message: 'API calls quota exceeded.' },
          { 'Retry-After': String(Math.ceil(state.resetInMs / 1000)) },
        ),
    },
  }
}

const search =
  (users: readonly InsightlyUser[]): Handler =>
  (request) => {
    const name = request.query.get('field_name')
    const value = request.query.get('field_value')
    const after = request.query.get('updated_after_utc')
    if ((name === null) !== (value === null)) {
      return failure(400, 'Both field_name and field_value must be provided.')
    }
    if (name !== null && after !== null) return failure(400, 'Only one optional parameter can be specified.')
    if (name !== null && value !== null) {
      if (!fieldNames.has(name)) return failure(400, `Invalid field name '${name}'.`)
      // It is not published whether the vendor compares whole values; case is assumed not to matter.
      const wanted = value.toLowerCase()
      return page(
        request,
        users.filter((user) => String(user[name] ?? '').toLowerCase() === wanted),
      )
    }
    if (after === null) return page(request, users)
    const since = Date.parse(after)
    if (Number.isNaN(since)) return failure(400, 'The request is invalid.')
    return page(
      request,
      users.filter((user) => Date.parse(`${user.DATE_UPDATED_UTC.replace(' ', 'T')}Z`) >= since),
    )
  }

const page = (request: VendorRequest, found: readonly InsightlyUser[]): VendorReply => {
  const skip = whole(request.query.get('skip'), 0)
  const top = whole(request.query.get('top'), pageSizeUsual)
  if (skip === undefined || top === undefined) return failure(400, 'The request is invalid.')
  const total = request.query.get('count_total') === 'true' ? { 'X-Total-Count': String(found.length) } : {}
  return json(200, found.slice(skip, skip + Math.min(top, pageSizeMaximum)), total)
}

/** The default when the parameter is absent, undefined for an invalid number of rows. */
const whole = (value: string | null, usual: number): number | undefined => {
  if (value === null) return usual
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined
}

const failure = (status: number, message: string): VendorReply => json(status, { Message: message })

const userId = (number: number): number => 1_234_000 + number

const seed = (person: Person): InsightlyUser => {
  const dropbox = `acme-${String(person.number).padStart(4, '0')}`
  return {
    USER_ID: userId(person.number),
    CONTACT_ID: 98_765_000 + person.number,
    FIRST_NAME: person.firstName,
    LAST_NAME: person.lastName,
    TIMEZONE_ID: person.timezone,
    EMAIL_ADDRESS: person.email,
    EMAIL_DROPBOX_IDENTIFIER: dropbox,
    EMAIL_DROPBOX_ADDRESS: `${dropbox}@mailbox.insight.ly`,
    ADMINISTRATOR: person.admin,
    ACCOUNT_OWNER: person.self,
    ACTIVE: person.state !== 'inactive',
    DATE_CREATED_UTC: vendorTime(person.createdAt),
    DATE_UPDATED_UTC: vendorTime(person.updatedAt),
    USER_CURRENCY: 'USD',
    CONTACT_DISPLAY: 'FirstLast',
    CONTACT_ORDER: 'Last',
    TASK_WEEK_START: 1,
    INSTANCE_ID: 424_242,
    PROFILE_ID: person.admin ? 10 : 11,
    ROLE_ID: null,
  }
}

/** `yyyy-MM-dd HH:mm:ss` in UTC, without a zone. */
const vendorTime = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')

/** Insightly, API v3.1: users can be read and nothing else; dates have a blank and no zone. */
export const insightly = defineVendor({
  slug: 'insightly',
  name: 'Insightly',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'api_key', context: { api_key: apiKey, pod } },
  create,
})

interface InsightlyUser {
  readonly USER_ID: number
  readonly DATE_UPDATED_UTC: string
  readonly [rest: string]: string | number | boolean | null
}

const fieldNames: ReadonlySet<string> = new Set([
  'USER_ID',
  'CONTACT_ID',
  'FIRST_NAME',
  'LAST_NAME',
  'TIMEZONE_ID',
  'EMAIL_ADDRESS',
  'ADMINISTRATOR',
  'ACCOUNT_OWNER',
  'ACTIVE',
])
