import { isProblem, type Problem, type Result } from '@rollcall/client'
import { type Admin, unreachable } from '../admin.ts'
import { problemSentence } from '../command-io.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

/** How long each call may take: a call that fails is repeated until then. */
const waitSeconds = 5

/** The next step after a problem of a vendor call, for the person that connected the account. */
const adviceOf = (problem: Problem): string => {
  if (isProblem(problem, '/errors/account-not-found')) return 'check the id, and the environment of the token'
  if (isProblem(problem, '/errors/account-needs-reauth')) {
    return 'the credential is no longer valid: connect the account again by a link token, or replace it with PATCH /integrated-account/{id}/credentials'
  }
  if (isProblem(problem, '/errors/account-not-ready')) return 'connect the account again by a link token'
  if (isProblem(problem, '/errors/provider-forbidden')) {
    return 'the credential is valid, but lacks a scope or right: grant it at the vendor, then connect the account again'
  }
  if (isProblem(problem, '/errors/provider-network-refused')) {
    return "the vendor's network policy refuses this server: allow its address at the vendor"
  }
  if (isProblem(problem, '/errors/provider-unavailable')) {
    return "the host is not reached: check the account's address (its account variables), DNS and firewall"
  }
  if (isProblem(problem, '/errors/provider-timeout')) return 'the vendor is too slow now: try again later'
  if (isProblem(problem, '/errors/provider-error')) {
    return "the vendor fails, or the account's address is wrong: check its account variables, and the vendor's status page"
  }
  return 'see the page of this problem under /errors'
}

const missingScopes = (problem: Problem): string => {
  const value = problem.truto_error_insight?.forbidden_error?.value
  const scopes =
    typeof value === 'object' && value !== null && 'missing_scopes' in value ? value.missing_scopes : undefined
  return Array.isArray(scopes) && scopes.length > 0 ? ` Missing scopes: ${scopes.join(', ')}.` : ''
}

const judge = (call: string, { error, response }: Result<unknown>): Finding => {
  if (error === undefined) return ok('account', `${call} works.`)
  if (isProblem(error, '/errors/provider-rate-limited')) {
    const wait = response.headers.get('retry-after')
    return warning(
      'account',
      `${call} is throttled by the vendor, so the credential is valid; try again${wait === null ? ' later' : ` in ${wait} seconds`}.`,
    )
  }
  const remote = error.remote_status === undefined ? '' : ` The vendor answered ${error.remote_status}.`
  const slug = error.type.replace('/errors/', '')
  return failed(
    'account',
    `${call} fails (${slug}): ${problemSentence(error)}${remote}${missingScopes(error)} Next: ${adviceOf(error)}.`,
  )
}

/** Makes the vendor's validation call for an account, and reports what is wrong. */
export const checkAccount = async (admin: Admin, id: string): Promise<readonly Finding[]> => {
  const { client } = admin
  const ask = (call: Promise<Result<unknown>>): Promise<Result<unknown>> =>
    call.catch((cause: unknown) => {
      throw unreachable(admin, cause)
    })
  const found = await client.GET('/integrated-account/{id}', { params: { path: { id } } }).catch((cause: unknown) => {
    throw unreachable(admin, cause)
  })
  if (found.error !== undefined) return [judge(`The account ${id}`, found)]
  const { integration, status, last_error } = found.data
  const said = `The account ${id} at ${integration.name} is ${status}`
  const state =
    status === 'active'
      ? ok('account', `${said}.`)
      : warning('account', `${said}: ${last_error ?? 'no reason is known'}`)
  const query = { integrated_account_id: id }
  const headers = { Prefer: `wait=${waitSeconds}` }
  const me = await ask(client.GET('/unified/crm/users/me', { params: { query }, headers }))
  const isAbsent = isProblem(me.error, '/errors/operation-not-supported')
  const own = isAbsent ? [] : [judge("The call for the credential's own user", me)]
  if (me.error !== undefined && !isAbsent) return [state, ...own]
  // The list of users may need a right that the call for the own user does not.
  const list = await ask(
    client.GET('/unified/crm/users', {
      params: { query: { ...query, limit: 1, truto_ignore_remote_data: true } },
      headers,
    }),
  )
  return [state, ...own, judge('The list of users', list)]
}
