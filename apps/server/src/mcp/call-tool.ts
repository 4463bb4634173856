import type { IncomingMessage } from 'node:http'
import { type Holding, ProviderFailure, parseLossless, Refusal } from '@rollcall/providers'
import type { ApiToken } from '@rollcall/store'
import type { InnerCall } from '../http/inner-calls.ts'
import { requestFaults } from '../problems/request-faults.ts'
import { toProblem } from '../problems/to-problem.ts'
import { type Arguments, argumentFaults, requestOf } from './tool-arguments.ts'
import { isProblem, problemResult, soundResult, type ToolResult } from './tool-result.ts'
import { mayCall, type NeedsEnvironment, type Tool } from './tools.ts'

/** The values that a call of a tool needs. */
export interface ToolCall {
  readonly token: ApiToken
  /** Of the request that the call came with: its authorization, its id and its trace. */
  readonly headers: Readonly<Record<string, string>>
  readonly innerCall: InnerCall
  readonly needsEnvironment: NeedsEnvironment
  /** For the answer that is held until it is sent. */
  readonly memory: Holding
  readonly signal: AbortSignal
}

/** Largest answer of an operation that becomes the result of a tool. */
const maximumBytes = 8 * 1024 * 1024
/** For each byte of an answer: its text, the values that it is made of, and both once more in the result. */
const bytesOfByte = 5

const textOf = async (answer: IncomingMessage, memory: Holding): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer) {
    const bytes: Buffer = chunk
    size += bytes.length
    if (size > maximumBytes) {
      throw new Refusal(
        'list-too-large',
        `The answer is larger than ${maximumBytes / 1024 / 1024} MB, which is the limit of a tool; narrow the list by a filter, page through it, or leave remote_data out by truto_ignore_remote_data.`,
      )
    }
    memory.take(bytes.length * bytesOfByte)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const failureResult = (error: unknown, instance: string): ToolResult => {
  if (!(error instanceof Refusal || error instanceof ProviderFailure)) throw error
  const { problem, headers } = toProblem(error, instance)
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return problemResult(problem, Object.fromEntries(lowerCase))
}

/**
 * Calls the operation of a tool with the caller's own token, in this process: the whole pipeline handles it like a
 * request from outside.
 */
export const callTool = async (tool: Tool, given: Arguments, call: ToolCall): Promise<ToolResult> => {
  const { token, needsEnvironment, innerCall, memory, signal } = call
  const faults = argumentFaults(tool, given)
  if (faults.length > 0 && mayCall(tool, token, needsEnvironment))
    return failureResult(requestFaults(faults), tool.path)
  // The operation refuses a token that cannot call it, whatever the arguments are.
  const asked = requestOf(tool, faults.length > 0 ? {} : given)
  const headers = {
    ...asked.headers,
    ...call.headers,
    Accept: 'application/json',
    ...(asked.body === undefined ? {} : { 'Content-Type': 'application/json' }),
  }
  try {
    const answer = await innerCall({ ...asked, headers }, signal)
    const body = await textOf(answer, memory)
    const value: unknown = parseLossless(body)
    if ((answer.statusCode ?? 500) >= 400 && isProblem(value)) return problemResult(value, answer.headers)
    if (!isObject(value)) throw new Error(`${tool.id} answers ${answer.statusCode} without a JSON object.`)
    return soundResult(body, value, answer.headers)
  } catch (error) {
    return failureResult(error, asked.target.split('?')[0] ?? '')
  }
}
