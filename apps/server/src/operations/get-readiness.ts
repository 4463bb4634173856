import { Refusal } from '@rollcall/providers'
import { StoreUnavailable } from '@rollcall/store'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /readyz` */
export const getReadiness: Operation<'getReadiness'> = {
  access: 'public',
  audit: 'none',
  async handle(_request, { store, isStopping }) {
    if (isStopping()) throw new Refusal('overloaded', 'The server is stopping and accepts no new calls.')
    await store.ping().catch((cause: unknown) => {
      // Accounts in memory can be used, and another process would use the same database.
      if (!(cause instanceof StoreUnavailable)) {
        throw new Refusal('overloaded', 'The store does not answer.', { cause })
      }
    })
    return json({ status: 'ready' })
  },
}
