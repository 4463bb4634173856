import { failureMessage, idOf, MessageFailure } from '../mcp/json-rpc.ts'
import { isProblem, problemResult } from '../mcp/tool-result.ts'
import { type Admin, type AdminOptions, answerOf, unreachable, withAdmin } from './admin.ts'
import type { CommandIo } from './command-io.ts'

export interface McpOptions extends AdminOptions {
  /** Offers the tools that read, and no other ones; for the store itself. */
  readonly readOnly?: boolean
}

/** Longest line that is read, in characters; a server takes less. */
const longestLine = 1024 * 1024

const tooLong = Symbol('a line that is too long')

/** Each line of the input, until it ends or the command does. */
async function* linesOf({ input, signal }: CommandIo): AsyncGenerator<string | typeof tooLong> {
  const ended = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const decoder = new TextDecoder()
  const chunks = input[Symbol.asyncIterator]()
  let open = ''
  let isTooLong = false
  for (;;) {
    const next = await Promise.race([chunks.next(), ended])
    if (next === undefined) return
    const isEnd = next.done === true
    const chunk = isEnd ? '' : next.value
    open += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const lines = open.split('\n')
    open = isEnd ? '' : (lines.pop() ?? '')
    for (const line of lines) {
      if (isTooLong || line.length > longestLine) yield tooLong
      else if (line.trim() !== '') yield line
      isTooLong = false
    }
    if (open.length > longestLine) {
      isTooLong = true
      open = ''
    }
    if (isEnd) return
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined

/** A notification is not answered, whatever becomes of it. */
const isNotification = (message: unknown): boolean =>
  typeof memberOf(message, 'method') === 'string' && memberOf(message, 'id') === undefined

/** The answer to a message to which the server has answered a problem, or something that Rollcall does not answer. */
const refusedAnswer = (message: unknown, status: number, text: string, headers: Headers): object => {
  const problem = parsed(text)
  const id = idOf(message)
  if (!isProblem(problem)) {
    const sentence = `The server did not answer as a Rollcall server (status ${status}); check ROLLCALL_URL.`
    return failureMessage(id, new MessageFailure('internal', sentence))
  }
  return memberOf(message, 'method') === 'tools/call' && id !== null
    ? { jsonrpc: '2.0', id, result: problemResult(problem, Object.fromEntries(headers)) }
    : failureMessage(id, new MessageFailure('internal', problem.message, problem))
}

/** The messages of an agent, line by line, each sent to the server as it came; cancelling one ends its request. */
const createPipe = (io: CommandIo, admin: Admin) => {
  const { baseUrl, token } = admin.reach
  const running = new Map<unknown, AbortController>()

  const write = async (text: string): Promise<void> => {
    await io.outputReady()
    io.output(`${text}\n`)
  }

  const exchange = async (line: string, message: unknown, signal: AbortSignal): Promise<void> => {
    const response = await fetch(`${baseUrl}/mcp`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Accept: 'application/json' },
      body: line,
      signal,
      // The token is sent to no other address.
      redirect: 'error',
    })
    const text = await response.text()
    if (response.status === 202) return
    const isMessage = memberOf(parsed(text), 'jsonrpc') === '2.0'
    const answer = isMessage ? text : JSON.stringify(refusedAnswer(message, response.status, text, response.headers))
    if (isNotification(message)) io.errors(`A notification was refused: ${answer}\n`)
    else await write(answer)
  }

  const answer = async (line: string): Promise<void> => {
    const message = parsed(line)
    const id = memberOf(message, 'id')
    if (memberOf(message, 'method') === 'notifications/cancelled') {
      running.get(memberOf(memberOf(message, 'params'), 'requestId'))?.abort()
      return
    }
    const controller = new AbortController()
    if (id !== undefined) running.set(id, controller)
    const signal = AbortSignal.any([io.signal, controller.signal])
    try {
      await exchange(line, message, signal)
    } catch (error) {
      // A call that was cancelled is not answered.
      if (signal.aborted) return
      const failure = new MessageFailure('internal', unreachable(admin, error).message)
      await write(JSON.stringify(failureMessage(idOf(message), failure)))
    } finally {
      if (running.get(id) === controller) running.delete(id)
    }
  }

  const refuseLine = (): Promise<void> => {
    const failure = new MessageFailure('notOneMessage', 'The line is longer than 1 MB, which is the limit; send less.')
    return write(JSON.stringify(failureMessage(null, failure)))
  }

  return { answer, refuseLine }
}

/**
 * Serves the tools to an agent: JSON-RPC on the standard input and output, a message a line. It ends with the input, when
 * what runs is answered, or at once by a signal.
 */
export const serveMcp = (io: CommandIo, options: McpOptions): Promise<void> =>
  withAdmin(io, options, async (admin) => {
    await answerOf(admin, admin.client.GET('/ping', { signal: io.signal }))
    if (io.isInteractive)
      io.errors('Rollcall waits for the messages of an agent, one JSON-RPC message a line; Ctrl-C ends it.\n')
    const pipe = createPipe(io, admin)
    const open = new Set<Promise<void>>()
    for await (const line of linesOf(io)) {
      const task = line === tooLong ? pipe.refuseLine() : pipe.answer(line)
      open.add(task)
      task.finally(() => open.delete(task)).catch(() => undefined)
    }
    await Promise.all(open)
  })
