import { randomUUID } from 'node:crypto'
import { json, type WholeAnswer } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { refuseForeignOrigin } from '../mcp/origin.ts'
import { refuseMessage } from '../mcp/refused-message.ts'
import type { Services } from '../services.ts'
import type { Grants, Operation, OperationRequest } from './operation.ts'

type Asked = OperationRequest<'sendMcpMessage'> & Grants['token']

const accepted: WholeAnswer = { status: 202, headers: {}, body: '' }

const sessionOf = ({ headers }: Asked): string | undefined => {
  const session = headers['mcp-session-id']
  return typeof session === 'string' ? session : undefined
}

/** What a tool's own request has of the request that called it. */
const handedOn = ({ headers, response }: Asked): Readonly<Record<string, string>> => {
  const { authorization, traceparent } = headers
  return {
    'X-Request-Id': stateOf(response).requestId,
    ...(authorization === undefined ? {} : { Authorization: authorization }),
    ...(typeof traceparent === 'string' ? { traceparent } : {}),
  }
}

const noteNotification = (request: Asked, { mcpCalls }: Services): void => {
  const { body, token } = request
  const session = sessionOf(request)
  const id: unknown = body.params?.requestId
  const isCancelled = body.method === 'notifications/cancelled' && (typeof id === 'string' || typeof id === 'number')
  if (isCancelled && session !== undefined) mcpCalls.cancel({ tokenId: token.id, session }, id)
}

const answerRequest = async (request: Asked, id: string | number, services: Services): Promise<WholeAnswer> => {
  const { body, token, response } = request
  const { innerCall, needsEnvironment, mcpCalls, logger } = services
  // Loaded when the first message comes: no other server pays for the SDK.
  const { answerMessage } = await import('../mcp/answer-message.ts')
  const session = sessionOf(request)
  const controller = new AbortController()
  const running = session === undefined ? undefined : mcpCalls.begin({ tokenId: token.id, session }, id, controller)
  const memory = services.memory.open()
  response.once('close', () => {
    controller.abort()
    memory.end()
  })
  if (response.closed) controller.abort()
  try {
    const { jsonrpc, method, params } = body
    const message = { jsonrpc, id, method, ...(params === undefined ? {} : { params }) }
    const call = { token, headers: handedOn(request), innerCall, needsEnvironment, memory, signal: controller.signal }
    const answer = await answerMessage(message, call, (err) => logger.error({ err }, 'a tool call failed'))
    return json(answer, { headers: method === 'initialize' ? { 'Mcp-Session-Id': randomUUID() } : {} })
  } finally {
    running?.end()
  }
}

/** `POST /mcp` */
export const sendMcpMessage: Operation<'sendMcpMessage'> = {
  access: 'token',
  audit: 'none',
  refuse: refuseMessage,
  handle(request, services) {
    const { body, headers } = request
    refuseForeignOrigin(services.config, headers)
    if (body.id !== undefined) return answerRequest(request, body.id, services)
    noteNotification(request, services)
    return accepted
  },
}
