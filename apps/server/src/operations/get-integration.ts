import { integrationOf } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /integration/{slug}` */
export const getIntegration: Operation<'getIntegration'> = {
  access: 'token',
  audit: 'none',
  handle: ({ params }, { adapters }) => json(integrationOf(adapters[params.slug])),
}
