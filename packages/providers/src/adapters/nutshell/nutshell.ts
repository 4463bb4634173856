import { defineAdapter } from '../../contract.ts'
import { listAt } from '../../runtime/calls/envelope.ts'
import { password, template, userId, username } from '../../runtime/calls/template.ts'
import { at, textAt } from '../../runtime/json/json.ts'
import { listOf } from '../../runtime/records/values.ts'
import { errors } from './errors.ts'
import { everyone, paging } from './paging.ts'
import type { NutshellUser } from './record.ts'

const readOnly = "Nutshell's REST API only reads users; manage them in its setup."

const usersOf = (body: unknown): unknown => at(body, 'users')

export const nutshell = defineAdapter<NutshellUser>()({
  slug: 'nutshell',
  name: 'Nutshell',
  docs: 'https://developers.nutshell.com/reference/d3997a48c80629bf9a63637c4fde9aab',
  apiVersion: { name: '2.0.0' },
  account: {},
  // The e-mail of a user and an API key.
  authentication: { basic: { basic: { username: username, password: password } } },
  baseUrl: 'https://app.nutshell.com/rest',
  hosts: [/app\.nutshell\.com/],
  limits: { defaultWaitSeconds: 10 },
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ name }) => name, readOnly },
    first_name: { read: ({ firstName }) => firstName, readOnly },
    email: { read: ({ emails }) => listOf(emails)[0], readOnly, note: "The first of the user's e-mails." },
    is_active: { read: ({ isEnabled }) => isEnabled, readOnly },
    updated_at: { read: ({ modifiedTime }) => modifiedTime },
    urls: { read: ({ avatarUrl }) => [{ type: 'avatar', url: avatarUrl }] },
  },
  users: {
    list: {
      request: ({ at }) => everyone(at),
      records: (body) => listAt(body, 'users', at(body, 'meta.total') === 0),
      paging,
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
      // No call returns the owner of a key; the user name is the e-mail of the user that it acts as.
      identity: () => everyone(),
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
  notes: ['Nutshell reports neither a last name nor a creation date of a user.'],
})
