import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const freshsales: ConnectGuide = {
  api_key: {
    where: 'In Freshsales, open Profile settings > API settings: the API key and the bundle alias stand there.',
    rights: 'The key has the rights of its user.',
    source: 'https://developers.freshworks.com/crm/api/#authentication',
  },
  basic: {
    where: 'For older accounts (freshsales.io) alone: the e-mail and password that you sign in with.',
    rights: 'The rights of the user.',
    labels: { username: 'E-mail' },
    source: 'https://developers.freshworks.com/crm/api/#authentication',
  },
}
