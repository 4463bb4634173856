import { json } from '../http/answer.ts'
import { environmentOf, type Operation } from './operation.ts'

/** `GET /ping` */
export const ping: Operation<'ping'> = {
  handle: (request) => json({ message: 'pong', environment_id: environmentOf(request) }),
}
