import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /healthz` */
export const getHealth: Operation<'getHealth'> = {
  access: 'public',
  audit: 'none',
  handle: () => json({ status: 'ok' }),
}
