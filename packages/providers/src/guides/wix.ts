import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const wix: ConnectGuide = {
  api_key: {
    where:
      "In Wix, open the API Keys Manager as the owner of the account and make a key; the site id is the part after /dashboard/ in the address of the site's dashboard.",
    rights: 'The key needs Read Members, and Manage Members to change members; the site needs the Members Area app.',
    source: 'https://dev.wix.com/docs/rest/articles/getting-started/api-keys',
  },
  client_credentials: {
    where:
      "Install the app on the site; the app instance then gets its id. The app's id and secret are on its OAuth page in the Wix dashboard of apps.",
    rights: 'The app needs Read Members, and Manage Members to change members; the site needs the Members Area app.',
    labels: { client_id: 'App id', client_secret: 'App secret key' },
    source: 'https://dev.wix.com/docs/build-apps/develop-your-app/access/authentication/use-oauth',
  },
}
