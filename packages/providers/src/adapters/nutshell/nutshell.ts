import { defineAdapter } from '../../contract.ts'
import { fromEpochSeconds } from '../../runtime/dates.ts'
import { at, textAt } from '../../runtime/json.ts'
import { byLink } from '../../runtime/pagination.ts'
import { password, template, userId, username } from '../../runtime/template.ts'
import { errors } from './errors.ts'
import type { NutshellUser } from './record.ts'

const docs = 'https://developers.nutshell.com/reference/d3997a48c80629bf9a63637c4fde9aab'
const readOnly = "Nutshell's REST API only reads users: manage them in its setup."

/** No parameters are documented for users; other lists take this one up to 10,000. Taken or ignored, everybody comes. */
const everyone = { path: '/users', query: { 'page[limit]': 10_000 } }

const usersOf = (body: unknown): unknown => at(body, 'users')

export const nutshell = defineAdapter<NutshellUser>()({
  slug: 'nutshell',
  name: 'Nutshell',
  docs,
  apiVersion: { name: '2.0.0', source: docs },
  account: {},
  // The e-mail of a user and an API key.
  authentication: { basic: { basic: { username: username, password: password } } },
  baseUrl: 'https://app.nutshell.com/rest',
  hosts: [/app\.nutshell\.com/],
  limits: { windows: [], defaultWaitSeconds: 10, source: docs },
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name }) => name, readOnly },
    first_name: { read: ({ firstName }) => firstName, readOnly },
    email: { read: ({ emails }) => emails?.[0], readOnly, note: "The first of the user's e-mails." },
    is_active: { read: ({ isEnabled }) => isEnabled, readOnly },
    updated_at: { read: ({ modifiedTime }) => fromEpochSeconds(modifiedTime) },
    urls: { read: ({ avatarUrl }) => [{ type: 'avatar', url: avatarUrl }] },
  },
  users: {
    list: {
      request: () => everyone,
      records: usersOf,
      paging: byLink(({ body }) => at(body, 'meta.next')),
      maximumPageSize: 10_000,
    },
    get: {
      requests: [{ path: template`/users/${userId}` }],
      // An array of one.
      record: (body) => (Array.isArray(usersOf(body)) ? at(body, 'users.0') : body),
      emptyIsUnknown: true,
      idPattern: /\d{1,18}-users/,
    },
    me: {
      // No call says whose key it is; the user name is the e-mail of the user for whom it speaks.
      identity: () => everyone,
      key: (body, account) => {
        const users = usersOf(body)
        const login = account?.username?.toLowerCase()
        const own = (Array.isArray(users) ? users : []).find((user: unknown) => {
          const emails = at(user, 'emails')
          return Array.isArray(emails) && emails.some((email) => String(email).toLowerCase() === login)
        })
        return textAt(own, 'id')
      },
    },
    create: { absent: readOnly },
    update: { absent: readOnly },
    delete: { absent: readOnly },
  },
  errors,
  notes: ['Nutshell tells neither a last name nor a creation date of a user.'],
})
