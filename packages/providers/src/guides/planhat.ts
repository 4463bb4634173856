import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const planhat: ConnectGuide = {
  api_key: {
    where:
      'In Planhat, open Settings > Service Accounts, make a service account and copy its token, which is shown once.',
    rights: 'The service account needs permissions on the model User.',
    offers: ['base_url'],
    labels: { api_key: 'API access token' },
    source: 'https://www.planhat.com/developers/api#authentication-limits',
  },
}
