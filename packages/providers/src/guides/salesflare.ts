import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const salesflare: ConnectGuide = {
  api_key: {
    where: 'In Salesflare, open Settings > API keys and make a key.',
    rights: 'The key acts as its user; it has no scopes.',
    source: 'https://api.salesflare.com/docs',
  },
}
