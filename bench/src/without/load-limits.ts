import { limitRate as rate, type limitCalls as whole } from '../../../apps/server/src/http/load-limits.ts'

export const limitRate = rate

/** No request takes a slot. */
export const limitCalls: typeof whole = () => (_request, _response, next) => next()
