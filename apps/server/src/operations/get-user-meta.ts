import { describeMeta } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /unified/crm/users/meta/{method}` */
export const getUserMeta: Operation<'getUserMeta'> = {
  access: 'account',
  audit: 'none',
  handle: ({ params, call }) => json(describeMeta(call.adapter, params.method)),
}
