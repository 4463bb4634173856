import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const salesflare: ConnectGuide = {
  api_key: {
    where: 'In Salesflare, open Settings > API keys and make a key.',
    rights: 'The key acts as its user; it has no scopes.',
    source: 'https://api.salesflare.com/docs',
  },
}
