import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /healthz` */
export const getHealth: Operation<'getHealth'> = {
  handle: () => json({ status: 'ok' }),
}
