import { type Answer, json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import type { OperationCheck } from '../http/validator.ts'
import { accountsOf } from '../people/accounts.ts'
import { asTheyEnd } from '../people/as-they-end.ts'
import { findPerson, type Hit } from '../people/find.ts'
import { accountsAtOnce } from '../people/in-account.ts'
import { ownTurn, sharedTurn, type Turn } from '../people/turn.ts'
import { presentPages } from '../presentation/ndjson.ts'
import { viewOf } from '../presentation/one-user.ts'
import type { Services } from '../services.ts'
import { deadlineOf } from '../users/account-call.ts'
import { CallerGone, type Deadline, startDeadline } from '../users/deadline.ts'
import { preferenceApplied, readPreferences } from '../users/preferences.ts'
import type { Grants, Operation, OperationRequest } from './operation.ts'

const lines = 'application/x-ndjson'

/** A search needs an e-mail address or a name. */
const checkSearch: OperationCheck = ({ query }) =>
  query.email === undefined && query.name === undefined
    ? [{ parameter: 'email', detail: 'is required where name is not sent, for example ann.lee@example.com' }]
    : []

/** Bytes for each character of a result: its text, and the value that it is made of. */
const bytesOfCharacter = 4

type Asked = OperationRequest<'findPeople'> & Grants['token']
type Hits = AsyncGenerator<readonly [place: number, hit: Hit]>

const hitsOf = ({ query, token, path }: Asked, services: Services, openTurn: () => Turn): Hits => {
  const { email, name, tenant_id: tenantId } = query
  const filters = { ...(email === undefined ? {} : { email }), ...(name === undefined ? {} : { name }) }
  const search = { token, path, filters, view: viewOf(query) }
  const accounts = accountsOf(services.store, token, tenantId)
  return asTheyEnd(accounts, accountsAtOnce, (account) => findPerson(services, search, account, openTurn()))
}

/** All results in one answer, within one deadline. */
const findAll = async (
  request: Asked,
  services: Services,
  milliseconds: number,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const { response } = request
  const memory = services.memory.open()
  const { deadline, context } = startDeadline({
    clock: services.clock,
    milliseconds,
    abandoned: response,
    observer: stateOf(response).vendor,
  })
  try {
    const result: Hit[] = []
    for await (const [place, hit] of hitsOf(request, services, () => sharedTurn(services, context))) {
      if (hit.users.length > 0) memory.take(JSON.stringify(hit).length * bytesOfCharacter)
      result[place] = hit
    }
    return json({ result }, { headers })
  } finally {
    // Where the answer cannot be made, the accounts that are still being read are not needed.
    deadline.abort(new CallerGone())
    deadline.end()
    // The answer is held until it is sent.
    if (response.closed) memory.end()
    else response.once('close', () => memory.end())
  }
}

/** The results one by one, the first of which is known already; a reader that stops ends the work under way. */
async function* linesOf(first: Awaited<ReturnType<Hits['next']>>, rest: Hits, deadline: Deadline) {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield [next.value[1]]
  } finally {
    deadline.abort(new CallerGone())
  }
}

/** A line for each account as it answers, each account with its own deadlines. */
const findLines = async (
  request: Asked,
  services: Services,
  milliseconds: number,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> => {
  const { response, path } = request
  const { deadline } = startDeadline({ clock: services.clock, milliseconds, abandoned: response })
  deadline.pause()
  const observer = stateOf(response).vendor
  const hits = hitsOf(request, services, () => ownTurn(services, deadline.signal, milliseconds, observer))
  try {
    const pages = linesOf(await hits.next(), hits, deadline)
    const onFailure = (error: unknown) => services.logger.warn({ err: error }, 'a search for a person broke off')
    return presentPages(pages, (hit) => hit, { deadline, headers, path, onFailure })
  } catch (error) {
    deadline.end()
    throw error
  }
}

/** `GET /unified/crm/people` */
export const findPeople: Operation<'findPeople'> = {
  access: 'token',
  audit: 'none',
  check: checkSearch,
  handle(request, services) {
    const preferences = readPreferences(request.headers.prefer)
    const answer = request.mediaType === lines ? findLines : findAll
    return answer(request, services, deadlineOf(services, preferences), preferenceApplied(preferences, ['wait']))
  },
}
