import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const onepagecrm: ConnectGuide = {
  basic: {
    where: 'In OnePageCRM, open https://app.onepagecrm.com/app/api: user id and API key stand there.',
    rights: 'Everyone can change themself; changing others needs an administrator.',
    labels: { username: 'User id', password: 'API key' },
    source: 'https://developer.onepagecrm.com/api/',
  },
}
