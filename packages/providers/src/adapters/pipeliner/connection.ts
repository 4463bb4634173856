import type { Connection } from '../../contract.ts'
import { password, template, username, variable } from '../../runtime/template.ts'

/** How a space of Pipeliner is connected: by an API application's login, at the service's address. */
export const connection: Connection = {
  account: {
    service_url: {
      description: "The service URL that 'Show API Access' of the API application gives.",
      example: 'https://eu-central.api.pipelinersales.com',
      pattern: /https:\/\/(?:[a-z0-9-]{1,63}\.){1,3}(?:pipelinersales|coevera)\.com/i,
    },
    space_id: {
      description: "The space id that 'Show API Access' gives.",
      example: 'acme_sales',
      pattern: /[^\s/?#]{1,128}/,
    },
  },
  authentication: { basic: { basic: { username: username, password: password } } },
  baseUrl: template`${variable('service_url')}/api/v100/rest`,
  hosts: [/(?:[a-z0-9-]{1,63}\.){1,3}(?:pipelinersales|coevera)\.com/i],
  limits: { windows: [], defaultWaitSeconds: 5, source: 'https://developers.pipelinersales.com/api-docs' },
}
