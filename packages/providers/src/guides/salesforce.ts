import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const salesforce: ConnectGuide = {
  oauth2: {
    where:
      'Salesforce asks you to sign in and to allow the app. For a sandbox, enter the login address https://test.salesforce.com or your own My Domain.',
    rights:
      'The app gets the scopes api, refresh_token and openid. Your user needs API Enabled, and Manage Internal Users to change users.',
    offers: ['login_url'],
    source: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_web_server_flow.htm',
  },
  client_credentials: {
    where:
      'In Salesforce Setup, make an app with the client credentials flow and a run-as user; its consumer key and secret are the client id and secret.',
    rights: 'The run-as user needs API Enabled, and Manage Internal Users to change users.',
    source: 'https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_client_credentials_flow.htm',
  },
}
