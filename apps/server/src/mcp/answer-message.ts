import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  CallToolRequestSchema,
  InitializeRequestSchema,
  JSONRPCRequestSchema,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { specification } from '../contract/specification.ts'
import { nearestName } from '../nearest-name.ts'
import { shownName } from '../problems/fault-sentences.ts'
import { callTool, type ToolCall } from './call-tool.ts'
import { failureMessage, MessageFailure, type MessageId } from './json-rpc.ts'
import { allTools, definitionFor, mayCall, type Tool } from './tools.ts'

/** A request of the protocol that the contract's validation has passed. */
export interface RequestMessage {
  readonly jsonrpc: '2.0'
  readonly id: MessageId
  readonly method: string
  readonly params?: Readonly<Record<string, unknown>>
}

const instructions = `Rollcall reads and changes the users (seats) of connected CRM accounts.
list_integrated_accounts gives the integrated_account_id of each account. A token that belongs to one account does not have this tool, and its calls need no integrated_account_id.
Before deactivate_person changes anything, call it with dry_run true and show the result to the person who asked.
A result with isError is a problem: its message says what is wrong and what to do.`

const versionOf = ({ info }: typeof specification): string =>
  typeof info === 'object' && info !== null && 'version' in info ? String(info.version) : ''

const known = ['initialize', 'ping', 'tools/list', 'tools/call']

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** A schema of the SDK. */
interface Checker {
  safeParse(value: unknown): { readonly error?: { readonly issues: readonly Issue[] } | undefined }
}

/** The parameters of these are checked before the SDK has them: it would answer the whole of what its checks found. */
const checks: ReadonlyMap<string, Checker> = new Map<string, Checker>([
  ['initialize', InitializeRequestSchema],
  ['tools/list', ListToolsRequestSchema],
  ['tools/call', CallToolRequestSchema],
])

/** Faults of parameters that one sentence lists. */
const maximumFaults = 5

const issueText = ({ path, message }: Issue): string => `${path.map(String).join('.') || 'The message'}: ${message}`

/** @throws MessageFailure */
const checkMessage = (message: RequestMessage): void => {
  const { method, params = {} } = message
  const schema = checks.get(method)
  if (!known.includes(method)) {
    const nearest = nearestName(method, known)
    const advice = nearest === undefined ? `the methods are ${known.join(', ')}` : `the nearest one is ${nearest}`
    throw new MessageFailure('unknownMethod', `There is no method ${shownName(method)}; ${advice}.`)
  }
  const found = [JSONRPCRequestSchema, ...(schema === undefined ? [] : [schema])].flatMap((checked) => {
    const { error } = checked.safeParse(message)
    return error === undefined ? [] : error.issues
  })
  if (found.length > 0) {
    const faults = [...new Set(found.map(issueText))].slice(0, maximumFaults).join('; ')
    throw new MessageFailure('invalidParameters', `The parameters of ${method} are not valid: ${faults}.`)
  }
  // All tools are on the one page that there is.
  if (method === 'tools/list' && params.cursor !== undefined) {
    throw new MessageFailure('invalidParameters', 'tools/list has one page; send it without a cursor.')
  }
  if (params.task !== undefined) {
    throw new MessageFailure('invalidParameters', 'This server has no tasks; send the call without task.')
  }
}

/** @throws MessageFailure */
const toolNamed = (name: string, tools: ReadonlyMap<string, Tool>): Tool => {
  const tool = tools.get(name)
  if (tool !== undefined) return tool
  const nearest = nearestName(name, tools.keys())
  const advice = nearest === undefined ? 'tools/list has them all' : `the nearest one is ${nearest}`
  throw new MessageFailure('invalidParameters', `There is no tool ${shownName(name)}; ${advice}.`)
}

const isArguments = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Answers one request by the SDK's server, which is made for this request; `onFault` gets the failures of Rollcall itself. */
export const answerMessage = async (
  message: RequestMessage,
  call: ToolCall,
  onFault: (error: unknown) => void,
): Promise<object> => {
  const tools = allTools()
  const server = new Server(
    { name: 'rollcall', title: 'Rollcall', version: versionOf(specification) },
    { capabilities: { tools: {} }, instructions },
  )
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: [...tools.values()]
      .filter((tool) => mayCall(tool, call.token, call.needsEnvironment))
      .map((tool) => definitionFor(tool, call.token)),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = toolNamed(params.name, tools)
    // As they came: the copy of the SDK's check lacks members such as `__proto__`.
    const given = message.params?.arguments
    try {
      return { ...(await callTool(tool, isArguments(given) ? given : {}, call)) }
    } catch (error) {
      if (!call.signal.aborted) onFault(error)
      throw new MessageFailure('internal', 'The server failed, and has logged why; try again later.')
    }
  })
  const [near, far] = InMemoryTransport.createLinkedPair()
  const answered = new Promise<object>((resolve, reject) => {
    near.onmessage = resolve
    const cancelled = () => reject(new MessageFailure('cancelled', 'The call was cancelled.'))
    if (call.signal.aborted) cancelled()
    call.signal.addEventListener('abort', cancelled, { once: true })
  })
  try {
    checkMessage(message)
    await server.connect(far)
    const { params, ...rest } = message
    await near.send({ ...rest, ...(params === undefined ? {} : { params: { ...params } }) })
    return await answered
  } catch (error) {
    if (error instanceof MessageFailure) return failureMessage(message.id, error)
    throw error
  } finally {
    // It is not awaited when `checkMessage` has refused the message.
    answered.catch(() => undefined)
    await server.close()
  }
}
