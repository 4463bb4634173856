import { describeMeta } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /unified/crm/users/{provider}/meta/{method}` */
export const getProviderUserMeta: Operation<'getProviderUserMeta'> = {
  access: 'token',
  audit: 'none',
  handle: ({ params }, { adapters }) => json(describeMeta(adapters[params.provider], params.method)),
}
