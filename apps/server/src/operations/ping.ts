import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /ping` */
export const ping: Operation<'ping'> = {
  access: 'token',
  audit: 'none',
  handle: (request) => json({ message: 'pong', environment_id: request.token.environmentId }),
}
