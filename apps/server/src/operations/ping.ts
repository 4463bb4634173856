import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /ping` */
export const ping: Operation<'ping'> = {
  access: 'token',
  handle: (request) => json({ message: 'pong', environment_id: request.token.environmentId }),
}
