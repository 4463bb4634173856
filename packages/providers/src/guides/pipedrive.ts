import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const pipedrive: ConnectGuide = {
  api_key: {
    where: 'In Pipedrive, open Settings > Personal preferences > API and copy the personal API token.',
    rights: 'The token has the rights of its user; inviting and deactivating users needs an administrator.',
    offers: ['company_domain'],
    labels: { api_key: 'API token' },
    source: 'https://pipedrive.readme.io/docs/how-to-find-the-api-token',
  },
  oauth2: {
    where: 'Pipedrive asks you to sign in and to allow the app.',
    rights: 'The app has the scopes base, users:read and admin in its own settings at Pipedrive.',
    source: 'https://pipedrive.readme.io/docs/marketplace-oauth-authorization',
  },
}
