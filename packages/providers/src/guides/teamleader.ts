import type { ConnectGuide } from '../contract.ts'

/** What the hosted page says and asks where an account is connected. */
export const teamleader: ConnectGuide = {
  oauth2: {
    where: 'Teamleader asks you to sign in and to allow the app.',
    rights: 'The integration has the scope users ticked on its own page at Teamleader.',
    source: 'https://developer.focus.teamleader.eu/docs/authentication',
  },
}
