import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const insightly: ConnectGuide = {
  api_key: {
    where: 'In Insightly, open User Settings > API: the API key and the API URL, which holds the pod, stand there.',
    rights: 'The key has the rights of its user; an administrator can switch off API access for a user.',
    source: 'https://api.insightly.com/v3.1/Help#!/Overview/Authentication',
  },
}
