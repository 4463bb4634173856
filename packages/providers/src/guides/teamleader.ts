import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const teamleader: ConnectGuide = {
  oauth2: {
    where: 'Teamleader asks you to sign in and to allow the app.',
    rights: 'The integration needs the scope users, which is selected on its own page at Teamleader.',
    source: 'https://developer.focus.teamleader.eu/docs/authentication',
  },
}
