import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const highlevel: ConnectGuide = {
  api_key: {
    where:
      'In HighLevel, open Settings > Private Integrations of the agency or sub-account and make a token; it begins with pit-.',
    rights: 'Scopes users.readonly, and users.write to change users.',
    offers: ['location_id'],
    labels: { api_key: 'Private integration token' },
    source: 'https://marketplace.gohighlevel.com/docs/Authorization/PrivateIntegrationsToken',
  },
  oauth2: {
    where: 'HighLevel asks you to sign in and to choose the location that the app is installed in.',
    rights: 'The app gets the scopes users.readonly and users.write.',
    offers: ['user_type'],
    source: 'https://marketplace.gohighlevel.com/docs/Authorization/OAuth2.0',
  },
}
