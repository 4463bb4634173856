import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const capsule: ConnectGuide = {
  api_key: {
    where: 'In Capsule, open My Preferences > API Authentication Tokens and make a token.',
    rights: 'The token has the rights of its user.',
    labels: { api_key: 'Personal access token' },
    source: 'https://developer.capsulecrm.com/v2/overview/authentication',
  },
  oauth2: {
    where: 'Capsule asks you to sign in and to allow the app.',
    rights: 'The app gets the scopes read and write.',
    source: 'https://developer.capsulecrm.com/v2/overview/authentication',
  },
}
