import { runOnce } from '../users/idempotency.ts'
import type { Operation } from './operation.ts'

/** A write that happens once per `Idempotency-Key`: a repeat gets the same bytes without a vendor call. */
export const idempotent = <Id extends 'createUser' | 'updateUser'>(
  operation: Operation<Id, 'account'>,
): Operation<Id, 'account'> => ({
  ...operation,
  handle(request, services) {
    const { headers, method, path, query, body, call } = request
    const key = headers['idempotency-key']
    const run = () => operation.handle(request, services)
    if (key === undefined) return run()
    return runOnce(services.store, { key: String(key), method, path, query, body }, call, run)
  },
})
