import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const keap: ConnectGuide = {
  api_key: {
    where: 'In Keap, open Settings > API and make a personal access token or a service account key.',
    rights: 'A personal access token has the rights of its user, a service account key those of an administrator.',
    labels: { api_key: 'Token or key' },
    source: 'https://developer.infusionsoft.com/pat-and-sak/',
  },
  oauth2: {
    where: 'Keap asks you to sign in and to allow the app.',
    rights: 'The app gets the scope full, the only one that Keap has.',
    source: 'https://developer.infusionsoft.com/getting-started-oauth-keys/',
  },
}
