import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const nutshell: ConnectGuide = {
  basic: {
    where: 'In Nutshell, open Setup > API keys and make a key.',
    rights: 'The key acts as the user whose e-mail goes with it; reading users is enough.',
    labels: { username: 'E-mail of a Nutshell user', password: 'API key' },
    source: 'https://developers.nutshell.com/docs/api-authentication',
  },
}
