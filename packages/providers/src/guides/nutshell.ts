import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const nutshell: ConnectGuide = {
  basic: {
    where: 'In Nutshell, open Setup > API keys and make a key.',
    rights: 'The key acts as the user whose e-mail is sent with it; the right to read users is enough.',
    labels: { username: 'E-mail of a Nutshell user', password: 'API key' },
    source: 'https://developers.nutshell.com/docs/api-authentication',
  },
}
