import { defineAdapter } from '../../contract.ts'
import { hostLabel, hostPattern, oneOfHosts, toAddress } from '../../runtime/calls/host-patterns.ts'
import { apiKey, password, template, username } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { onePage } from '../../runtime/lists/pagination.ts'
import { flag } from '../../runtime/records/values.ts'
import { errors } from './errors.ts'

/** An owner of the admin configuration: https://developers.freshworks.com/crm/api/#admin_configuration */
interface FreshsalesOwner {
  readonly id: number
  readonly display_name?: string | null
  readonly email?: string | null
  readonly is_active?: boolean | number | string | null
}

const absent = "Freshsales' REST API only lists users"

export const freshsales = defineAdapter<FreshsalesOwner>()({
  slug: 'freshsales',
  name: 'Freshsales',
  docs: 'https://developers.freshworks.com/crm/api/#admin_configuration',
  // https://developers.freshworks.com/crm/api/
  apiVersion: { name: 'unversioned' },
  account: {
    bundle_alias: {
      description: "The bundle alias, from 'Profile settings > API settings', or the domain of an older account.",
      example: 'acme.myfreshworks.com/crm/sales',
      pattern: hostPattern(
        String.raw`${hostLabel}\.(?:(?:myfreshworks|freshworks)\.com(?:\/crm\/sales)?|freshsales\.io)\/?`,
      ),
      // Read from the address of the API or of the web app too.
      canonical: (pasted) => {
        const host = toAddress(pasted).replace('https://', '')
        return /\.(?:myfreshworks|freshworks)\.com$/.test(host) ? `${host}/crm/sales` : host
      },
    },
  },
  authentication: {
    // Not Bearer.
    api_key: { headers: { authorization: template`Token token=${apiKey}` } },
    // Only for older accounts (freshsales.io).
    basic: { basic: { username: username, password: password } },
  },
  // Without /crm/sales a bundle does not answer JSON; older accounts have no such prefix.
  baseUrl: (_, needed) => {
    const [host = ''] = needed('bundle_alias').split('/')
    return `https://${host}${/\.freshsales\.io$/i.test(host) ? '' : '/crm/sales'}/api`
  },
  hosts: [
    hostPattern(`${hostLabel}${String.raw`\.`}${oneOfHosts('myfreshworks.com', 'freshworks.com', 'freshsales.io')}`),
  ],
  // https://crmsupport.freshworks.com/support/solutions/articles/50000005599
  limits: {
    // 1000 to 5000 an hour, by plan.
    headers: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
    defaultWaitSeconds: 60,
  },
  user: {
    id: { read: ({ id }) => id },
    name: { read: ({ display_name }) => display_name },
    email: { read: ({ email }) => email },
    is_active: { read: ({ is_active }) => flag(is_active) },
  },
  users: {
    list: {
      request: () => ({ path: '/selector/owners' }),
      records: (body) => (at(body, 'users') === null ? [] : at(body, 'users')),
      paging: onePage,
      maximumPageSize: 1000,
      note: 'Only users who can own records; Freshsales does not state whether deactivated ones stay in the list.',
    },
    get: { fromList: true, idPattern: /[1-9]\d{0,17}/ },
    me: { absent: 'its API does not report the owner of a key; list the users and look for your e-mail.' },
    create: { absent: `${absent}; invite them in Freshsales itself.` },
    update: { absent: `${absent}; change them in Freshsales itself.` },
    delete: { absent: `${absent}; remove them in Freshsales itself.` },
  },
  errors,
  notes: ['A user name with password (basic) is only for older accounts on freshsales.io.'],
})
