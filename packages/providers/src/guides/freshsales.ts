import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const freshsales: ConnectGuide = {
  api_key: {
    where: 'In Freshsales, open Profile settings > API settings and copy the API key and the bundle alias.',
    rights: 'The key has the rights of its user.',
    source: 'https://developers.freshworks.com/crm/api/#authentication',
  },
  basic: {
    where: 'Only for older accounts (freshsales.io): the e-mail and password that you sign in with.',
    rights: 'The rights of the user.',
    labels: { username: 'E-mail' },
    source: 'https://developers.freshworks.com/crm/api/#authentication',
  },
}
