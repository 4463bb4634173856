import { capabilitiesOf } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /integration/{slug}/capabilities` */
export const getIntegrationCapabilities: Operation<'getIntegrationCapabilities'> = {
  access: 'token',
  audit: 'none',
  handle: ({ params }, { adapters }) => json(capabilitiesOf(adapters[params.slug])),
}
