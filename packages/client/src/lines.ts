import type { PersonHit, User } from '@rollcall/contract'
import { isProblem, ProblemError } from './problem.ts'

/** A line of an NDJSON list does not match the contract, or the answer is not NDJSON. */
export class UnreadableLinesError extends Error {
  override readonly name = 'UnreadableLinesError'
}

/**
 * The users of an NDJSON answer as they arrive. The connection is closed when the caller stops early. Throws a
 * `ProblemError` for a last line that is an error, and the signal's reason when it is aborted.
 */
export const readUserLines = (
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<User, void, undefined> => readItems(response, signal, isUser, 'a user')

/** The results of an NDJSON search for a person as they arrive; otherwise like `readUserLines`. */
export const readPersonLines = (
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<PersonHit, void, undefined> => readItems(response, signal, isPersonHit, 'a result')

async function* readItems<Item>(
  response: Response,
  signal: AbortSignal | undefined,
  isItem: (value: unknown) => value is Item,
  name: string,
): AsyncGenerator<Item, void, undefined> {
  for await (const line of readLines(response)) {
    signal?.throwIfAborted()
    const value = parsed(line)
    if (!isItem(value)) throw failureOf(value, name, response)
    yield value
  }
}

async function* readLines(response: Response): AsyncGenerator<string, void, undefined> {
  const kind = response.headers.get('Content-Type') ?? ''
  if (response.body === null || !kind.startsWith('application/x-ndjson')) {
    await response.body?.cancel()
    throw new UnreadableLinesError(`The answer is not NDJSON (${kind === '' ? 'no content type' : kind}).`)
  }
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  let isDone = false
  try {
    while (!isDone) {
      const chunk = await reader.read()
      isDone = chunk.done
      const lines = (rest + (chunk.done ? decoder.decode() : decoder.decode(chunk.value, { stream: true }))).split('\n')
      rest = isDone ? '' : (lines.pop() ?? '')
      yield* lines.filter((line) => line.trim() !== '')
    }
  } finally {
    if (!isDone) await reader.cancel()
  }
}

const failureOf = (value: unknown, name: string, response: Response): Error =>
  typeof value === 'object' && value !== null && 'error' in value && isProblem(value.error)
    ? new ProblemError(value.error, response)
    : new UnreadableLinesError(`A line of the list is neither ${name} nor a problem.`)

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new UnreadableLinesError('A line of the list is not JSON.', { cause })
  }
}

/** An object that is not an error line. Its `id` may be absent, by `truto_exclude_fields`. */
const isUser = (value: unknown): value is User =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('error' in value)

const isPersonHit = (value: unknown): value is PersonHit =>
  typeof value === 'object' && value !== null && 'account' in value && 'outcome' in value
