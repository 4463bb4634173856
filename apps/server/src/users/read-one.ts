import type { CallContext, Flowing, Found, OneUserQuery, Users } from '@rollcall/providers'
import type { Answer } from '../http/answer.ts'
import { presentOne, type ViewQuery } from '../presentation/one-user.ts'
import { presentStream } from '../presentation/stream.ts'
import type { Services } from '../services.ts'
import type { AccountCall } from './account-call.ts'
import { openUsers } from './users-call.ts'

interface Reading {
  readonly query: ViewQuery & { readonly remote_query?: OneUserQuery['remoteQuery'] }
  readonly call: AccountCall
}

/** A read of one user, in the requested format. */
export const readOne = async (
  { query, call }: Reading,
  services: Services,
  find: (users: Users, query: OneUserQuery, context: CallContext) => Promise<Found | Flowing>,
): Promise<Answer> => {
  const { users, context, deadline, headers } = openUsers(call, services)
  const asked = { format: query.truto_response_format, remoteQuery: query.remote_query }
  const found = await find(users, asked, context)
  return 'body' in found ? presentStream(found, { deadline, headers }) : presentOne(found, query, { headers })
}
