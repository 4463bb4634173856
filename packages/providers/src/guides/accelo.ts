import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const accelo: ConnectGuide = {
  oauth2: {
    where: 'Accelo asks you to sign in at your deployment and to allow the app.',
    rights: 'The app gets the scope write(staff), which includes reading.',
    requires: ['deployment'],
    source: 'https://api.accelo.com/docs/#authentication',
  },
  client_credentials: {
    where: "Register a service application in Accelo's API settings; its client id and client secret are shown there.",
    rights: 'The scope write(staff), which includes reading; a service application acts without a user.',
    source: 'https://api.accelo.com/docs/#service-applications',
  },
}
