import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const insightly: ConnectGuide = {
  api_key: {
    where: 'In Insightly, open User Settings > API and copy the API key; the API URL beside it has the pod.',
    rights: 'The key has the rights of its user; an administrator can turn off API access for a user.',
    source: 'https://api.insightly.com/v3.1/Help#!/Overview/Authentication',
  },
}
