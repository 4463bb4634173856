import { type Breakage, inFile } from '../breakage.ts'

const store = 'packages/store/src'
const server = 'apps/server/src/webhooks'

const outbox = inFile(`${store}/events/outbox.ts`, { 'packages/store': ['events/'] })
const deliveries = inFile(`${store}/webhooks/deliveries.ts`, { 'packages/store': ['webhooks/'] })
const secrets = inFile(`${store}/webhooks/signing-secrets.ts`, { 'packages/store': ['webhooks/'] })
const addresses = inFile(`${server}/public-address.ts`, { 'apps/server': ['webhooks/'] })
const dispatcher = inFile(`${server}/guarded-dispatcher.ts`, { 'apps/server': ['webhooks/'] })
const sending = inFile(`${server}/send-message.ts`, { 'apps/server': ['webhooks/'] })
const tries = inFile(`${server}/next-attempt.ts`, { 'apps/server': ['webhooks/'] })

/** Events of accounts, and their delivery. */
export const ofWebhooks: readonly Breakage[] = [
  outbox('events go to webhooks of other environments', ".where('environment_id', '=', account.environmentId)", ''),
  outbox('events lose their order', 'coalesce(max(sequence), 0) + 1', '1'),
  deliveries(
    'a later event overtakes its former one',
    ".where('former.state', '=', 'pending')",
    ".where('former.state', '=', 'dead')",
  ),
  deliveries('two processes send the same', "or([eb('lease_until', 'is', null), eb('lease_until', '<=', nowMs)]),", ''),
  deliveries('a lost lease still decides', ".where('lease_holder', '=', lease)", ''),
  secrets(
    'a secret signs for another address',
    "beside: ['key_id', 'target_url', 'previous_until']",
    "beside: ['key_id', 'previous_until']",
  ),
  addresses('addresses beyond the assigned ones of IPv6 are public', 'address.match(globalIpv6)', 'true'),
  dispatcher('one public address of a name is enough', '!addresses.every(', '!addresses.some('),
  dispatcher(
    'an address in place of a name is not looked at',
    'isIP(target.hostname) !== 0',
    'isIP(target.hostname) === 9',
  ),
  sending(
    'a former secret is of no use',
    "if (first.fault !== 'status' || previous === undefined)",
    "if (first.fault !== 'timeout')",
  ),
  sending('a redirect counts as delivered', 'status < 300', 'status < 400'),
  tries('what failed together comes back together', '(1 + 0.2 * random())', '1'),
]
