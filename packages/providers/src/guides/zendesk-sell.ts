import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const zendeskSell: ConnectGuide = {
  api_key: {
    where: 'In Sell, open Settings > OAuth > Access tokens and make a personal access token.',
    rights: 'The token needs the scopes read and profile; read does not include users.',
    labels: { api_key: 'Access token' },
    source: 'https://developer.zendesk.com/api-reference/sales-crm/authentication/introduction/',
  },
  oauth2: {
    where: 'Zendesk Sell asks you to sign in and to allow the app.',
    rights: 'The app gets the scopes read and profile.',
    source: 'https://developer.zendesk.com/api-reference/sales-crm/authentication/introduction/',
  },
}
