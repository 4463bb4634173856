import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const mondayCrm: ConnectGuide = {
  api_key: {
    where: 'In monday.com, click your picture, open Developers > API token and copy the personal token.',
    rights: 'The token has the rights of its user.',
    labels: { api_key: 'Personal API token' },
    source: 'https://developer.monday.com/api-reference/docs/authentication',
  },
  oauth2: {
    where:
      'monday.com asks you to sign in and to allow the app; an administrator has to install it in the account first.',
    rights: 'The app gets the scopes users:read, users:write and me:read.',
    source: 'https://developer.monday.com/apps/docs/oauth',
  },
}
