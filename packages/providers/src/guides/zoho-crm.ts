import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const zohoCrm: ConnectGuide = {
  oauth2: {
    where:
      'Zoho asks you to sign in and to allow the app. If your organisation is not in the United States, enter the accounts server of its data centre, such as https://accounts.zoho.eu.',
    rights: 'The app gets the scope ZohoCRM.users.ALL.',
    offers: ['accounts_server'],
    source: 'https://www.zoho.com/crm/developer/docs/api/v8/oauth-overview.html',
  },
}
