// Written from Nutshell's published REST API 2.0.0 (developers.nutshell.com) and recorded answers of its clients.
import { basicCredential } from '../credentials.ts'
import { fullName, type Person } from '../people.ts'
import { json, text, type VendorReply } from '../reply.ts'
import type { VendorRequest } from '../request.ts'
import { guarded, type Handler } from '../routes.ts'
import { TokenBook } from '../tokens.ts'
import { defineVendor, type Simulator, type VendorContext } from '../vendor.ts'

const host = 'app.nutshell.com'
const apiKey = 'sandbox-nutshell-key'
const impersonatingKey = 'sandbox-nutshell-impersonating-key'
const ownEmail = 'karin.rossi@acme.example'
const limitMaximum = 10_000

const create = ({ people, now }: VendorContext): Simulator => {
  const users = new Map(people.map((person) => [`${person.number}-users`, seed(person)]))
  const tokens = new TokenBook({ prefix: 'sandbox-nutshell', now, accessLifetimeSeconds: 3600, refresh: 'keep' })
  tokens.addKey(`${ownEmail}:${apiKey}`, '11-users')
  // Not in any demo account: a key that works with any user's e-mail.
  for (const person of people) {
    if (person.email !== null) tokens.addKey(`${person.email}:${impersonatingKey}`, `${person.number}-users`)
  }

  const check = (request: VendorRequest): VendorReply | undefined => {
    const basic = basicCredential(request)
    const isKnown = basic !== undefined && tokens.valid(`${basic.username}:${basic.password}`) !== undefined
    // The body of a 401 is not published; this is the form of the published 500.
    return isKnown ? undefined : json(401, { code: 401, message: 'Unauthorized' })
  }
  const list: Handler = (request) => {
    const page = readPage(request)
    if ('refusal' in page) return page.refusal
    const all = [...users.values()]
    const start = page.number * page.limit
    const link = (number: number): string =>
      `${request.originOf()}/rest/users?page[limit]=${page.limit}&page[page]=${number}`
    return json(200, {
      meta: {
        ...instance,
        ...(start + page.limit < all.length ? { next: link(page.number + 1) } : {}),
        ...(page.number > 0 ? { previous: link(page.number - 1) } : {}),
        total: all.length,
      },
      users: all.slice(start, start + page.limit),
    })
  }

  return {
    tokens,
    routes: {
      api: guarded(check, {
        'GET /rest/users': list,
        'GET /rest/users/{id}': (request) => {
          const user = users.get(request.param('id'))
          return user ? json(200, { meta: instance, users: [user] }) : page(404, 'Not Found')
        },
      }),
    },
    notFound: () => page(404, 'Not Found'),
    methodNotAllowed: () => page(405, 'Method Not Allowed'),
  }
}

/**
 * Users are published without parameters and read by clients in one answer; the parameters of the other collections
 * are sent here too by one client, so they work, and only with them the list has a `meta.next`.
 */
const readPage = (request: VendorRequest): Page => {
  const number = request.query.get('page[page]') ?? '0'
  const limit = request.query.get('page[limit]') ?? String(limitMaximum)
  if (!/^\d+$/.test(number)) return { refusal: invalid(`Invalid page number: ${number}`) }
  if (!/^[1-9]\d*$/.test(limit) || Number(limit) > limitMaximum) {
    return { refusal: invalid(`Invalid page limit: ${limit}`) }
  }
  return { number: Number(number), limit: Number(limit) }
}

/** The errors are beside an empty list. */
const invalid = (detail: string): VendorReply => {
  const error = { id: null, type: 'errors', code: null, detail, href: null, status: '400' }
  return json(400, {
    meta: instance,
    links: {},
    users: [],
    errors: [{ ...error, title: 'Invalid filter', field: null }],
  })
}

const page = (status: number, what: string): VendorReply => {
  const html = `<!DOCTYPE html><html><head><title>An Error Occurred: ${what}</title></head><body><h1>Oops! An Error Occurred</h1></body></html>`
  return text(status, html, { 'content-type': 'text/html; charset=UTF-8' })
}

/** Neither a last name nor a date of creation is shown. */
const seed = (person: Person): unknown => {
  const { number } = person
  return {
    type: 'users',
    id: `${number}-users`,
    name: fullName(person) || null,
    firstName: person.firstName,
    emails: [
      ...(person.email === null ? [] : [person.email]),
      ...(person.email !== null && number % 19 === 0 ? [`alias.${number}@acme.example`] : []),
    ],
    modifiedTime: Math.floor(person.updatedAt.getTime() / 1000),
    isEnabled: person.state !== 'inactive',
    isAdministrator: person.admin,
    hasSetPassword: person.state !== 'invited',
    isViewingRestricted: false,
    isHiddenFromFilters: false,
    canAccessEmailMarketing: true,
    permissions: Object.fromEntries(permissions.map((name) => [name, person.admin || !adminOnly.includes(name)])),
    phonecallerType: null,
    agentStatus: null,
    avatarUrl: `https://${host}/avatars/users/${number}/default`,
    initials: [person.firstName, person.lastName].map((name) => [...(name ?? '').trim()][0] ?? '').join(''),
    links: { teams: number % 4 === 0 ? [] : [`${1 + (number % 3)}-teams`] },
  }
}

/** Nutshell, REST API 2.0.0: users can be read; one user comes as an array of one, and an unknown path gets HTML. */
export const nutshell = defineVendor({
  slug: 'nutshell',
  name: 'Nutshell',
  hosts: { api: [host] },
  defaultHost: host,
  demo: { authentication_method: 'basic', context: { username: ownEmail, password: apiKey } },
  create,
})

const instance = { instanceId: '379104', siteId: '6smEpVK1' }

type Page = { readonly number: number; readonly limit: number } | { readonly refusal: VendorReply }

const adminOnly: readonly string[] = ['canAccessSetup', 'canAccessBilling', 'canDeleteEntities']
const permissions: readonly string[] = [
  ...adminOnly,
  'canAccessMarketing',
  'canBulkEdit',
  'canExport',
  'canViewSharedEmails',
  'canImport',
  'canMergeEntities',
  'canAssignEntities',
  'canManageEmailTemplates',
  'canAccessCrm',
  'canAccessFullCampaigns',
  'canUsePeopleIQ',
  'canUseInbox',
]
