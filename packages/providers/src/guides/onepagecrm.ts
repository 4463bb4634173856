import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const onepagecrm: ConnectGuide = {
  basic: {
    where: 'In OnePageCRM, open https://app.onepagecrm.com/app/api and copy the user id and the API key.',
    rights: 'Users can change themselves; only an administrator can change others.',
    labels: { username: 'User id', password: 'API key' },
    source: 'https://developer.onepagecrm.com/api/',
  },
}
