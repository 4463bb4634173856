import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const hubspot: ConnectGuide = {
  api_key: {
    where:
      'In HubSpot, open Settings > Integrations > Private Apps, make an app and copy its access token; it begins with pat-.',
    rights: 'Scopes crm.objects.owners.read, settings.users.read, and settings.users.write to change users.',
    labels: { api_key: 'Access token' },
    source: 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
  },
  oauth2: {
    where: 'HubSpot asks you to sign in and to allow the app.',
    rights: 'The app gets the scopes oauth, crm.objects.owners.read, settings.users.read and settings.users.write.',
    source:
      'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/working-with-oauth',
  },
}
