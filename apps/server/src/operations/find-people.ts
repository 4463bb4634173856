import { json } from '../http/answer.ts'
import type { OperationCheck } from '../http/validator.ts'
import { accountsOf } from '../people/accounts.ts'
import { asTheyEnd } from '../people/as-they-end.ts'
import { findPerson, type Hit } from '../people/find.ts'
import { accountsAtOnce } from '../people/in-account.ts'
import { ownTurn, sharedTurn } from '../people/turn.ts'
import { presentPages } from '../presentation/ndjson.ts'
import { viewOf } from '../presentation/one-user.ts'
import { deadlineOf } from '../users/account-call.ts'
import { CallerGone, type Deadline, startDeadline } from '../users/deadline.ts'
import { preferenceApplied, readPreferences } from '../users/preferences.ts'
import type { Operation } from './operation.ts'

const lines = 'application/x-ndjson'

/** A person is looked for by something. */
const checkSearch: OperationCheck = ({ query }) =>
  query.email === undefined && query.name === undefined
    ? [{ parameter: 'email', detail: 'is required where there is no name: send email, name or both' }]
    : []

/** For each character of a result: its text, and the value that it is made of. */
const bytesOfCharacter = 4

/** The results one by one, the first of which is there already; who reads no further ends what is under way. */
async function* linesOf(
  first: IteratorResult<readonly [number, Hit]>,
  rest: AsyncGenerator<readonly [number, Hit]>,
  deadline: Deadline,
): AsyncGenerator<readonly Hit[]> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield [next.value[1]]
  } finally {
    deadline.abort(new CallerGone())
  }
}

/** `GET /unified/crm/people` */
export const findPeople: Operation<'findPeople'> = {
  access: 'token',
  audit: 'none',
  check: checkSearch,
  async handle({ query, token, mediaType, path, headers: { prefer }, response }, services) {
    const { email, name, tenant_id: tenantId } = query
    const filters = { ...(email === undefined ? {} : { email }), ...(name === undefined ? {} : { name }) }
    const search = { token, path, filters, view: viewOf(query) }
    const preferences = readPreferences(prefer)
    const headers = preferenceApplied(preferences, ['wait'])
    const milliseconds = deadlineOf(services, preferences)
    const memory = services.memory.open()
    response.once('close', () => memory.end())
    const { deadline, context } = startDeadline({
      clock: services.clock,
      milliseconds,
      memory,
      abandoned: response,
    })
    const isLines = mediaType === lines
    const hits = asTheyEnd(accountsOf(services.store, token, tenantId), accountsAtOnce, (account) => {
      const turn = isLines ? ownTurn(services, deadline.signal, milliseconds) : sharedTurn(services, context)
      return findPerson(services, search, account, turn)
    })
    try {
      if (isLines) {
        // Nothing but the accounts' own deadlines holds from here on.
        deadline.pause()
        const pages = linesOf(await hits.next(), hits, deadline)
        const onFailure = (error: unknown) => services.logger.warn({ err: error }, 'a search for a person broke off')
        return presentPages(pages, (hit) => hit, { deadline, headers, path, onFailure })
      }
      const result: Hit[] = []
      for await (const [place, hit] of hits) {
        if (hit.users.length > 0) memory.take(JSON.stringify(hit).length * bytesOfCharacter)
        result[place] = hit
      }
      deadline.end()
      return json({ result }, { headers })
    } catch (error) {
      deadline.end()
      throw error
    }
  },
}
