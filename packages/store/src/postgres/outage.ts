import { StoreUnavailable } from '../store-error.ts'

/**
 * States of PostgreSQL that pass by themselves (https://www.postgresql.org/docs/current/errcodes-appendix.html): lost
 * connections (08), too many connections or no memory (53), a server that stops, starts or has failed over (57P, 25006).
 */
const passing = /^(?:08|53|57P0[1-5]|25006)/

/** Node's codes for a connection that cannot be made or was lost. */
const lost =
  /^(?:E(?:AI_AGAIN|CONN\w+|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NOTFOUND|PIPE|TIMEDOUT|ADDRNOTAVAIL|NOENT))$/

/** Messages of `pg` without a code for a connection or an answer that does not come, or breaks off. */
const sentences =
  /^(?:Connection terminated|Query read timeout|timeout exceeded|Client has encountered a connection error)/i

const codeOf = (error: object): string => {
  const code: unknown = 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

const isOutage = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  // For a host name with several addresses.
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true
  const code = codeOf(error)
  return passing.test(code) || lost.test(code) || sentences.test(error.message)
}

/** A `StoreUnavailable` where `cause` means that the database cannot be reached; else `cause` itself. */
export const asUnavailable = (cause: unknown): Error => {
  if (isOutage(cause)) return new StoreUnavailable('The database does not answer.', { cause })
  return cause instanceof Error ? cause : new Error(String(cause))
}
