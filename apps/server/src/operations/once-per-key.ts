import type { IncomingHttpHeaders } from 'node:http'
import type { Answer } from '../http/answer.ts'
import type { Services } from '../services.ts'
import type { AccountCall } from '../users/account-call.ts'
import { type IdempotentCall, runOnce } from '../users/idempotency.ts'

interface Write extends Omit<IdempotentCall, 'key'> {
  readonly headers: IncomingHttpHeaders
  readonly call: AccountCall
}

/** A write happens once per `Idempotency-Key`: a repeat gets the same bytes without a vendor call. */
export const oncePerKey = (
  { headers, method, path, query, body, call }: Write,
  services: Services,
  run: () => Promise<Answer>,
): Promise<Answer> => {
  const key = headers['idempotency-key']
  if (key === undefined) return run()
  return runOnce(services.store, { key: String(key), method, path, query, body }, call, run)
}
