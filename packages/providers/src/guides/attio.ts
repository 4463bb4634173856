import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const attio: ConnectGuide = {
  api_key: {
    where: 'In Attio, open Workspace settings > Developers and make an access token.',
    rights: 'Scope user_management:read.',
    labels: { api_key: 'Access token' },
    source: 'https://docs.attio.com/rest-api/guides/authentication',
  },
  oauth2: {
    where: 'Attio asks you to sign in and to allow the app.',
    rights: 'The app has the scope user_management:read in its own settings at Attio.',
    source: 'https://docs.attio.com/rest-api/tutorials/connect-an-app-through-oauth',
  },
}
