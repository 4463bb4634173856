import type { User } from '@rollcall/contract'
import { isProblem, ProblemError } from './problem.ts'

/** A line of an NDJSON list is not what the contract says, or the answer is no NDJSON. */
export class UnreadableLinesError extends Error {
  override readonly name = 'UnreadableLinesError'
}

/**
 * The users of an NDJSON answer as they arrive. The connection is given up when the caller stops early. Throws a
 * `ProblemError` for a last line that is an error, and the signal's reason when it is aborted.
 */
export async function* readUserLines(
  response: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<User, void, undefined> {
  for await (const line of readLines(response)) {
    signal?.throwIfAborted()
    yield userOf(line, response)
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

const userOf = (line: string, response: Response): User => {
  const value = parsed(line)
  if (isUser(value)) return value
  if (typeof value === 'object' && value !== null && 'error' in value && isProblem(value.error)) {
    throw new ProblemError(value.error, response)
  }
  throw new UnreadableLinesError('A line of the list is neither a user nor a problem.')
}

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
