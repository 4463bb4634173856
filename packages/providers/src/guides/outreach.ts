import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const outreach: ConnectGuide = {
  oauth2: {
    where: 'Outreach asks you to sign in and to allow the app.',
    rights: 'The app gets the scopes users.read and users.write.',
    source: 'https://developers.outreach.io/api/oauth/',
  },
}
