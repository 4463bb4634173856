import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const close: ConnectGuide = {
  api_key: {
    where: 'In Close, open Settings > Developer > API Keys and make a key.',
    rights:
      'The key belongs to one organization and has the rights of its user; adding and removing members needs Manage Organization.',
    source: 'https://developer.close.com/api/overview/authentication',
  },
  oauth2: {
    where: 'Close asks you to sign in and to allow the app.',
    rights: 'The app gets the scopes all.full_access and offline_access.',
    source: 'https://developer.close.com/api/overview/oauth-authentication',
  },
}
