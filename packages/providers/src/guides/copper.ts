import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const copper: ConnectGuide = {
  api_key: {
    where: 'In Copper, open Settings > Integrations > API Keys and make a key; only administrators can do this.',
    rights: 'The key acts as its owner, whose e-mail is sent with it.',
    source: 'https://developer.copper.com/introduction/authentication.html',
  },
  oauth2: {
    where: 'Copper asks you to sign in and to allow the app.',
    rights: 'The app gets the scope developer/v1/all.',
    source: 'https://developer.copper.com/introduction/oauth/index.html',
  },
}
