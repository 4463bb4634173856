import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const dynamics365Sales: ConnectGuide = {
  oauth2: {
    where: 'Microsoft asks you to sign in and to allow the app in your environment.',
    rights:
      'The app gets the delegated permission Dynamics CRM / user_impersonation and acts with your security roles.',
    requires: ['instance_url'],
    offers: ['tenant_id'],
    source: 'https://learn.microsoft.com/power-apps/developer/data-platform/authenticate-oauth',
  },
  client_credentials: {
    where:
      'In the Microsoft Entra admin center, register an app and make a client secret; in the Power Platform admin center, add it to the environment as an application user.',
    rights: 'The application user needs a security role that can read the table User, and write it to change users.',
    source:
      'https://learn.microsoft.com/power-apps/developer/data-platform/use-single-tenant-server-server-authentication',
  },
}
