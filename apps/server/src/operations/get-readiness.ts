import { Refusal } from '@rollcall/providers'
import { StoreUnavailable } from '@rollcall/store'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /readyz` */
export const getReadiness: Operation<'getReadiness'> = {
  access: 'public',
  audit: 'none',
  async handle(_request, { store, isStopping }) {
    if (isStopping()) throw new Refusal('overloaded', 'The server is stopping and takes no new calls.')
    await store.ping().catch((cause: unknown) => {
      // What is in memory serves, and another process would have no other database.
      if (!(cause instanceof StoreUnavailable)) {
        throw new Refusal('overloaded', 'The store does not answer.', { cause })
      }
    })
    return json({ status: 'ready' })
  },
}
