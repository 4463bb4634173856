import type { ConnectGuide } from '../contract.ts'

/** The help texts and questions of the hosted page where an account is connected. */
export const pipeliner: ConnectGuide = {
  basic: {
    where:
      'In Pipeliner, open Administration > Unit, Users & Roles > Applications, make an application and choose Show API Access: user name, password, service URL and space id are shown once.',
    rights: 'The application acts with the rights that it is given there.',
    source: 'https://developers.pipelinersales.com/api-docs',
  },
}
