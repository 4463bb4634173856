import type { Connection } from '../../contract.ts'
import { addressPattern, hostLabel, hostPattern, toAddress, toPart } from '../../runtime/calls/host-patterns.ts'
import { password, template, username, variable } from '../../runtime/calls/template.ts'

/** `us-east.pipelinersales.com`, `eu-central.api.pipelinersales.com`, `api.coevera.com`: the address is made for each space. */
const service = String.raw`(?:${hostLabel}\.){1,3}(?:pipelinersales|coevera)\.com`

/** How a space of Pipeliner is connected: by an API application's login, at the service's address. */
export const connection: Connection = {
  account: {
    service_url: {
      description: "The service URL under 'Show API Access' of the API application.",
      example: 'https://eu-central.api.pipelinersales.com',
      pattern: addressPattern(service),
      canonical: toAddress,
    },
    space_id: {
      description: "The space id under 'Show API Access'.",
      example: 'acme_sales',
      pattern: /[^\s/?#]{1,128}/,
      canonical: toPart(/\/spaces\/([^\s/?#]{1,128})/),
    },
  },
  authentication: { basic: { basic: { username: username, password: password } } },
  baseUrl: template`${variable('service_url')}/api/v100/rest`,
  hosts: [hostPattern(service)],
  // https://developers.pipelinersales.com/api-docs
  limits: { defaultWaitSeconds: 5 },
}
